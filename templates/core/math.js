// What the page's numbers need most, under short names.

export const { abs, floor, max, min, round, sqrt } = Math;

/** Columns of whole numbers, of flags, of costs. @param {number} count */
export const makeInts = (count) => new Uint32Array(count);

/** @param {number} count */
export const makeFlags = (count) => new Uint8Array(count);

/** @param {number} count */
export const makeNumbers = (count) => new Float64Array(count);
