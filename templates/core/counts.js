// How often the calls of a block were made, as far as the table of calls tells.

import { max, round } from "./math.js";
import * as report from "./data.js";

/** @typedef {import("./blocks.js").Block} Block */

/** The blocks of each function. @type {WeakMap<Block[], Map<number, Block[]>>} */
const known = new WeakMap();

/** @param {Block[]} blocks @param {number} f */
export function blocksOf(blocks, f) {
  let of = known.get(blocks);
  if (!of) {
    known.set(blocks, (of = new Map()));
    for (const block of blocks) {
      const list = of.get(block.f);
      if (list) list.push(block);
      else of.set(block.f, [block]);
    }
  }
  return of.get(f) ?? [];
}

/** Whether a function stands nowhere in the tree. @param {number} f */
export const lacks = (f) => !blocksOf(report.blocksNow(), f).length;

/** Calls from one function to another. @param {number} from @param {number} to */
function callsBetween(from, to) {
  const { first, callee, calls } = report.edgesNow();
  let sum = 0;
  for (let e = first[from]; e < first[from + 1]; e++) if (callee[e] === to) sum += calls[e];
  return sum;
}

/** Exact where the caller stands in the tree once; else the calls between the two functions are shared out
 * by time. @param {Block[]} blocks of the tree @param {Block} block */
export function callsOf(blocks, { f, parent, weight }) {
  if (f < 0 || !parent) return { calls: 0, isExact: true };
  if (parent.f < 0) {
    return { calls: blocksOf(blocks, f).length === 1 && !report.callersOf(f).length ? report.callCount[f] : 0, isExact: true };
  }
  const calls = callsBetween(parent.f, f);
  if (blocksOf(blocks, parent.f).length === 1) return { calls, isExact: true };
  let whole = 0;
  for (const other of blocksOf(blocks, f)) if (other.parent?.f === parent.f) whole += other.weight;
  return whole > 0 ? { calls: max(1, round((calls * weight) / whole)), isExact: weight === whole } : { calls: 0, isExact: false };
}
