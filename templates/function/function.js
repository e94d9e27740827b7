// One function: what it costs, who calls it (above) and what it calls (below), its source.

import { abs, max } from "../core/math.js";
import { build, buildBox, buildButton, buildSpan, byId, find, setContent, setHeat } from "../core/dom.js";
import { linkTo } from "../core/facts.js";
import { formatCalls, formatCost, formatCount, formatNumberOf, formatShare } from "../core/format.js";
import { KINDS } from "../core/data.js";
import * as report from "../core/data.js";
import { safeLink, sources } from "./open.js";
import { buildSandwich, moveInSandwich } from "./sandwich.js";
import { reasonOf, totalOf } from "../compare/sides.js";
import { changeLines, changeWords, countWords, fromTo, isChange, pairOf, partOf, partWords, setTint } from "../compare/words.js";
import * as store from "../core/state.js";
import { listOf } from "../summary/summary.js";

/** @typedef {import("../compare/sides.js").Pair} Pair */

/** Callers or callees that are listed at first, and with each press of the button. */
const LISTED = 12;
/** The calls of so many callees are looked for in the source. */
const MARKED = 50;

/** [line, own, hits, total] of functions. @typedef {Record<string, [number, number, number?, number?][]>} Lines */
/** @type {Lines} */
const lines = report.dataOf("lines");
/** Those of each input by itself. @type {Record<string, Lines>} */
const linesOf = {};

/** @param {string} text as long as a name may be */
const cut = (text) => text.length > 2000 ? text.slice(0, 2000) + "…" : text;

/** @param {number} f */
const nameOf = (f) => cut(report.nameOf(f)) || "(no name)";

/** "12.3 ms per call", where there are calls. @param {number} cost @param {number} count */
const perCall = (cost, count) => count > 0 && !report.isSampled ? formatCost(cost / count) + " per call" : "";

/** @param {number} f */
function describe(f) {
  if (!report.has(f)) return [origin(f), build("p", "", "The filters leave nothing of it.")];
  const total = COMPARE && isChange() ? changeWords(pairOf(totalOf, f)) : formatCost(report.totalCost[f]);
  const self = buildBox("self", buildSpan("name", nameOf(f)), total);
  const calls = buildBox("", ...buildSandwich(f, self), ...list(f, true), ...list(f, false));
  return [origin(f), figures(f), buildBox("sides", calls, buildBox("", ...source(f)))];
}

/** @param {number} f */
function origin(f) {
  const place = cut(report.placeOf(f));
  const link = safeLink(f);
  link?.append(place || link.href);
  const module = report.moduleOf(f);
  const words = (module && "module " + cut(module) + " · ") + KINDS[report.originOf(f)];
  return build("p", "origin", link ?? place, " ", build("small", "", words));
}

/** @param {number} f */
function figures(f) {
  if (COMPARE && isChange()) return build("ul", "part", ...[...changeLines(f), reasonOf(f)].map((line) => build("li", "", line)));
  const rows = build("dl", "figures");
  const add = (/** @type {string} */ name, /** @type {string[]} */ ...values) =>
    rows.append(build("dt", "", name), ...values.map((value) => build("dd", "", value)));
  const addTime = (/** @type {string} */ name, /** @type {number} */ cost, /** @type {number} */ count) =>
    add(name, formatCost(cost), formatShare(report.shareOf(cost)), perCall(cost, count));
  addTime("Total", report.totalCost[f], report.callCount[f] - report.recursions[f]);
  addTime("Own", report.ownCost[f], report.callCount[f]);
  const [calls, again] = [report.callCount[f], report.recursions[f]];
  const outer = again ? formatCount(calls - again) + " not recursive" : "";
  if (!report.isSampled) add("Called", "×" + formatCalls(calls, again), "", outer);
  return rows;
}

/** Its callers or its callees. @param {number} f @param {boolean} isCallers */
function list(f, isCallers) {
  const edges = isCallers ? report.callersOf(f) : report.calleesOf(f);
  const rows = build("ul", "calls");
  const more = buildButton("", () => {
    const from = rows.children.length;
    rows.append(...edges.slice(from, from + LISTED).map((e) => call(f, e, isCallers)));
    const left = edges.length - rows.children.length;
    more.hidden = !left;
    setContent(more, `More (${formatCount(left)})`);
  });
  more.click();
  const none = isCallers ? "Nothing in this profile calls it." : "It calls nothing that was measured.";
  return [
    build("h3", "", isCallers ? "Callers " : "Callees ", build("small", "", formatCount(edges.length))),
    edges.length ? rows : build("small", "", none), more,
  ];
}

/** @param {number} f @param {number} e @param {boolean} isCaller whether the edge leads to f */
function call(f, e, isCaller) {
  const { caller, callee, total, calls, recursive, estimated, pairs } = report.edgesNow();
  const other = (isCaller ? caller : callee)[e];
  if (COMPARE && isChange()) return changedCall(other, pairs[e]);
  const cost = total[e];
  const each = cost && perCall(cost, max(1, calls[e] - recursive[e]));
  const of = isCaller ? " of its caller's time" : " of all its time";
  const parts = [
    report.isSampled ? "" : "×" + formatCount(calls[e]),
    recursive[e] && calls[e] > recursive[e] && formatCount(calls[e] - recursive[e]) + " not recursive",
    each,
    other === f ? "itself" : report.totalCost[other] && formatShare(cost / report.totalCost[other]) + of,
  ];
  const words = (estimated[e] ? "about\u00a0" : "") + formatCost(cost);
  return buildLine(other, cost / (report.totalCost[f] || Infinity), words, parts.filter(Boolean).join(" · "), report.shareOf(cost));
}

