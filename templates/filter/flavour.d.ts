/** Whether the page may be of a report that holds recorded stacks: templates/bundle says so. */
declare const STACKS: boolean;
