// The rules of --ignore, --focus, --show-from over a table of calls, as src/analysis/filter/filter.c and
// src/analysis/graph/through.c have them; hide.js has those of --hide.

import { abs, groupBy, makeFlags, makeInts, makeNumbers, max, min, round } from "../core/math.js";
import { STEPS, findCycles } from "./cycles.js";

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

/** Fractions this near to nothing or all are rounding. */
const ROUNDING = 1e-9;
/** In a cycle fractions are computed so often at most, or until none changes by more than that. */
const MOST_SWEEPS = 100;
const SETTLED = 1e-12;

/** @type {WeakMap<Edges, Into>} */
const known = new WeakMap();

/** The edges that lead to each function. @param {Table} table @returns {Into} */
export function edgesInto({ count, edges }) {
  let into = known.get(edges);
  if (!into) known.set(edges, (into = groupBy(edges.callee, count)));
  return into;
}

/** @param {number} fraction */
const isPartial = (fraction) => fraction > ROUNDING && fraction < 1 - ROUNDING;

/** How much of each function's time is on paths through marked functions: `below` one, and of the rest `above`
 * one. @typedef {ReturnType<typeof startThrough>} Through */

/** @param {Table} table @param {Uint8Array} marked */
const startThrough = (table, marked) => ({
  table, marked,
  into: edgesInto(table),
  noTimes: !table.edges.total.some((time) => time > 0),
  below: makeNumbers(table.count),
  above: makeNumbers(table.count),
});

/** Finds a function's fraction from those of its callers or callees. @param {Through} through @param {boolean} isBelow */
function finder({ table: { own, total, edges }, marked, noTimes, into, below, above }, isBelow) {
  const starts = isBelow ? into.first : edges.first;
  const ends = isBelow ? edges.caller : edges.callee;
  const fractions = isBelow ? below : above;
  let part = 0;
  let whole = 0;
  const add = (/** @type {number} */ f, /** @type {Float64Array} */ weights) => {
    part = whole = 0;
    for (let i = starts[f]; i < starts[f + 1]; i++) {
      const e = isBelow ? into.members[i] : i;
      if (ends[e] === f) continue;
      part += weights[e] * fractions[ends[e]];
      whole += weights[e];
    }
  };
  return (/** @type {number} */ f) => {
    if (marked[f]) return 1;
    let rest = 1;
    const mine = isBelow ? 0 : own[f];
    add(f, edges.total);
    whole = max(whole + mine, total[f]);
    if (noTimes || whole <= 0) {
      add(f, edges.calls);
      rest = total[f] > 0 ? max(0, 1 - mine / total[f]) : 1;
    }
    return whole > 0 ? min((rest * part) / whole, 1) : 0;
  };
}

/** What marked functions lead to, or what leads to them: of all others the fraction is nothing.
 * @param {Through} through @param {boolean} isBelow */
function reached({ into, marked, table: { count, edges: { caller, callee, first } } }, isBelow) {
  const seen = marked.slice();
  const left = [];
  for (let f = 0; f < count; f++) if (seen[f]) left.push(f);
  for (let f = left.pop(); f !== undefined; f = left.pop()) {
    const starts = isBelow ? first : into.first;
    for (let i = starts[f]; i < starts[f + 1]; i++) {
      const other = isBelow ? callee[i] : caller[into.members[i]];
      if (!seen[other]) left.push(other);
      seen[other] = 1;
    }
  }
  return seen;
}