/** A call on both sides. @param {number} f @param {{total: Pair, calls: Pair}} pairs */
function changedCall(f, { total, calls }) {
  const item = buildLine(f, report.shareOf(abs(total[1] - total[0])), changeWords(total),
    [fromTo(total), report.isSampled ? "" : countWords(calls)].filter(Boolean).join(" · "));
  setContent(item.firstElementChild, partWords(total));
  setTint(item, partOf(f, total));
  return item;
}

/** @param {number} f @param {number} share @param {string} cost @param {string} details @param {number} [hot] */
export function buildLine(f, share, cost, details, hot) {
  const link = linkTo(f, nameOf(f));
  link.title = report.placeOf(f).slice(0, 500);
  const parts = [buildSpan("share", formatShare(share)), link, buildSpan("", cost), build("small", "", details)];
  const item = build("li", report.originOf(f) ? "others" : "own", ...parts);
  setHeat(item, share, hot);
  return item;
}

/** The source of f with what its lines cost, or those lines alone. @param {number} f */
function source(f) {
  const [first, text = "", more] = sources[f] ?? [0];
  // The source and what its lines cost are those after.
  const { side } = store.state;
  const known = INPUTS && side ? (linesOf[side] ??= report.dataOf("lines" + side)) : lines;
  const costs = (!(COMPARE && side === "before") && known[f]) || [];
  const box = buildBox("source");
  if (!text && !costs.length) return [];
  const rows = text.replace(/\n$/, "").split("\n");
  const at = text ? rows.map((_, i) => first + i) : costs.map(([line]) => line);
  const numbers = build("pre", "numbers", at.join("\n"));
  numbers.ariaHidden = `${text !== ""}`;
  box.append(numbers);
  const costOf = new Map(costs.map((cost) => [cost[0], cost]));
  const calls = text ? likelyCalls(f, rows) : [];
  if (costs.length + calls.length)
    box.append(build("pre", "costs", ...at.map((line, i) => buildCost(f, costOf.get(line), calls[i]))));
  box.append(build("pre", "", rows.join("\n")));
  box.tabIndex = 0;
  box.role = "region";
  box.ariaLabel = "Lines";
  const rest = more ? formatCount(more) + " more lines" : "";
  return [build("h3", "", text ? "Source" : "Lines"), box, build("small", "", rest)];
}

/** What the calls cost that lines make, by the names in them: of each line its cost and who is called; none: [].
 * It is the least that they cost, unless another line has such a name, too. @param {number} f @param {string[]} rows */
function likelyCalls(f, rows) {
  /** @type {{cost: number, names: string[], sign: string}[]} */
  const calls = [];
  const { callee, total } = report.edgesNow();
  for (const e of report.calleesOf(f).slice(0, MARKED)) {
    const word = /(\w+?)(?:\.__(?:init|new|call)__)?\W*$/.exec(report.nameOf(callee[e]))?.[1];
    const pattern = new RegExp(`^(?!\\s*(async def|def|class)\\b).*\\b${word}\\s*\\(`);
    const found = rows.map((_, i) => i).filter((i) => pattern.test(rows[i]));
    for (const i of found) {
      calls[i] ??= { cost: 0, names: [], sign: "≥ " };
      calls[i].cost += total[e] / found.length;
      calls[i].names.push(nameOf(callee[e]));
      if (found[1]) calls[i].sign = "≈ ";
    }
  }
  return calls;
}

/** What a line costs with all that it calls, as stacks tell or as its names let guess. @param {number} f
 * @param {[number, number, number?, number?]} [cost]
 * @param {{cost: number, names: string[], sign: string}} [calls] */
function buildCost(f, cost, calls) {
  if (!cost && !calls) return buildSpan("", "\n");
  const [, own, hits, exact] = cost ?? [0, 0];
  const all = exact ?? own + (calls?.cost ?? 0);
  const cell = buildSpan("", (calls && !exact ? calls.sign : "") + formatCost(all) + "\n");
  cell.title = [
    hits && formatNumberOf(hits, report.isSampled ? "own sample" : "hit"),
    calls && "Likely calls " + calls.names.join(", ").slice(0, 500),
  ].filter(Boolean).join(" · ");
  setHeat(cell, all / (report.totalCost[f] || Infinity), report.shareOf(all));
  return cell;
}

/** Functions to choose from. */
function choice() {
  const lists = [
    listOf("total"),
    listOf("own", COMPARE && isChange() ? "What changed most" : "Most own time"),
  ];
  return buildBox("sides", ...lists.filter((part) => find("li", part)));
}

/** @returns {import("../main.js").View} */
export function makeFunction() {
  const section = byId("function");
  const title = /** @type {Element} */ (find("h2", section));
  const body = buildBox();
  const close = buildButton("Close", () => store.set({ f: -1 }, true));
  let shown = "";
  section.prepend(close);
  section.append(body);
  return {
    update({ f, view }) {
      close.hidden = view === "function";
      const wanted = f + "-" + report.edition;
      if (shown === wanted) return;
      shown = wanted;
      setContent(title, f < 0 ? "Choose a function" : nameOf(f));
      setContent(body, ...(f < 0 ? [choice()] : describe(f)));
    },
    key: moveInSandwich,
  };
}
