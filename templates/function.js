// One function: what it costs, who calls it (above) and what it calls (below).

import { build, buildButton, byId, setHeat } from "./dom.js";
import { formatCalls, formatCost, formatCount, formatNumberOf, formatShare } from "./format.js";
import { ORIGINS } from "./data.js";

/** @typedef {import("./data.js").Report} Report @typedef {import("./state.js").Store} Store @typedef {import("./state.js").State} State */

/** Callers or callees that are listed at first, and with each press of the button. */
const LISTED = 12;

/** @param {string} id @returns {Record<string, any>} */
function optionalJson(id) {
  return JSON.parse(document.getElementById(id)?.textContent || "{}");
}

/** @param {string} text as long as a name may be */
function cut(text) {
  return text.length > 2000 ? text.slice(0, 2000) + "\u2026" : text;
}

export class FunctionDetailView {
  /** @param {Report} report @param {HTMLElement} section @param {Store} store */
  constructor(report, section, store) {
    this.report = report;
    this.store = store;
    this.title = byId("function-title");
    this.heading = this.title.textContent ?? "";
    this.body = build("div", "body");
    this.dark = false;
    /** @type {number | undefined} */
    this.shown = undefined;
    this.sources = optionalJson("sources");
    this.lines = optionalJson("lines");
    this.close = buildButton("Close", () => store.set({ f: -1 }, true), "Selects nothing (Esc)");
    const head = build("div", "function-head");
    this.title.replaceWith(head);
    head.append(this.title, this.close);
    section.append(this.body);
  }

  /** @param {State} state */
  update({ f, view }) {
    this.close.hidden = view === "function";
    if (f === this.shown) return;
    this.shown = f;
    this.title.textContent = f < 0 ? this.heading : cut(this.report.nameOf(f)) || "(no name)";
    this.body.replaceChildren(...(f < 0 ? this.offer() : this.describe(f)));
  }

  /** @param {boolean} dark */
  theme(dark) {
    this.dark = dark;
    const { shown } = this;
    this.shown = undefined;
    if (shown !== undefined) this.update(this.store.state);
  }

  /** Without a selection: those with the most own time. */
  offer() {
    const { own, meta } = this.report;
    /** @type {number[]} */
    const top = [];
    own.forEach((cost, f) => {
      if (top.length === 10 && cost <= own[top[9]]) return;
      const at = top.findIndex((other) => own[other] < cost);
      top.splice(at < 0 ? top.length : at, 0, f);
      top.length = Math.min(top.length, 10);
    });
    const lines = top.map((f) => this.line(
      f, this.report.shareOf(own[f]), formatCost(meta, own[f]), formatNumberOf(this.report.calls[f], "call"),
    ));
    const words = top.length ? "None is selected. These take the most time of their own:" : "There are none.";
    return [build("p", "", words), build("ul", "calls", ...lines)];
  }

  /** @param {number} f */
  describe(f) {
    const { report } = this;
    const callers = report.callers(f);
    const callees = report.callees(f);
    const name = build("span", "name", cut(report.nameOf(f)));
    const self = build("div", "self", name, formatCost(report.meta, report.total[f]));
    return [
      this.origin(f), this.figures(f), ...this.recursion(f),
      build("h3", "", "Callers ", build("small", "", formatCount(callers.length))),
      ...this.list(f, callers, true, "Nothing in this profile calls it."),
      self,
      build("h3", "", "Callees ", build("small", "", formatCount(callees.length))),
      ...this.list(f, callees, false, "It calls nothing that was measured."),
      ...this.source(f),
    ];
  }

  /** @param {number} f */
  origin(f) {
    const { report } = this;
    const place = cut(report.placeOf(f));
    const url = report.linkOf(f);
    const link = build("a", "", place || url);
    link.href = url;
    link.target = "_blank";
    link.rel = "noreferrer";
    // A link is no place for a script to run from.
    const safe = url && !/^(javascript|data|vbscript|blob):/i.test(link.protocol);
    const where = build("p", "origin", safe ? link : place);
    const module = report.moduleOf(f);
    const origin = ORIGINS[report.originOf(f)];
    where.append(build("small", "", module ? `module ${cut(module)} \u00b7 ${origin}` : origin));
    return where;
  }

