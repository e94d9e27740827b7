// What the page's numbers need most, under short names.

export const { abs, floor, max, min, round, sqrt } = Math;

/** Columns of whole numbers, of flags, of costs. @param {number} count */
export const makeInts = (count) => new Uint32Array(count);

/** @param {number} count */
export const makeFlags = (count) => new Uint8Array(count);

/** @param {number} count */
export const makeNumbers = (count) => new Float64Array(count);

/** The places of rows by what they belong to: those of group g are members[first[g]] to members[first[g + 1] - 1], ascending.
 * @param {Int32Array | Uint32Array} groups of each row; negative: none @param {number} count of groups */
export function groupBy(groups, count) {
  const first = makeInts(count + 1);
  for (let row = 0; row < groups.length; row++) if (groups[row] >= 0) first[groups[row] + 1]++;
  for (let g = 0; g < count; g++) first[g + 1] += first[g];
  const members = makeInts(first[count]);
  const place = first.slice();
  for (let row = 0; row < groups.length; row++) if (groups[row] >= 0) members[place[groups[row]]++] = row;
  return { first, members };
}
