// What the graph and the flame view say of functions.

import * as report from "./data.js";
import { build } from "./dom.js";
import { formatCalls, formatCost, formatShare } from "./format.js";
import { changeLines, isChange } from "../compare/words.js";

const LONGEST = 300; // names may be endless

/** "numpy.concatenate", "list.append", "parse", "main.py". @param {number} f */
export const labelOf = (f) => report.nameOf(f).slice(0, LONGEST);

/** @param {number} f */
export const titleOf = (f) => [report.nameOf(f).slice(0, LONGEST), report.placeOf(f).slice(0, LONGEST)];

/** Whether a block passes nearly all of its time on. It is no cost by itself, however hot; but what the summary
 * begins with is never quiet. @param {import("./blocks.js").Block} block */
export const isQuiet = ({ f, weight, own, below }) =>
  f !== report.lead && own < weight * 0.01 && below.length > 0 && below[0].weight >= weight * 0.97;

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
