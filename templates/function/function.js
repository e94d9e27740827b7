// One function: what it costs, who calls it (above) and what it calls (below).

import { build, buildButton, byId, setHeat } from "../core/dom.js";
import { formatCalls, formatCost, formatCount, formatNumberOf, formatShare } from "../core/format.js";
import { ORIGINS, report } from "../core/data.js";
import { safeLink, sources } from "./open.js";
import { store } from "../core/state.js";
import { functionRows, parseSort, sortRows } from "../table/rows.js";

/** @typedef {import("../core/state.js").State} State */

/** Callers or callees that are listed at first, and with each press of the button. */
const LISTED = 12;

/** @param {string} text as long as a name may be */
function cut(text) {
  return text.length > 2000 ? text.slice(0, 2000) + "…" : text;
}

export class FunctionDetailView {
  constructor() {
    const section = byId("function");
    this.title = /** @type {Element} */ (section.querySelector("h2"));
    this.body = build("div");
    /** @type {number | undefined} */
    this.shown = undefined;
    this.version = report.version;
    this.lines = JSON.parse(byId("lines").textContent || "{}");
    this.close = buildButton("Close", () => store.set({ f: -1 }, true));
    section.prepend(this.close);
    section.append(this.body);
  }

  /** @param {State} state */
  update({ f, view }) {
    this.close.hidden = view === "function";
    if (f === this.shown && report.version === this.version) return;
    this.shown = f;
    this.version = report.version;
    this.title.textContent = f < 0 ? "Function" : this.nameOf(f);
    this.body.replaceChildren(...(f < 0 ? this.offer() : this.describe(f)));
  }

  /** @param {number} f */
  nameOf(f) {
    return cut(report.nameOf(f)) || "(no name)";
  }

  /** Without a selection: those with the most own time. */
  offer() {
    const { own, calls, meta } = report;
    const top = [...sortRows(functionRows(), parseSort("own"), (f) => report.has(f)).subarray(0, 10)];
    const words = top.length ? "None is selected. These take the most time of their own:" : "There are none.";
    const count = (/** @type {number} */ f) => (meta.sampled ? "" : formatNumberOf(calls[f], "call"));
    const lines = top.map((f) => this.line(f, report.shareOf(own[f]), formatCost(meta, own[f]), count(f)));
    return [build("p", "", words), build("ul", "calls", ...lines)];
  }

  /** @param {number} f */
  describe(f) {
    if (!report.has(f)) return [this.origin(f), build("p", "", "The filters leave nothing of it.")];
    const cost = formatCost(report.meta, report.total[f]);
    return [
      this.origin(f), this.figures(f),
      ...this.list(f, true),
      build("div", "self", build("span", "name", this.nameOf(f)), cost),
      ...this.list(f, false),
      ...this.source(f),
    ];
  }

  /** @param {number} f */
  origin(f) {
    const place = cut(report.placeOf(f));
    const link = safeLink(f);
    link?.append(place || link.href);
    const module = report.moduleOf(f);
    const words = (module && "module " + cut(module) + " · ") + ORIGINS[report.originOf(f)];
    return build("p", "origin", link ?? place, " ", build("small", "", words));
  }

  /** @param {number} f */
  figures(f) {
    const { meta, calls, recursive, total, own } = report;
    const list = build("dl", "figures");
    const add = (/** @type {string} */ name, /** @type {string[]} */ ...values) =>
      list.append(build("dt", "", name), ...values.map((value) => build("dd", "", value)));
    const addTime = (/** @type {string} */ name, /** @type {number} */ cost, /** @type {number} */ count) => {
      const each = count > 0 && !meta.sampled ? formatCost(meta, cost / count) + " a call" : "";
      add(name, formatCost(meta, cost), formatShare(report.shareOf(cost)), each);
    };
    addTime("Total", total[f], calls[f] - recursive[f]);
    addTime("Own", own[f], calls[f]);
    if (!meta.sampled) add("Called", "×" + formatCount(calls[f]));
    if (recursive[f]) add("Recursive", "×" + formatCount(recursive[f]));
    return list;
  }

