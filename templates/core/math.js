// What the page's numbers need most, under short names.

export const { max, min, round } = Math;
