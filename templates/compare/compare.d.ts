/** Whether the page is of a report that compares: templates/bundle says so. */
declare const COMPARE: boolean;
