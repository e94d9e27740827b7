// What the graph and the flame view say of functions.

import * as report from "./data.js";
import { build } from "./dom.js";
import { formatCost, formatShare } from "./format.js";

const LONGEST = 300; // names may be endless

/** "numpy.concatenate", "list.append", "parse", "main.py". @param {number} f */
export const labelOf = (f) => report.nameOf(f).slice(0, LONGEST);

/** @param {number} f */
export const titleOf = (f) => [report.nameOf(f).slice(0, LONGEST), report.placeOf(f).slice(0, LONGEST)];

/** A link to a function, in the view at hand. @param {number} f @param {string} [text] */
export function linkTo(f, text = labelOf(f)) {
  const link = build("a", "name", text);
  link.href = "#function?f=" + f;
  link.dataset.function = String(f);
  return link;
}

/** "41.8 s  94 %". @param {number} cost */
export const costWords = (cost) => formatCost(cost) + "\u2003" + formatShare(report.shareOf(cost));