  /** Its callers or its callees. @param {number} f @param {boolean} isCallers */
  list(f, isCallers) {
    const edges = isCallers ? report.callers(f) : report.callees(f);
    const list = build("ul", "calls");
    const more = buildButton("", () => {
      const from = list.children.length;
      list.append(...edges.slice(from, from + LISTED).map((e) => this.call(f, e, isCallers)));
      const left = edges.length - list.children.length;
      more.hidden = !left;
      more.textContent = `More (${formatCount(left)})`;
    });
    more.click();
    const none = isCallers ? "Nothing in this profile calls it." : "It calls nothing that was measured.";
    return [
      build("h3", "", isCallers ? "Callers " : "Callees ", build("small", "", formatCount(edges.length))),
      edges.length ? list : build("small", "", none), more,
    ];
  }

  /** @param {number} f @param {number} e @param {boolean} isCaller whether the edge leads to f */
  call(f, e, isCaller) {
    const { meta, total: totals, edges } = report;
    const { total, calls, recursive } = edges;
    const other = (isCaller ? edges.caller : edges.callee)[e];
    const cost = total[e];
    const parts = meta.sampled ? [] : ["×" + formatCalls(calls[e], recursive[e])];
    if (calls[e] && !meta.sampled) parts.push(formatCost(meta, cost / Math.max(1, calls[e] - recursive[e])) + " a call");
    if (other === f) parts.push("itself");
    else if (totals[other]) parts.push(formatShare(cost / totals[other]) + (isCaller ? " of its caller's time" : " of all its time"));
    const words = (edges.estimated[e] ? "about " : "") + formatCost(meta, cost);
    return this.line(other, cost / (totals[f] || Infinity), words, parts.join(" · "), report.shareOf(cost));
  }

  /** @param {number} f @param {number} share @param {string} cost @param {string} details @param {number} [hot] */
  line(f, share, cost, details, hot) {
    const link = build("a", "name", this.nameOf(f));
    link.href = "#function?f=" + f;
    link.dataset.function = String(f);
    link.title = report.placeOf(f).slice(0, 500);
    const parts = [build("span", "share", formatShare(share)), link, build("span", "", cost), build("small", "", details)];
    const item = build("li", report.originOf(f) ? "others" : "", ...parts);
    setHeat(item, share, hot);
    return item;
  }

  /** The source of f with what its lines cost, or those lines alone. @param {number} f */
  source(f) {
    const [first, text = "", more] = sources[f] ?? [];
    /** @type {[line: number, own: number, hits: number][]} */
    const costs = this.lines[f] ?? [];
    const source = build("div", "source");
    if (!text && !costs.length) return [];
    const lines = text.replace(/\n$/, "").split("\n");
    const at = text ? lines.map((/** @type {string} */ _, /** @type {number} */ i) => first + i) : costs.map(([line]) => line);
    const numbers = build("pre", "numbers", at.join("\n"));
    numbers.ariaHidden = String(text !== "");
    source.append(numbers);
    const costOf = new Map(costs.map((cost) => [cost[0], cost]));
    if (costs.length) source.append(build("pre", "costs", ...at.map((/** @type {number} */ line) => this.cost(f, costOf.get(line)))));
    source.append(build("pre", "", lines.join("\n")));
    source.tabIndex = 0;
    source.role = "region";
    source.ariaLabel = "Lines";
    const rest = more ? formatCount(more) + " more lines are not in the report" : "";
    return [build("h3", "", text ? "Source" : "Lines"), source, build("small", "", rest)];
  }

  /** What a line costs by itself. @param {number} f @param {number[]} [cost] */
  cost(f, [, own, hits] = []) {
    const { meta, own: owns } = report;
    if (own === undefined) return build("span", "", "\n");
    const cell = build("span", "", formatCost(meta, own) + "\n");
    if (hits) cell.title = formatNumberOf(hits, meta.sampled ? "sample" : "hit");
    setHeat(cell, own / (owns[f] || Infinity), report.shareOf(own));
    return cell;
  }
}
