// The summary is written by prof2dot; here its names follow the search. While
// filters are in force, what they leave is told in its place.

import { max } from "../core/math.js";
import { build, buildBox, buildSpan, byId, findAll, setContent, setHeat, toggleClass } from "../core/dom.js";
import { KINDS } from "../core/data.js";
import * as report from "../core/data.js";
import { linkTo } from "../core/facts.js";
import { formatCalls, formatCost, formatNumberOf, formatShare } from "../core/format.js";
import { ownOf, totalOf } from "../compare/sides.js";
import { changeWords, isChange, pairOf } from "../compare/words.js";
import * as store from "../core/state.js";
import { functionRows, parseSort, sortRows } from "../table/rows.js";

/** So many functions are named. */
const NAMED = 10;
/** The hot path goes on where a callee has so much of what is left. */
const HOT = 0.5;

/** @param {number} cost @param {HTMLElement} name @param {string} words @param {boolean} isOwn */
function buildRow(cost, name, words, isOwn) {
  const share = report.shareOf(cost);
  const parts = [buildSpan("meter"), buildSpan("share", formatShare(share)), name, build("small", "", words)];
  const row = build("li", isOwn ? "own" : "others", ...parts);
  setHeat(row, share);
  return row;
}

/** @param {string} title @param {HTMLElement[]} rows */
const buildPart = (title, rows) => buildBox("part", build("h3", "", title), build("ul", "rows", ...rows));

/** @param {number} f @param {number} cost */
const costsOf = (f, cost) =>
  formatCost(cost) + (report.isSampled ? "" : " ×" + formatCalls(report.callCount[f], report.recursions[f]));

/** @param {number} f @param {number} cost */
const rowOf = (f, cost, words = costsOf(f, cost)) => buildRow(cost, linkTo(f), words, !report.originOf(f));

/** Rows of the functions with most of a cost: of own time, or of yours by all time. @param {"own" | "total"} key */
export function listOf(key, title = "Your functions by Total") {
  const costs = report.columnOf(key);
  const sort = parseSort((COMPARE && isChange() ? "d" : "") + key);
  const wants = (/** @type {number} */ f) => costs[f] > 0 && report.has(f) && (key === "own" || !report.originOf(f));
  const top = sortRows(functionRows(), sort, wants).subarray(0, NAMED);
  const told = (/** @type {number} */ f) =>
    (COMPARE && isChange() ? changeWords(pairOf(key === "own" ? ownOf : totalOf, f)) : costsOf(f, costs[f]));
  return buildPart(title, Array.from(top, (f) => rowOf(f, costs[f], told(f))));
}

/** "f causes 98 % of the 71.4 s, 82 % through g, 10 calls of 7.1 s." @param {import("../core/blocks.js").Block[]} path */
function buildLead(path) {
  const { f } = path.slice().reverse().find((block) => !report.originOf(block.f)) ?? path[path.length - 1];
  const { callee, total } = report.edgesNow();
  const calls = report.callCount[f] - report.recursions[f];
  const cost = report.totalCost[f];
  const [e] = report.calleesOf(f).filter((other) => callee[other] !== f && total[other] >= cost * HOT);
  const through = e === undefined ? [] : [`, ${formatShare(report.shareOf(total[e]))} through `, linkTo(callee[e])];
  const each = report.isSampled || !calls ? "" : `, ${formatNumberOf(calls, "call")} of ${formatCost(cost / calls)}`;
  const causes = ` causes ${formatShare(report.shareOf(cost))} of the ${formatCost(report.whole)}`;
  return build("p", "verdict", linkTo(f), causes, ...through, each + ".");
}

/** What filters leave, as the whole is told. */
function tellLeft() {
  /** @type {import("../core/blocks.js").Block[]} */
  const path = [];
  const [root] = report.blocksNow();
  for (let [block] = root.below; block && block.weight >= root.weight * HOT; [block] = block.below) path.push(block);
  // It begins with own code: what runs that says little.
  path.splice(0, max(0, path.findIndex(({ f }) => !report.originOf(f))));
  const owns = KINDS.map(() => 0);
  report.ownCost.forEach((cost, f) => (owns[report.originOf(f)] += cost));
  const kinds = KINDS.flatMap((kind, i) => (owns[i] > 0 ? [buildRow(owns[i], buildSpan("name", kind), formatCost(owns[i]), !i)] : []));
  return [
    ...(path.length ? [buildLead(path), buildPart("The hot path", path.map(({ f, weight }) => rowOf(f, weight)))] : []),
    buildPart("Whose code it is", kinds),
    listOf("own", INPUTS && !store.state.x ? "Most own time" : "Most own time left"),
    listOf("total"),
  ];
}

/** Lets no line end within a number, or between it and its unit. @param {Node} root */
export function keepNumbers(root) {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    text.nodeValue = String(text.nodeValue).replace(/(\d) (?=\d{3}(?!\d)|%|[mµn]?s\b)/g, "$1\u202f");
}

/** @returns {import("../main.js").View} */
export function makeSummary() {
  const section = byId("summary");
  const links = /** @type {HTMLAnchorElement[]} */ (findAll("a[href*='?f=']", section));
  const place = buildBox();
  section.append(place);
  let edition = 0;
  return {
    update({ f }, matched) {
      if (edition !== report.edition) {
        edition = report.edition;
        const children = /** @type {Iterable<HTMLElement>} */ (section.children);
        for (const child of children) child.hidden = report.isFiltered !== (child === place);
        setContent(place, ...(report.isFiltered ? tellLeft() : []));
      }
      for (const link of links) {
        const of = Number(link.hash.split("=")[1]);
        toggleClass(link, "found", matched?.[of]);
        toggleClass(link, "selected", of === f);
      }
    },
  };
}