  /** @param {number} f */
  figures(f) {
    const { report } = this;
    const { meta } = report;
    const list = build("dl", "figures");
    const add = (/** @type {string} */ name, /** @type {string[]} */ ...values) =>
      list.append(build("dt", "", name), ...values.map((value) => build("dd", "", value)));
    const time = (/** @type {string} */ name, /** @type {number} */ cost, /** @type {number} */ count) => {
      const each = count > 0 ? formatCost(meta, cost / count) + " a call" : "";
      add(name, formatCost(meta, cost), formatShare(report.shareOf(cost)), each);
    };
    time("Total", report.total[f], report.calls[f] - report.recursive[f]);
    time("Own", report.own[f], report.calls[f]);
    add("Called", "\u00d7" + formatCalls(report.calls[f], report.recursive[f]));
    return list;
  }

  /** @param {number} f */
  recursion(f) {
    const times = this.report.recursive[f];
    if (!times) return [];
    const text = `Recursive: ${formatCount(times)} of ${formatCount(this.report.calls[f])} times it was running already.`;
    return [build("p", "", text)];
  }

  /** @param {number} f @param {number[]} edges @param {boolean} callers @param {string} none */
  list(f, edges, callers, none) {
    if (!edges.length) return [build("p", "none", none)];
    const list = build("ul", "calls");
    const line = (/** @type {number} */ e) => this.call(f, e, callers);
    const more = buildButton("", add);
    function add() {
      const from = list.children.length;
      list.append(...edges.slice(from, from + LISTED).map(line));
      more.hidden = list.children.length === edges.length;
      more.textContent = `More (${formatCount(edges.length - list.children.length)})`;
    }
    add();
    return [list, more];
  }

  /** @param {number} f @param {number} e @param {boolean} caller whether the edge leads to f */
  call(f, e, caller) {
    const { report } = this;
    const { total, calls, recursive, estimated } = report.edges;
    const other = caller ? report.edges.caller[e] : report.edges.callee[e];
    const about = estimated[e] ? "about " : "";
    const whole = report.total[other];
    const parts = ["\u00d7" + formatCalls(calls[e], recursive[e])];
    if (calls[e]) parts.push(formatCost(report.meta, total[e] / Math.max(1, calls[e] - recursive[e])) + " a call");
    if (other === f) parts.push("itself");
    else if (whole) parts.push(formatShare(total[e] / whole) + (caller ? " of its caller's time" : " of all its time"));
    const share = report.total[f] ? total[e] / report.total[f] : 0;
    return this.line(other, share, about + formatCost(report.meta, total[e]), parts.join(" \u00b7 "), report.shareOf(total[e]));
  }

  /** @param {number} f @param {number} share @param {string} cost @param {string} details @param {number} [hot] */
  line(f, share, cost, details, hot = share) {
    const { report } = this;
    const link = build("a", "name", cut(report.nameOf(f)) || "(no name)");
    link.href = "#function?f=" + f;
    link.dataset.function = String(f);
    link.title = report.placeOf(f).slice(0, 500);
    const parts = [build("span", "share", formatShare(share)), link, build("span", "", cost), build("small", "", details)];
    const item = build("li", report.originOf(f) ? "others" : "", ...parts);
    setHeat(item, report.meta, share, this.dark, hot);
    return item;
  }

  /** The source of f with what its lines cost, or those lines alone. @param {number} f */
  source(f) {
    const [first, text, more] = this.sources[f] ?? [];
    /** @type {Map<number, [number, number, number]>} */
    const costs = new Map((this.lines[f] ?? []).map((/** @type {[number, number, number]} */ line) => [line[0], line]));
    const known = typeof text === "string";
    if (!known && !costs.size) return [];
    const lines = known ? text.replace(/\n$/, "").split("\n") : [];
    const at = known ? lines.map((_, i) => first + i) : [...costs.keys()];
    const numbers = build("pre", "numbers", at.join("\n"));
    numbers.ariaHidden = String(known);
    const source = build("div", "source", numbers);
    if (costs.size) source.append(build("pre", "costs", ...at.map((line) => this.cost(f, costs.get(line)))));
    if (known) source.append(build("pre", "", lines.join("\n")));
    source.tabIndex = 0;
    source.setAttribute("role", "region");
    source.ariaLabel = known ? "Source" : "Lines";
    const rest = more ? [build("p", "", formatCount(more), " more lines are not in the report")] : [];
    return [build("h3", "", known ? "Source" : "Lines"), source, ...rest];
  }

  /** What a line costs by itself. @param {number} f @param {[number, number, number] | undefined} line */
  cost(f, line) {
    const { report } = this;
    if (!line) return build("span", "", "\n");
    const [, own, hits] = line;
    const cell = build("span", "", formatCost(report.meta, own) + "\n");
    if (hits) cell.title = formatNumberOf(hits, report.meta.sampled ? "sample" : "hit");
    setHeat(cell, report.meta, report.own[f] ? own / report.own[f] : 0, this.dark, report.shareOf(own));
    return cell;
  }
}
