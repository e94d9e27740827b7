// The paths of a report's tree, what of them filters leave, and what they tell of functions and calls: as
// src/analysis/filter/path_parts.c has it.

import { groupBy, makeFlags, makeInts, makeNumbers } from "../core/math.js";
import { cutWeight, walkPaths } from "../core/blocks.js";
import { columnsFor } from "./edges.js";

/** @typedef {import("../core/blocks.js").Block} Block @typedef {import("./edges.js").Table} Table */
/** What filters have left: of each block its own time, that of what was cut below it, and whether it is there.
 * @typedef {ReturnType<typeof startPaths>} Paths */
/** What is on paths through marked functions, of each function or each call that the tree has: as struct path_cost has it.
 * rowOf: where that stands; the first row is of those that the tree lacks, and empty
 * @typedef {Record<keyof typeof KNOWN, Float64Array> & {rowOf: Uint32Array}} Known */
const KNOWN = { own: 0, within: 0, onward: 0, total: 0, either: 0, ahead: 0, foremost: 0 };

/** @param {Block[]} blocks */
export function startPaths(blocks) {
  const count = blocks.length;
  const own = makeNumbers(count);
  const rest = makeNumbers(count);
  const shown = makeFlags(count);
  for (const block of blocks) {
    own[block.index] = block.own;
    rest[block.index] = block.gap + cutWeight(block);
    shown[block.index] = block.f < 0 ? 0 : 1;
  }
  return { blocks, own, rest, shown };
}

/** Flags the blocks at and below marked ones. @param {Paths} paths @param {Uint8Array} marked */
export function flagThrough({ blocks, shown }, marked) {
  const through = makeFlags(blocks.length);
  for (const { index, f, parent } of blocks) {
    if (parent) through[index] = through[parent.index] || (shown[index] && marked[f]);
  }
  return through;
}

/** Takes away what a filter does, and functions that it does not keep. @param {Paths} paths @param {Uint8Array} through
 * @param {Uint8Array} kept @param {"ignore" | "focus" | "from"} kind */
export function cutParts({ blocks, own, rest, shown }, through, kept, kind) {
  for (let i = 0; i < blocks.length; i++) {
    if (through[i] === (kind === "ignore" ? 1 : 0)) own[i] = rest[i] = 0;
    if ((kind === "from" && !through[i]) || !kept[blocks[i].f]) shown[i] = 0;
  }
}

/** For each block the call that leads to it, plus one; 0: none. @param {Paths} paths @param {Table} table */
function findCalls({ blocks, shown }, { count, edges: { first: begin, callee } }) {
  const callers = new Int32Array(blocks.length).fill(-1);
  for (const { index, parent } of blocks) if (shown[index] && parent && shown[parent.index]) callers[index] = parent.f;
  const { first, members } = groupBy(callers, count);
  const callOf = makeInts(blocks.length);
  const callTo = makeInts(count);
  for (let f = 0; f < count; f++) {
    if (first[f] === first[f + 1]) continue;
    for (let e = begin[f]; e < begin[f + 1]; e++) callTo[callee[e]] = e + 1;
    for (let i = first[f]; i < first[f + 1]; i++) {
      const e = callTo[blocks[members[i]].f];
      if (e > begin[f]) callOf[members[i]] = e;
    }
  }
  return callOf;
}

/** Inclusive time of each block, and what of it is on paths through marked functions. @param {Paths} paths @param {Uint8Array} through */
function weigh({ blocks, own, rest }, through) {
  const all = makeNumbers(blocks.length);
  const inside = makeNumbers(blocks.length);
  for (let i = blocks.length; i-- > 0;) {
    const up = blocks[i].parent?.index ?? -1;
    all[i] += own[i] + rest[i];
    if (through[i]) inside[i] = all[i];
    all[up] += all[i];
    inside[up] += inside[i];
  }
  return { all, inside };
}

/** What the tree tells of functions and calls. @param {Paths} paths @param {Table} table @param {Uint8Array} through */
export function costsOf(paths, table, through) {
  const { blocks, own, shown } = paths;
  const { all, inside } = weigh(paths, through);
  const callOf = findCalls(paths, table);
  const most = blocks.length + 1;
  // Adds blocks up: those of a function or call, and from which block on that is what is left of paths from a marked one on.
  /** @param {number} count @param {(block: Block) => number} memberOf @param {(block: Block) => Block | undefined} fromOf @returns {Known} */
  const sumUp = (count, memberOf, fromOf) => {
    const rowOf = makeInts(count);
    const known = columnsFor(most, KNOWN);
    const open = makeInts(most);
    const below = makeInts(most);
    let rows = 0;
    walkPaths(blocks, (block, by) => {
      const of = memberOf(block);
      const i = block.index;
      const isFrom = through[fromOf(block)?.index ?? 0];
      if (of < 0 || !shown[i]) return;
      const n = (rowOf[of] ||= ++rows);
      if (by > 0) {
        known.own[n] += own[i];
        known.within[n] += through[i] * own[i];
        known.onward[n] += isFrom * own[i];
        if (!open[n]) {
          known.total[n] += all[i];
          known.either[n] += inside[i];
        }
        if (isFrom && !below[n]) known.ahead[n] += all[i];
      }
      open[n] += by;
      below[n] += by * isFrom;
    });
    return { ...known, rowOf };
  };
  const functions = sumUp(table.count, ({ f }) => f, (block) => block);
  for (const { index, f, parent } of blocks)
    if (parent && through[index] > through[parent.index]) functions.foremost[functions.rowOf[f]] += all[index];
  return { functions, calls: sumUp(table.edges.caller.length, ({ index }) => callOf[index] - 1, ({ parent }) => parent) };
}
