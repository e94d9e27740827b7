// The rule of --hide over a table of calls, as src/analysis/graph/contract.c has it: hidden functions vanish,
// their time goes to those that called them, in the proportions of their calls' times.

import { makeFlags, makeNumbers, max, min } from "../core/math.js";
import { STEPS, findCycles } from "./cycles.js";
import { COLUMNS, edgesFor, edgesInto, shortened, withEdges } from "./edges.js";

/** @typedef {import("./edges.js").Table} Table @typedef {import("./edges.js").Edges} Edges */
/** Kept functions (or `count`: nobody) that are behind what a removed component passes on, and their shares.
 * @typedef {{sources: number[], shares: number[]}} Behind */

/** Sources of less than this share of the total are left to the others, and so many are kept at most. */
const LEAST_SHARE = 1e-7;
const MOST_SOURCES = 256;
/** A link is estimated if more than this part of it leads over removed functions. */
const ROUNDING = 1e-3;

/** Sums by source: columns with a place for each function, and which of them are in use. @param {number} count */
function makeSums(count) {
  const own = makeNumbers(count + 1);
  const pass = makeNumbers(count + 1);
  const used = makeFlags(count + 1);
  /** @type {number[]} */
  let sources = [];
  return {
    own, pass, used,
    get sources() {
      return sources;
    },
    /** @param {number} source @param {number} ownTime @param {number} passTime */
    add(source, ownTime, passTime) {
      if (!used[source]) {
        used[source] = 1;
        sources.push(source);
      }
      own[source] += ownTime;
      pass[source] += passTime;
    },
    /** @param {number[]} kept the others are forgotten */
    keep(kept) {
      for (const source of sources) used[source] = 0;
      for (const source of kept) used[source] = 1;
      for (const source of sources) if (!used[source]) own[source] = pass[source] = 0;
      sources = kept;
    },
  };
}

/** Leaves the sources that count: at least the largest one. @param {ReturnType<typeof makeSums>} sums @param {number} least */
function dropSmall(sums, least) {
  const size = (/** @type {number} */ source) => sums.own[source] + sums.pass[source];
  const { sources } = sums;
  if (!sources.length) return;
  const largest = sources.reduce((most, source) => (size(source) > size(most) ? source : most));
  const kept = sources.filter((source) => source === largest || size(source) >= least);
  sums.keep(kept.length > MOST_SOURCES ? kept.sort((a, b) => size(b) - size(a) || a - b).slice(0, MOST_SOURCES) : kept);
}

/** @param {Table} table @param {Uint8Array} hidden @param {number} whole the total */
const startHiding = (table, hidden, whole) => ({
  table, hidden,
  least: whole * LEAST_SHARE,
  nobody: table.count,
  into: edgesInto(table),
  sums: makeSums(table.count),
  own: table.own.slice(),
  /** Of removed functions. @type {Behind[]} */
  behind: [],
  /** @type {import("./cycles.js").Cycles["component"]} */
  component: new Int32Array(),
});
/** @typedef {ReturnType<typeof startHiding>} Hiding */

/** Adds a flow that comes from `caller`: itself if it is kept, else those behind it. @param {Hiding} work @param {number} caller
 * @param {number} own @param {number} pass */
function addFlow(work, caller, own, pass) {
  if (!work.hidden[caller]) return work.sums.add(caller, own, pass);
  const { sources, shares } = work.behind[caller];
  for (let i = 0; i < sources.length; i++) work.sums.add(sources[i], own * shares[i], pass * shares[i]);
}

/** What enters a member from outside its component; what no caller explains comes from nobody. @param {Hiding} work @param {number} f
 * @param {boolean} isCyclic */
function addEntering(work, f, isCyclic) {
  const { table, into, component, hidden } = work;
  const { caller, own, total } = table.edges;
  let [explained, ownExplained] = [0, 0];
  for (let i = into.first[f]; i < into.first[f + 1]; i++) {
    const e = into.members[i];
    const from = caller[e];
    const mine = isCyclic ? total[e] : own[e];
    explained += total[e];
    ownExplained += mine;
    if (isCyclic && hidden[from] && component[from] === component[f]) continue;
    addFlow(work, from, mine, isCyclic ? total[e] : max(0, total[e] - mine));
  }
  const rest = max(0, table.total[f] - explained);
  const mine = min(rest, max(0, table.own[f] - (isCyclic ? 0 : ownExplained)));
  if (rest > 0) work.sums.add(work.nobody, mine, isCyclic ? rest : rest - mine);
}

/** @param {Hiding} work @param {Uint32Array} members of a component */
function remove(work, members) {
  const { table, sums, nobody } = work;
  const { callee, first } = table.edges;
  const [f] = members;
  const isCyclic = members.length > 1 || callee.subarray(first[f], first[f + 1]).includes(f);
  let mine = 0;
  for (const member of members) {
    addEntering(work, member, isCyclic);
    mine += table.own[member];
  }
  dropSmall(sums, work.least);
  const { sources, own, pass } = sums;
  const sum = (/** @type {Float64Array} */ column) => sources.reduce((all, source) => all + column[source], 0);
  const [allOwn, allPass] = [sum(own), sum(pass)];
  const [values, all] = allOwn > 0 ? [own, allOwn] : [pass, allPass];
  if (all > 0) for (const source of sources) if (source !== nobody) work.own[source] += mine * (values[source] / all);
  const [parts, whole] = allPass > 0 ? [pass, allPass] : [own, allOwn];
  const shares = sources.map((source) => (whole > 0 ? parts[source] / whole : 1 / sources.length));
  const behind = sources.length ? { sources, shares } : { sources: [nobody], shares: [1] };
  for (const member of members) work.behind[member] = behind;
  sums.keep([]);
}

