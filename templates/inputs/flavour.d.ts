/** Whether the page is of a report that tells several inputs apart: templates/bundle says so. */
declare const INPUTS: boolean;
