// What the graph and the flame view say of functions.

import * as report from "./data.js";
import { build } from "./dom.js";
import { formatCalls, formatCost, formatShare } from "./format.js";
import { pathTo } from "./blocks.js";
import { blocksOf } from "./counts.js";
import { changeLines, isChange } from "../compare/words.js";

const LONGEST = 300; // names may be endless

/** "numpy.concatenate", "list.append", "parse", "main.py". @param {number} f */
export const labelOf = (f) => report.nameOf(f).slice(0, LONGEST);

/** @param {number} f */
export const titleOf = (f) => [report.nameOf(f).slice(0, LONGEST), report.placeOf(f).slice(0, LONGEST)];

/** @typedef {import("./blocks.js").Block} Block */

/** What stands above what the summary begins with. @type {WeakMap<Block[], Set<Block>>} */
const leading = new WeakMap();

/** @param {Block} block */
function leads(block) {
  const blocks = report.blocksNow();
  const above = leading.get(blocks) ?? new Set(blocksOf(blocks, report.lead).flatMap(pathTo));
  leading.set(blocks, above);
  return above.has(block);
}

/** Whether a block passes nearly all of its time on, or leads to what the summary begins with. It is no cost by itself,
 * however hot; but that is never quiet. @param {Block} block */
export const isQuiet = (block) => {
  const { f, weight, own, below } = block;
  return f !== report.lead && own < weight * 0.01 && below.length > 0 && (below[0].weight >= weight * 0.97 || leads(block));
};

/** A link to a function, in the view at hand. @param {number} f @param {string} [text] */
export function linkTo(f, text = labelOf(f)) {
  const link = build("a", "name", text);
  link.href = "#function?f=" + f;
  link.dataset.function = `${f}`;
  return link;
}

/** What a function costs, a line each. @param {number} f */
export function figuresOf(f) {
  if (COMPARE && isChange()) return changeLines(f);
  const lines = ["Total " + costWords(report.totalCost[f]), "Own " + costWords(report.ownCost[f])];
  if (!report.isSampled) lines.push("×" + formatCalls(report.callCount[f], report.recursions[f]));
  return lines;
}

/** "41.8 s  94 %". @param {number} cost */
export const costWords = (cost) => formatCost(cost) + "\u2003" + formatShare(report.shareOf(cost));
