// Functions and costs in words, as the graph and the flame view say them.

import { formatCount, formatShare, formatTime } from "./format.js";

/** @typedef {import("./data.js").Report} Report */

const LONGEST = 300;

/** Names may be endless. @param {string} text */
export function shortened(text) {
  return text.length > LONGEST ? text.slice(0, LONGEST) + "…" : text;
}

/** "numpy.concatenate", "list.append", "parse". @param {Report} report @param {number} f */
export function labelOf(report, f) {
  const name = shortened(report.nameOf(f));
  const method = /^<method '(.+)' of '(.+)' objects>$/.exec(name);
  return method ? method[2] + "." + method[1] : name.replace(/^<built-in method (?:builtins\.)?(.+)>$/, "$1");
}

/** @param {Report} report @param {number} cost in quanta */
export function costText(report, cost) {
  return formatTime(cost * report.meta.quantum);
}

/** "41.8 s  94 %". @param {Report} report @param {number} cost in quanta */
export function costAndShare(report, cost) {
  return costText(report, cost) + "\u2003" + formatShare(report.shareOf(cost));
}

/** What is known of a function, as lines. @param {Report} report @param {number} f */
export function factsOf(report, f) {
  const { calls, recursive } = report;
  const all = "×" + formatCount(calls[f]);
  const primitive = recursive[f] ? " (" + formatCount(calls[f] - recursive[f]) + " primitive)" : "";
  return [
    shortened(report.nameOf(f)),
    shortened(report.placeOf(f)),
    "Total " + costAndShare(report, report.total[f]),
    "Own " + costAndShare(report, report.own[f]),
    all + primitive,
  ].filter(Boolean);
}

/** Whether a function is what q asks for. @param {Report} report @param {string} q @returns {(f: number) => boolean} */
export function finderOf(report, q) {
  const wanted = q.toLowerCase();
  return (f) => (report.nameOf(f) + "\n" + report.placeOf(f)).toLowerCase().includes(wanted);
}

/** @param {string} id */
export function elementOf(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
