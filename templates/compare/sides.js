// A report that compares: the profile before by the page's numbers of functions, and both profiles as one, whose
// costs are the sizes of what changed. Written by src/output/page/page_changes.c.

import { abs, floor, max } from "../core/math.js";
import { makeTree } from "../core/blocks.js";
import { dataOf, makeColumns, numbersOf, readBlocks, readEdges } from "../core/data.js";
import * as report from "../core/data.js";
import { COLUMNS, costsFor, edgesFor, shortened } from "../filter/edges.js";

/** @typedef {import("../core/blocks.js").Block} Block @typedef {import("../core/data.js").Left} Left */
/** @typedef {import("../filter/edges.js").Columns} Columns @typedef {import("../filter/edges.js").Edges} Edges */
/** @typedef {import("../filter/edges.js").Table} Table */
/** @typedef {import("../filter/force.js").Whole} Whole @typedef {{from: Whole, kept: Uint8Array, whole: number}} Side */
/** @typedef {(table: {calls: ArrayLike<number>, own: ArrayLike<number>, total: ArrayLike<number>}) => ArrayLike<number>} Cost */
/** An edge's or block's costs on both sides. @typedef {[before: number, after: number]} Pair */

/** @type {Cost} */ export const callsOf = ({ calls }) => calls;
/** @type {Cost} */ export const ownOf = ({ own }) => own;
/** @type {Cost} */ export const totalOf = ({ total }) => total;
/** @type {((edges: Edges) => Float64Array)[]} */
const COSTS = [({ calls }) => calls, ({ own }) => own, ({ total }) => total];

/** How a function was found again (enum match_kind). */
const NEW = 4;
const GONE = 5;

/** Before and after. @type {Side[]} */
let sides = [];
/** For each function 1, 2, 4 where own time, total, calls changed, 8 times how it was found, 64 times its reason. */
let marks = /* @__PURE__ */ new Float64Array();
/** Why functions changed; what the profile before comes to; which part of the larger time tells nothing; pictures.
 * @type {{"reasons": string[], "before": number, "band": number, "graphs": {"nodes": number[], "edges": [number, number][]}[]}} */
export let texts;
/** The page's numbers of the functions before. */
export let place = /* @__PURE__ */ new Uint32Array();
/** What is shown of both sides. @type {Table[]} */
export let tables = [];
/** The largest change of a function's time. */
export let most = 1;

/** @param {number} value zigzag */
const signedOf = (value) => (value % 2 ? -(value + 1) / 2 : value / 2);

/** Reads the profile before. */
export function startSides() {
  const numbers = numbersOf("base-functions");
  const { calls, recursive, own, total } = report.columns;
  place = new Uint32Array(numbers.length / 5);
  const after = [calls, recursive, own, total];
  const columns = makeColumns(4, report.size);
  const at = new Int32Array(report.size).fill(-1);
  let f = 0;
  for (let i = 0; i < place.length; i++) {
    f += signedOf(numbers[5 * i]);
    place[i] = f;
    at[f] = i;
    columns.forEach((column, c) => (column[f] = after[c][f] + signedOf(numbers[5 * i + 1 + c])));
  }
  marks = numbersOf("change-marks");
  texts = dataOf("compared");
  /** @type {Edges | undefined} */ let edges;
  /** @type {Block[] | undefined} */ let blocks;
  const before = {
    columns: { calls: columns[0], recursive: columns[1], own: columns[2], total: columns[3] },
    wholeEdges: () => (edges ??= placeEdges(readEdges(place.length, "base-edges"), at)),
    wholeBlocks: () => (blocks ??= placeBlocks(readBlocks("base-tree"))),
  };
  /** @param {number} other */
  const keptBut = (other) => Uint8Array.from(marks, (_, one) => Number(foundHow(one) !== other));
  sides = [{ from: before, whole: texts["before"], kept: keptBut(NEW) },
    { from: report.profile, whole: report.whole, kept: keptBut(GONE) }];
}

/** @param {number} f */
const foundHow = (f) => floor(marks[f] / 8) % 8;

/** Why a function changed. @param {number} f */
export const reasonOf = (f) => texts["reasons"][floor(marks[f] / 64)] || (["new", "gone"][foundHow(f) - NEW] ?? "");

/** Whether noise does not explain what changed: own time (1), total (2), calls (4). @param {number} f @param {number} what */
export const isReal = (f, what) => floor(marks[f] / what) % 2 > 0;

/** The same of a part of a function's time. @param {number} f @param {Pair} pair */
export const isRealPart = (f, [before, after]) =>
  (f < 0 || isReal(f, 2)) && abs(after - before) > texts["band"] * max(before, after);

/** @param {Edges} read by the functions before @param {Int32Array} at where the page's functions are among these, or -1 */
function placeEdges(read, at) {
  const made = edgesFor(read.caller.length, at.length);
  const after = report.profile.wholeEdges();
  let to = 0;
  at.forEach((i, f) => {
    /** Of the same call after. @type {Map<number, number>} */
    const other = new Map();
    for (let e = after.first[f]; e < after.first[f + 1]; e++) other.set(after.callee[e], e);
    for (let e = read.first[i]; e < read.first[i + 1]; e++, to++) {
      for (const name of COLUMNS) made[name][to] = read[name][e];
      made.caller[to] = f;
      made.callee[to] = place[read.callee[e]];
      const same = other.get(made.callee[to]) ?? -1;
      for (const of of COSTS) of(made)[to] = (of(after)[same] ?? 0) + signedOf(of(made)[to]);
    }
    made.first[f + 1] = to;
  });
  return made;
}