/** Callers come before callees for what is below, after them for what is above. @param {Through} through @param {boolean} isBelow */
function* settle(through, isBelow) {
  const { table, into, below, above } = through;
  const { count, first, members } = (into.cycles ??= yield* findCycles(table, null));
  const fractions = isBelow ? below : above;
  const find = finder(through, isBelow);
  const isReached = reached(through, isBelow);
  for (let i = 0; i < count; i++) {
    if (!(i & STEPS)) yield;
    const c = isBelow ? count - 1 - i : i;
    const start = first[c];
    const end = first[c + 1];
    if (!isReached[members[start]]) continue;
    let change = 1;
    for (let sweeps = end - start > 1 ? MOST_SWEEPS : 1; sweeps > 0 && change > SETTLED; sweeps--) {
      change = 0;
      for (let m = start; m < end; m++) {
        const f = members[m];
        const found = find(f);
        change = max(change, abs(found - fractions[f]));
        fractions[f] = found;
      }
      if (end - start > STEPS / 16) yield;
    }
  }
}

/** As many of the calls as the part is; at least one. @param {number} count @param {number} part */
const partOfCount = (count, part) => part > 1 - ROUNDING || !count ? count : max(1, round(count * part));

/** Writes what is kept of row `from` to row `to`: parts of own and of all time. @param {Columns} source @param {Columns} target */
function taker({ calls, recursive, own, total }, target) {
  const { calls: toCalls, recursive: toRecursive, own: toOwn, total: toTotal } = target;
  return (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ ofOwn, /** @type {number} */ ofAll) => {
    const isWhole = ofOwn > 1 - ROUNDING && ofAll > 1 - ROUNDING;
    const count = calls[from];
    const again = recursive[from];
    toOwn[to] = isWhole ? own[from] : own[from] * ofOwn;
    toTotal[to] = isWhole ? total[from] : total[from] * ofAll;
    toCalls[to] = isWhole ? count : partOfCount(count, ofAll);
    toRecursive[to] = isWhole ? again : max(0, toCalls[to] - partOfCount(count - again, ofAll));
  };
}

/** A column of so many rows for each name in `like`. @template {object} T @param {number} count @param {T} like */
function columnsFor(count, like) {
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

/** Reduces a table to wanted paths. @param {Table} table @param {Uint8Array} marked @param {"ignore" | "focus" | "from"} kind
 * @returns {Generator<undefined, Table>} */
export function* cutPaths(table, marked, kind) {
  const through = startThrough(table, marked);
  yield* settle(through, true);
  yield* settle(through, false);
  const { below, above } = through;
  const { count } = table;
  const isFrom = kind === "from";
  const kept = makeFlags(count);
  const made = { count, kept, ...costsFor(count) };
  // The part of time that is kept of a function, or of a call, with so much of it below and above marked ones.
  const partOf = (/** @type {number} */ under, /** @type {number} */ over) => {
    const part = isFrom ? under : under + (1 - under) * over;
    return kind === "ignore" ? 1 - part : part;
  };
  const take = taker(table, made);
  for (let f = 0; f < count; f++) {
    const part = partOf(below[f], above[f]);
    kept[f] = part > ROUNDING ? table.kept[f] : 0;
    if (kept[f]) take(f, f, partOf(below[f], 0), part);
  }
  return withEdges(made, cutEdges(through, kept, partOf));
}

/** The edges of wanted paths. @param {Through} through @param {Uint8Array} kept @param {(under: number, over: number) => number} partOf
 * @returns {Generator<undefined, Edges>} */
function* cutEdges({ table: { count, edges }, marked, below, above }, kept, partOf) {
  const made = edgesFor(edges.caller.length, count);
  const takeEdge = taker(edges, made);
  let to = 0;
  for (let f = 0; f < count; f++) {
    for (let e = edges.first[f]; e < edges.first[f + 1] && kept[f]; e++) {
      const callee = edges.callee[e];
      const part = partOf(below[f], above[callee]);
      if (!kept[callee] || part <= ROUNDING) continue;
      takeEdge(e, to, partOf(below[f], marked[callee]), part);
      made.caller[to] = f;
      made.callee[to] = callee;
      // A part is shared out alike, whichever way the function was called.
      made.estimated[to++] = isPartial(part) ? 1 : edges.estimated[e];
    }
    made.first[f + 1] = to;
    if (!(f & STEPS)) yield;
  }
  return shortened(made, to);
}