/** Callers first, so that who is behind a caller is known. @param {Hiding} work */
function* removeAll(work) {
  const { table, hidden } = work;
  const isKept = makeFlags(table.count);
  for (let f = 0; f < table.count; f++) isKept[f] = 1 - hidden[f];
  const cycles = yield* findCycles(table, isKept);
  work.component = cycles.component;
  for (let c = cycles.count; c-- > 0;) {
    remove(work, cycles.members.subarray(cycles.first[c], cycles.first[c + 1]));
    if (!(c & STEPS)) yield;
  }
}

/** What comes to a kept function over hidden ones: added to the direct edges, or as new ones. What a function calls
 * of itself over others is its recursion, no link. @param {Hiding} work @param {number} f @param {Edges} made the direct edges
 * @param {number[][]} links new ones: caller, callee, own, total */
function link(work, f, made, links) {
  const { hidden, into, sums, nobody, table: { edges } } = work;
  const start = into.first[f];
  const end = into.first[f + 1];
  for (let i = start; i < end; i++) {
    const e = into.members[i];
    if (hidden[edges.caller[e]]) addFlow(work, edges.caller[e], edges.own[e], edges.total[e]);
  }
  for (let i = start; i < end; i++) {
    const e = into.members[i];
    const caller = edges.caller[e];
    if (hidden[caller]) continue;
    if (sums.used[caller] && caller !== f) {
      made.own[e] += sums.own[caller];
      made.total[e] += sums.pass[caller];
      if (sums.pass[caller] > ROUNDING * made.total[e]) made.estimated[e] = 1;
    }
    sums.used[caller] = 0;
  }
  for (const source of sums.sources)
    if (sums.used[source] && source !== f && source !== nobody) links.push([source, f, sums.own[source], sums.pass[source]]);
  sums.keep([]);
}

/** @param {Hiding} work @returns {Generator<undefined, Edges>} */
function* linkAll(work) {
  const { hidden, table: { count, edges } } = work;
  const { first, callee } = edges;
  const all = { ...edges, own: edges.own.slice(), total: edges.total.slice(), estimated: edges.estimated.slice() };
  const led = makeFlags(count);
  for (let f = 0; f < count; f++) if (hidden[f]) for (let e = first[f]; e < first[f + 1]; e++) led[callee[e]] = 1;
  yield;
  /** @type {number[][]} */
  const links = [];
  for (let f = 0; f < count; f++) {
    if (!led[f] || hidden[f]) continue;
    link(work, f, all, links);
    if (!(f & 127)) yield;
  }
  links.sort((a, b) => a[0] - b[0]);
  return yield* collect(work, all, links);
}

/** The edges between kept functions and the new ones, grouped by caller. @param {Hiding} work @param {Edges} all @param {number[][]} links
 * @returns {Generator<undefined, Edges>} */
function* collect(work, all, links) {
  const { hidden, table: { count } } = work;
  const { first, callee } = all;
  const made = edgesFor(callee.length + links.length, count);
  /** Edges that stay beside each other: from, up to, and their new place. @type {number[][]} */
  const runs = [[0, 0, 0]];
  /** @type {number[]} */
  const added = [];
  let to = 0;
  for (let f = 0; f < count; f++) {
    for (let e = first[f]; e < first[f + 1] && !hidden[f]; e++) {
      if (hidden[callee[e]]) continue;
      const last = runs[runs.length - 1];
      if (last[1] === e && last[2] + e - last[0] === to) last[1]++;
      else runs.push([e, e + 1, to]);
      to++;
    }
    while (added.length < links.length && links[added.length][0] === f) added.push(to++);
    made.first[f + 1] = to;
  }
  for (const name of COLUMNS) {
    yield;
    for (const [from, end, place] of runs) made[name].set(all[name].subarray(from, end), place);
  }
  links.forEach(([caller, f, own, total], i) => Object.entries({ caller, callee: f, own, total, estimated: 1 })
    .forEach(([name, value]) => (made[/** @type {"own"} */ (name)][added[i]] = value)));
  return shortened(made, to);
}

/** Takes the hidden functions out. @param {Table} table @param {Uint8Array} hidden @param {number} whole the total
 * @returns {Generator<undefined, Table>} */
export function* hideFunctions(table, hidden, whole) {
  const work = startHiding(table, hidden, whole);
  yield* removeAll(work);
  const { count } = table;
  const kept = table.kept.slice();
  const [own, total, calls, recursive] = [work.own, table.total, table.calls, table.recursive].map((column) => column.slice());
  for (let f = 0; f < count; f++) if (hidden[f]) kept[f] = own[f] = total[f] = calls[f] = recursive[f] = 0;
  return withEdges({ count, kept, own, total, calls, recursive }, linkAll(work));
}
