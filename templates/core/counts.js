// How often the calls of a block were made, as far as the table of calls tells.

import { max, round } from "./math.js";
import * as report from "./data.js";

/** @typedef {import("./blocks.js").Block} Block */

/** Callees that may have a little more than their caller: so much of its weight at least, on so many levels. */
const NEARLY = 0.9;
const LEVELS = 9;

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

/** What is ringed: of the function with the most own time, the block that has most of it. @param {Block[]} blocks
 * @returns {Block | undefined} */
export function costliestOf(blocks) {
  const own = report.ownCost;
  const f = own.reduce((most, time, other) => (time > own[most] ? other : most), 0);
  return [...blocksOf(blocks, f)].sort((a, b) => b.own - a.own || b.weight - a.weight)[0];
}

/** Whether a function stands nowhere in the tree. @param {number} f */
export const lacks = (f) => !blocksOf(report.blocksNow(), f).length;

/** The edge from one function to another; -1: there is none. @param {number} from @param {number} to */
function edgeBetween(from, to) {
  const { first, callee } = report.edgesNow();
  for (let e = first[from]; e < first[from + 1]; e++) if (callee[e] === to) return e;
  return -1;
}

/** Exact where the caller stands in the tree once. Else what each call of the caller calls as often is called so
 * here, and other calls between the two functions are shared out by time. @param {Block[]} blocks of the tree @param {Block} block
 * @returns {{calls: number, isExact: boolean}} */
export function callsOf(blocks, { f, parent, weight }) {
  if (f < 0 || !parent) return { calls: 0, isExact: true };
  if (parent.f < 0) {
    return { calls: blocksOf(blocks, f).length === 1 && !report.callersOf(f).length ? report.callCount[f] : 0, isExact: true };
  }
  const calls = report.edgesNow().calls[edgeBetween(parent.f, f)] ?? 0;
  if (blocksOf(blocks, parent.f).length === 1) return { calls, isExact: true };
  const each = calls / report.callCount[parent.f], above = each % 1 === 0 ? callsOf(blocks, parent).calls : 0;
  if (above) return { calls: above * each, isExact: false };
  let whole = 0;
  for (const other of blocksOf(blocks, f)) if (other.parent?.f === parent.f) whole += other.weight;
  return whole > 0
    ? { calls: max(1, round((calls * weight) / whole)), isExact: calls === 1 && weight === whole }
    : { calls: 0, isExact: false };
}

/** Of each function its only caller; -1: it has none, -2: several. */
let sole = new Int32Array();
let edition = -1;

function soleCallers() {
  if (edition === report.edition) return sole;
  edition = report.edition;
  sole = new Int32Array(report.size).fill(-1);
  const { caller, callee } = report.edgesNow();
  callee.forEach((f, e) => (sole[f] = sole[f] === -1 ? caller[e] : -2));
  return sole;
}

/** Whether a block stands for all calls of its function, none of which is recursive. @param {Block} block */
function isWhole({ f, parent }) {
  if (!parent || !report.callCount[f] || report.recursions[f] || blocksOf(report.blocksNow(), f).length !== 1) return false;
  return report.callCount[f] === 1 || soleCallers()[f] === (parent.f < 0 ? -1 : parent.f);
}

/** As the file tells it, where it tells that of this path, else the tree's weight. @param {Block} block */
function toldCost(block) {
  const { f, parent, weight, index } = block;
  if (report.blocksNow()[index] !== block || f < 0 || !parent || !report.meta.tabled || (COMPARE && block.pair)) return weight;
  if (isWhole(block)) return report.totalCost[f];
  const { total, recursive } = report.edgesNow();
  const e = isWhole(parent) ? edgeBetween(parent.f, f) : -1;
  return e < 0 || recursive[e] ? weight : total[e];
}

/** What a block costs: no less than what the file tells of its largest callees. @param {Block} block */
export function costOf(block) {
  let cost = toldCost(block);
  let { below: [next] } = block;
  for (let i = 0; i < LEVELS && next?.weight > block.weight * NEARLY; i++, [next] = next.below) cost = max(cost, toldCost(next));
  return cost;
}