/** @param {Block[]} blocks */
function placeBlocks(blocks) {
  for (const block of blocks) block.f = place[block.f] ?? -1;
  return blocks;
}

/** One side by itself. @param {Side} side @returns {Left} */
function wholeOf({ from, kept }) {
  const table = {
    ...from.columns, kept, count: report.size,
    get edges() {
      return from.wholeEdges();
    },
  };
  return { table, blocks: from.wholeBlocks };
}

/** What the page shows of a side, or of what changed, and what that is a part of. @param {string} side @param {(from: Whole) => Generator<undefined, Left | null>} filter
 * @returns {Generator<undefined, Left & {whole: number}>} */
export function* leftOf(side, filter) {
  /** @type {Left[]} */
  const both = [];
  for (const one of sides) both.push((yield* filter(one.from)) ?? wholeOf(one));
  tables = both.map(({ table }) => table);
  const at = ["before", "after"].indexOf(side);
  const change = join(both);
  return { ...(both[at] ?? change), whole: sides[at]?.whole ?? most };
}

/** The size of what changed of a cost, where noise does not explain it. @param {Cost} of @param {number} what */
const sizesOf = (of, what) => Float64Array.from(of(tables[1]), (after, f) => (isReal(f, what) ? abs(after - of(tables[0])[f]) : 0));

/** @param {Left[]} both @returns {Left} */
function join(both) {
  const [own, total] = [sizesOf(ownOf, 1), sizesOf(totalOf, 2)];
  most = [...own, ...total].reduce((a, b) => max(a, b), 1);
  /** @type {Edges | undefined} */ let edges;
  /** @type {Block[] | undefined} */ let blocks;
  const kept = tables[0].kept.map((one, f) => one | tables[1].kept[f]);
  const table = {
    ...costsFor(report.size), count: report.size, kept, calls: sizesOf(callsOf, 4), own, total,
    get edges() {
      return (edges ??= joinEdges(both.map((left) => left.table.edges)));
    },
  };
  return { table, blocks: () => (blocks ??= joinBlocks(both.map((left) => left.blocks()[0]))) };
}

/** The edges of both sides; `pairs`: total and calls of each. @param {Edges[]} both */
function joinEdges(both) {
  const room = both[0].caller.length + both[1].caller.length;
  const made = edgesFor(room, report.size);
  /** @type {{total: Pair, calls: Pair}[]} */
  const pairs = [];
  for (let f = 0; f < report.size; f++) {
    /** @type {Map<number, number>} */
    const at = new Map();
    both.forEach(({ first, callee, calls, total, estimated }, side) => {
      for (let e = first[f]; e < first[f + 1]; e++) {
        let i = at.get(callee[e]);
        if (i === undefined) at.set(callee[e], (i = pairs.push({ total: [0, 0], calls: [0, 0] }) - 1));
        made.caller[i] = f;
        made.callee[i] = callee[e];
        made.estimated[i] ||= estimated[e];
        pairs[i].total[side] = total[e];
        pairs[i].calls[side] = calls[e];
        made.total[i] = abs(pairs[i].total[1] - pairs[i].total[0]);
      }
    });
    made.first[f + 1] = pairs.length;
  }
  return { ...shortened(made, pairs.length), pairs };
}

/** Both trees as one, on one base: a block is as wide as its time before and after together.
 * @param {(Block | undefined)[]} roots */
function joinBlocks(roots) {
  const { blocks, add } = makeTree();
  /** @type {[Block | undefined, (Block | undefined)[]][]} */
  const left = [[undefined, roots]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [parent, both] = next;
    const pair = (/** @type {(block: Block) => number} */ of) => /** @type {Pair} */ (both.map((one) => (one ? of(one) : 0)));
    const sum = (/** @type {(block: Block) => number} */ of) => pair(of)[0] + pair(of)[1];
    const facts = {
      f: (both[0] ?? both[1])?.f ?? -1, weight: sum((one) => one.weight), own: sum((one) => one.own), gap: sum((one) => one.gap),
      cut: sum((one) => one.cut), estimated: max(...pair((one) => one.estimated)), guessed: max(...pair((one) => one.guessed)),
      low: 0, high: 0, pair: pair((one) => one.weight), owns: pair((one) => one.own),
    };
    const block = add(parent, facts);
    /** @type {Map<number, (Block | undefined)[]>} */
    const children = new Map();
    both.forEach((one, side) => one?.below.forEach((child) => {
      const found = children.get(child.f) ?? [undefined, undefined];
      found[side] = child;
      children.set(child.f, found);
    }));
    const weight = (/** @type {(Block | undefined)[]} */ pairs) => (pairs[0]?.weight ?? 0) + (pairs[1]?.weight ?? 0);
    const sorted = [...children.values()].sort((a, b) => weight(a) - weight(b));
    for (const child of sorted) left.push([block, child]);
  }
  return blocks;
}
