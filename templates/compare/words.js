// What a report that compares says of changes, as src/view/words/signed.c does, and the colours that it gives them, as
// palette_signed in src/view/palette.c does with the same ends.

import { abs, max, min, round, sqrt } from "../core/math.js";
import * as report from "../core/data.js";
import { formatCost, formatCount, formatShare, inkOn } from "../core/format.js";
import * as store from "../core/state.js";
import { callsOf, isReal, isRealPart, most, ownOf, tables, totalOf } from "./sides.js";

/** @typedef {import("./sides.js").Pair} Pair */

/** Whether what changed is shown, not one of the sides. */
export const isChange = () => !store.state.side;

/** @param {import("./sides.js").Cost} of @param {number} f @returns {Pair} */
export const pairOf = (of, f) => [of(tables[0])[f], of(tables[1])[f]];

/** @param {number} change @param {(size: number) => string} format */
export const signed = (change, format) => (change > 0 ? "+" : change < 0 ? "−" : "") + format(abs(change));

/** "+5.85 s". @param {Pair} pair */
export const changeWords = ([before, after]) => signed(after - before, formatCost);

/** "71.4 s → 8.75 s". @param {Pair} pair */
export const fromTo = (pair) => pair.map(formatCost).join(" → ");

/** "+12 %" of what it was, "×120", "new" or "gone". @param {Pair} pair */
export function partWords([before, after]) {
  if (!before || !after) return after ? "new" : before ? "gone" : "";
  return after >= 100 * before ? "×" + formatCount(after / before) : signed((after - before) / before, formatShare);
}

/** "×10 → 30". @param {Pair} pair */
export const countWords = ([before, after]) => "×" + formatCount(before) + (before === after ? "" : " → " + formatCount(after));

/** "▲ Total +5.85 s +488 % (1.20 s → 7.05 s)", or "= Total 1.20 s" where noise explains it. @param {string} name @param {Pair} pair @param {boolean} isTold */
export const changeLine = (name, pair, isTold) => (isTold && pair[0] !== pair[1]
  ? `${pair[1] > pair[0] ? "▲" : "▼"} ${name} ${changeWords(pair)} ${partWords(pair)} (${fromTo(pair)})`
  : `= ${name} ${formatCost(pair[1])}`);

/** What became of a function, a line each. @param {number} f */
export function changeLines(f) {
  const lines = [changeLine("Total", pairOf(totalOf, f), isReal(f, 2)), changeLine("Own", pairOf(ownOf, f), isReal(f, 1))];
  if (!report.isSampled) lines.push(countWords(pairOf(callsOf, f)));
  return lines;
}

/** How far a change is on the scale of colours: -1 to 1. @param {number} f @param {Pair} pair of its time, or of a part of it */
export const partOf = (f, pair) => (isRealPart(f, pair) ? max(-1, min(1, (pair[1] - pair[0]) / most)) : 0);

/** Blue below 0, orange above, as [fill, text]. @param {number} part @param {boolean} dark */
export function tint(part, dark) {
  /** @param {number} at */
  const byteAt = (at) => parseInt(report.meta.signed[Number(dark)].slice(at, at + 2), 16);
  const mix = (/** @type {number} */ i) => round(byteAt(6 + i) + (byteAt((part > 0 ? 12 : 0) + i) - byteAt(6 + i)) * sqrt(abs(part)));
  const fill = "#" + [0, 2, 4].map((i) => mix(i).toString(16).padStart(2, "0")).join("");
  return [fill, inkOn(fill)];
}

/** The same for both themes. @param {number} part */
export const tints = (part) => [0, 1].map((at) => `light-dark(${tint(part, false)[at]},${tint(part, true)[at]})`);

/** Colours a bar by what changed. @param {HTMLElement} element @param {number} part */
export const setTint = ({ style }, part) => style.setProperty("--heat", tints(part)[0]);
