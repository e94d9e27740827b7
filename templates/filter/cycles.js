// Functions that call each other: strongly connected components (R. Tarjan, "Depth-first search and linear
// graph algorithms", 1972), without recursion.

import { groupBy, makeInts, min } from "../core/math.js";

/** Steps between two chances for the page to do something else. */
export const STEPS = 8191;

/**
 * `component` of each function, callees before callers; members of component c are members[first[c]] to
 * members[first[c + 1] - 1], ascending.
 * @typedef {{component: Int32Array, first: Uint32Array, members: Uint32Array, count: number}} Cycles
 */

/** Functions marked in `without` are in no component. @param {import("./edges.js").Table} table
 * @param {Uint8Array | null} without @returns {Generator<undefined, Cycles>} */
export function* findCycles({ count: functions, edges: { first: heads, callee } }, without) {
  const component = new Int32Array(functions).fill(-1);
  const number = makeInts(functions);
  const low = makeInts(functions);
  const next = heads.slice();
  /** @type {number[]} */ const open = [];
  /** @type {number[]} */ const path = [];
  let [seen, count, steps] = [0, 0, 0];
  const enter = (/** @type {number} */ f) => {
    number[f] = low[f] = ++seen;
    open.push(f);
    path.push(f);
  };
  const leave = (/** @type {number} */ f) => {
    path.pop();
    const above = path[path.length - 1];
    if (path.length) low[above] = min(low[above], low[f]);
    if (low[f] !== number[f]) return;
    let member;
    do component[(member = /** @type {number} */ (open.pop()))] = count;
    while (member !== f);
    count++;
  };
  for (let root = 0; root < functions; root++) {
    if (number[root] || without?.[root]) continue;
    enter(root);
    while (path.length) {
      if (!(++steps & STEPS)) yield;
      const f = path[path.length - 1];
      if (next[f] === heads[f + 1]) {
        leave(f);
        continue;
      }
      const to = callee[next[f]++];
      if (without?.[to]) continue;
      if (!number[to]) enter(to);
      else if (component[to] < 0) low[f] = min(low[f], number[to]);
    }
  }
  return { component, count, ...groupBy(component, count) };
}
