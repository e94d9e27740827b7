// The rules of --ignore, --focus, --show-from and --hide over paths, as src/analysis/filter/filter_stacks.c has
// them: exact wherever the tree is.

import { makeFlags, makeInts } from "../core/math.js";
import { cutWeight, makeTree, walkPaths } from "../core/blocks.js";
import { COLUMNS, costsFor, edgesFor } from "./edges.js";

/** @typedef {import("../core/blocks.js").Block} Block @typedef {"ignore" | "focus" | "from" | "hide"} Kind */
/**
 * A block being made of those that have become one; `rest`: the time of what was cut.
 * @typedef {{f: number, own: number, gap: number, rest: number, cut: number, estimated: number, guessed: number, low: number, high: number, was: number,
 *   weight: number, isUsed: boolean, parent: Sprout | undefined, below: Map<number, Sprout>}} Sprout
 */

/** @param {number} f @param {Sprout} [parent] @returns {Sprout} */
function sprout(f, parent) {
  return {
    f, own: 0, gap: 0, rest: 0, cut: 0, estimated: 0, guessed: 0, low: 0, high: 0, was: 0, weight: 0, isUsed: false,
    parent, below: new Map(),
  };
}

/** The place of a function below another. @param {Sprout} parent @param {number} f @param {Sprout[]} all in preorder */
function placeBelow(parent, f, all) {
  let found = parent.below.get(f);
  if (!found) {
    found = sprout(f, parent);
    parent.below.set(f, found);
    all.push(found);
  }
  return found;
}

/** Adds what a block costs by itself and by what was cut below it. @param {Sprout} to @param {Block} block */
function weigh(to, block) {
  const rest = cutWeight(block);
  to.own += block.own;
  to.gap += block.gap;
  to.rest += rest;
  to.cut += block.cut;
  if (block.own || block.gap || rest) to.isUsed = true;
}

/** Makes blocks of what is used. @param {Sprout[]} all parents before children */
function emit(all) {
  for (let i = all.length; i-- > 0;) {
    const at = all[i];
    at.weight += at.own + at.gap + at.rest;
    if (!at.parent) continue;
    at.parent.weight += at.weight;
    at.parent.isUsed ||= at.isUsed;
  }
  const { blocks, add } = makeTree();
  /** @type {{from: Sprout, parent: Block | undefined}[]} */
  const left = [{ from: all[0], parent: undefined }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { f, own, gap, cut, estimated, guessed, low, high, was, weight, below } = next.from;
    // Bounds are those of all of it: of a part, the same part.
    const part = was > 0 ? weight / was : 0;
    const parent = add(next.parent, { f, weight, own, gap, cut, estimated, guessed, low: low * part, high: high * part });
    const kept = [...below.values()].filter(({ isUsed }) => isUsed);
    for (const from of kept.sort((a, b) => a.weight - b.weight || b.f - a.f)) left.push({ from, parent });
  }
  return blocks;
}

/** The tree of the wanted paths. @param {Block[]} blocks @param {Uint8Array} marked @param {Kind} kind */
export function filterBlocks(blocks, marked, kind) {
  const all = [sprout(-1)];
  /** What each block became. @type {Sprout[]} */
  const place = [];
  const isThrough = makeFlags(blocks.length);
  const isOut = (/** @type {Block} */ { f, index }) => (kind === "hide" ? f >= 0 && marked[f] : kind === "from" && !isThrough[index]);
  for (const block of blocks) {
    const { index, f, parent } = block;
    const before = parent ? place[parent.index] : all[0];
    isThrough[index] = marked[f] || (parent ? isThrough[parent.index] : 0);
    const to = (place[index] = parent && !isOut(block) ? placeBelow(before, f, all) : before);
    if (kind === "hide" || isThrough[index] !== (kind === "ignore" ? 1 : 0)) weigh(to, block);
    to.was += block.weight;
    to.low += block.low;
    to.high += block.high;
    to.estimated ||= block.estimated;
    to.guessed ||= block.guessed;
  }
  return emit(all);
}

/** The table of calls that paths come to. A function, or a pair of neighbours, counts once a path.
 * @param {Block[]} blocks @param {number} count @returns {import("./edges.js").Table} */
export function tableOf(blocks, count) {
  const made = costsFor(count);
  const kept = makeFlags(count);
  const open = makeInts(count);
  /** @type {Map<number, {caller: number, callee: number, own: number, total: number, open: number}>} */
  const pairs = new Map();
  walkPaths(blocks, (/** @type {Block} */ { f, parent, own, weight }, /** @type {number} */ by) => {
    if (f < 0) return;
    kept[f] = 1;
    if (by > 0) made.own[f] += own;
    if (by > 0 && !open[f]) made.total[f] += weight;
    open[f] += by;
    if (!parent || parent.f < 0) return;
    const key = parent.f * count + f;
    const pair = pairs.get(key) ?? { caller: parent.f, callee: f, own: 0, total: 0, open: 0 };
    pairs.set(key, pair);
    if (by > 0) pair.own += own;
    if (by > 0 && !pair.open) pair.total += weight;
    pair.open += by;
  });
  const sorted = [...pairs.values()].sort((a, b) => a.caller - b.caller || a.callee - b.callee);
  const edges = edgesFor(sorted.length, count);
  sorted.forEach((pair, e) => {
    for (const name of COLUMNS) if (name in pair) edges[name][e] = pair[/** @type {"own"} */ (name)];
    edges.first[pair.caller + 1]++;
  });
  for (let f = 0; f < count; f++) edges.first[f + 1] += edges.first[f];
  return { count, kept, ...made, edges };
}
