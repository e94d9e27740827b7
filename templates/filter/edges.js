// Tables of calls: how their rows are held, and made anew.

import { groupBy, makeInts, makeNumbers } from "../core/math.js";

/**
 * Who calls whom: columns grouped by caller (first[f] to first[f + 1] - 1), and the edges by callee.
 * @typedef {{caller: Uint32Array, callee: Uint32Array, calls: Float64Array, recursive: Float64Array,
 *   estimated: Float64Array, own: Float64Array, total: Float64Array, first: Uint32Array, pairs?: any}} Edges
 * pairs: of a report that compares, total and calls on both sides
 * @typedef {{count: number, calls: Float64Array, recursive: Float64Array, own: Float64Array, total: Float64Array,
 *   kept: Uint8Array, edges: Edges, later?: Generator<undefined, void>}} Table kept: 1 for each function that is there;
 *   later: works the edges out, step by step, where that has not been done
 * @typedef {{calls: Float64Array, recursive: Float64Array, own: Float64Array, total: Float64Array}} Columns
 * @typedef {{first: Uint32Array, members: Uint32Array, cycles?: import("./cycles.js").Cycles}} Into cycles: when first wanted
 */

/** @type {WeakMap<Edges, Into>} */
const known = new WeakMap();

/** The edges that lead to each function. @param {Table} table @returns {Into} */
export function edgesInto({ count, edges }) {
  let into = known.get(edges);
  if (!into) known.set(edges, (into = groupBy(edges.callee, count)));
  return into;
}

/** A column of so many rows for each name in `like`. @template {object} T @param {number} count @param {T} like */
export function columnsFor(count, like) {
  const columns = Object.keys(like).map((name) => [name, makeNumbers(count)]);
  return /** @type {Record<keyof T, Float64Array>} */ (Object.fromEntries(columns));
}

const COSTS = { calls: 0, recursive: 0, own: 0, total: 0 };
const OF_EDGES = { caller: 0, callee: 0, estimated: 0, ...COSTS };

/** What is known of an edge. */
export const COLUMNS = /** @type {(keyof typeof OF_EDGES)[]} */ (Object.keys(OF_EDGES));

/** @param {number} count */
export const costsFor = (count) => columnsFor(count, COSTS);

/** @param {number} count @param {number} functions @returns {Edges} */
export function edgesFor(count, functions) {
  const [caller, callee, first] = [count, count, functions + 1].map((size) => makeInts(size));
  return { ...columnsFor(count, OF_EDGES), caller, callee, first };
}

/** The edges that are in use. @param {Edges} edges @param {number} count @returns {Edges} */
export function shortened({ first, ...columns }, count) {
  const made = Object.entries(columns).map(([name, column]) => [name, column.subarray(0, count)]);
  return { ...Object.fromEntries(made), first };
}

/** A table whose edges are worked out when they are first wanted. @param {Omit<Table, "edges">} columns
 * @param {Generator<undefined, Edges>} steps @returns {Table} */
export function withEdges(columns, steps) {
  /** @type {Edges | undefined} */
  let edges;
  const later = (function* () {
    edges = yield* steps;
  })();
  return {
    ...columns, later,
    get edges() {
      while (!edges) later.next();
      return edges;
    },
  };
}
