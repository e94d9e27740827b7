// What a search has found, as a list below it: the best first. Enter goes from one to the next.

import { build, buildSpan, byId, setContent } from "./dom.js";
import * as report from "./data.js";
import { labelOf } from "./facts.js";
import { formatCost } from "./format.js";
import { found, trouble } from "./query.js";
import { functionRows, parseSort, sortRows } from "../table/rows.js";
import { buildLine } from "../function/function.js";

const LISTED = 10;
/** So many, the costliest, are ranked by how well their names fit. */
const RANKED = 2000;

const list = byId("hits");
/** @type {number[]} */
let hits = [];
let next = 0;

/** The shorter the better: names that are, begin with, or hold what is searched for. @param {number} f @param {string} word */
function rankOf(f, word) {
  const at = labelOf(f).toLowerCase().indexOf(word);
  return at < 0 ? 3 : at ? 2 : labelOf(f).length === word.length ? 0 : 1;
}

/** A path's end, from a folder on. @param {string} path */
const endOf = (path) => path.replace(/^.+(?=[/\\].{25,50}$)/s, "…").slice(-60);

/** Lists what a search has found. @param {string} q */
export function listHits(q) {
  const matched = found;
  const word = q.trim().toLowerCase().replace(/^name:=?/, "");
  hits = matched ? [...sortRows(functionRows(), parseSort("total"), (f) => matched[f] > 0).subarray(0, RANKED)] : [];
  const ranks = new Map(hits.map((f) => [f, rankOf(f, word)]));
  hits.sort((a, b) => Number(ranks.get(a)) - Number(ranks.get(b)) || report.totalCost[b] - report.totalCost[a]);
  next = 0;
  const rows = hits.slice(0, LISTED).map((f) =>
    buildLine(f, report.shareOf(report.totalCost[f]), formatCost(report.totalCost[f]), endOf(report.placeOf(f))));
  const none = trouble || (matched && !rows.length && "No such name.");
  setContent(list, ...(none ? [build("li", "", buildSpan(), none)] : rows));
}

/** The next hit, from the first on again after the last; -1: none. */
export const nextHit = () => hits.length ? hits[next++ % hits.length] : -1;
