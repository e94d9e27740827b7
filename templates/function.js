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
    const list = build("ul", "calls", ...top.map((f) =>
      this.line(f, this.report.shareOf(own[f]), formatCost(meta, own[f]), formatNumberOf(this.report.calls[f], "call"))));
    return [build("p", "", top.length ? "None is selected. These take the most time of their own:" : "There are none."), list];
  }

  /** @param {number} f */
  describe(f) {
    const { report } = this;
    const callers = report.callers(f);
    const callees = report.callees(f);
    const self = build("div", "self", build("span", "name", cut(report.nameOf(f))), formatCost(report.meta, report.total[f]));
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
    where.append(build("small", "", [module && "module " + cut(module), ORIGINS[report.originOf(f)]].filter(Boolean).join(" \u00b7 ")));
    return where;
  }

  /** @param {number} f */
  figures(f) {
    const { report } = this;
    const { meta } = report;
    const calls = report.calls[f];
    const primitive = calls - report.recursive[f];
    const list = build("dl", "figures");
    const add = (/** @type {string} */ name, /** @type {string} */ value, /** @type {string} */ share, /** @type {number} */ per, count = calls) => {
      const each = count > 0 ? formatCost(meta, per / count) + " a call" : "";
      list.append(build("dt", "", name), build("dd", "", build("b", "", value)), build("dd", "", share), build("dd", "", each));
    };
    add("Total", formatCost(meta, report.total[f]), formatShare(report.shareOf(report.total[f])), report.total[f], primitive);
    add("Own", formatCost(meta, report.own[f]), formatShare(report.shareOf(report.own[f])), report.own[f]);
    add("Called", "\u00d7" + formatCalls(calls, report.recursive[f]), "", 0, 0);
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
    const more = buildButton("", () => add());
    const add = () => {
      const from = list.children.length;
      list.append(...edges.slice(from, from + LISTED).map((e) => this.call(f, e, callers)));
      more.hidden = list.children.length === edges.length;
      more.textContent = `More (${formatCount(edges.length - list.children.length)})`;
    };
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
    const item = build("li", report.originOf(f) ? "others" : "", build("span", "share", formatShare(share)), link, build("span", "cost", cost), build("small", "", details));
    setHeat(item, report.meta, share, this.dark, hot);
    return item;
  }

  /** @param {number} f */
  source(f) {
    const [first, text, more] = this.sources[f] ?? [];
    if (typeof text !== "string") return [];
    const lines = text.replace(/\n$/, "").split("\n");
    const numbers = build("pre", "numbers", lines.map((_, i) => first + i).join("\n"));
    numbers.ariaHidden = "true";
    const source = build("div", "source", numbers, build("pre", "", lines.join("\n")));
    source.tabIndex = 0;
    source.setAttribute("role", "region");
    source.ariaLabel = "Source";
    const rest = more ? [build("p", "", formatCount(more), " more lines are not in the report")] : [];
    return [build("h3", "", "Source"), source, ...rest];
  }
}
