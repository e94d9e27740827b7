// Puts the views together: which one is shown, the theme, the search, the keys.

import { byId, copyText } from "./dom.js";
import { formatCount } from "./format.js";
import { Report } from "./data.js";
import { Store, VIEWS } from "./state.js";
import { Search } from "./query.js";
import { SummaryView } from "./summary.js";
import { TableView } from "./table.js";
import { GraphView } from "./graph.js";
import { FlameView } from "./flame.js";
import { FunctionDetailView } from "./function.js";
import { hideTip } from "./tip.js";

/** @typedef {import("./state.js").State} State */
/**
 * A view is made when it is first shown, and told of every change while it is. `key` may take a key that
 * nothing else wants; `theme` says that the colours have changed.
 * @typedef {{update(state: State): void, key?(event: KeyboardEvent): boolean, theme?(dark: boolean): void}} View
 */

const makers = {
  summary: SummaryView, graph: GraphView, flame: FlameView, table: TableView, function: FunctionDetailView,
};

/** What is kept from visit to visit, where the browser lets pages keep anything. @param {string} name */
function recall(name) {
  try {
    return localStorage.getItem("prof2dot-" + name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
function keep(name, value) {
  try {
    localStorage.setItem("prof2dot-" + name, value);
  } catch {
    // goes for this page alone, then
  }
}

class Page {
  /** @param {Report} report */
  constructor(report) {
    this.report = report;
    this.store = new Store();
    this.search = new Search(this.report, () => this.tellFound());
    /** @type {Record<string, View>} */
    this.views = {};
    this.input = /** @type {HTMLInputElement} */ (byId("search"));
    this.help = /** @type {HTMLDialogElement} */ (byId("help"));
    this.keys = recall("keys") !== "off";
    byId("tools").hidden = false;
    document.documentElement.classList.add("scripted");
    this.startTheme();
    this.startSearch();
    this.startKeys();
    this.startLinks();
    this.startPrint();
    this.store.listen((state) => this.show(state));
    this.show(this.store.state);
    document.documentElement.dataset.ready = "1";
  }

  get dark() {
    const { theme } = document.documentElement.dataset;
    return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  /** @param {State} state */
  show(state) {
    hideTip();
    if (state.f >= this.report.count) state.f = -1;
    const beside = state.f >= 0 && state.view !== "summary";
    for (const view of VIEWS) {
      byId(view).hidden = view !== state.view && !(view === "function" && beside);
      const link = document.querySelector(`nav a[href="#${view}"]`);
      if (view === state.view) link?.setAttribute("aria-current", "page");
      else link?.removeAttribute("aria-current");
    }
    if (document.body.dataset.view !== state.view) window.scrollTo(0, 0);
    document.body.dataset.view = state.view;
    document.body.classList.toggle("beside", beside && state.view !== "function");
    if (this.input.value !== state.q) this.input.value = state.q;
    this.search.run(state.q);
    this.update();
  }

  update() {
    for (const view of VIEWS) if (!byId(view).hidden) this.viewOf(view).update(this.store.state);
  }

  /** @param {string} name */
  viewOf(name) {
    if (!this.views[name]) {
      const Maker = makers[/** @type {keyof typeof makers} */ (name)];
      this.views[name] = new Maker(this.report, byId(name), this.store, this.search);
      this.views[name].theme?.(this.dark);
    }
    return this.views[name];
  }

  tellFound() {
    const { q, problem, count } = this.search;
    byId("found").textContent = problem || (q.trim() ? `${formatCount(count)} found` : "");
    this.update();
  }

  startTheme() {
    const tell = () => Object.values(this.views).forEach((view) => view.theme?.(this.dark));
    const kept = recall("theme");
    if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
    byId("theme").addEventListener("click", () => {
      const theme = this.dark ? "light" : "dark";
      document.documentElement.dataset.theme = theme;
      keep("theme", theme);
      tell();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  }

  startSearch() {
    this.input.addEventListener("input", () => this.store.set({ q: this.input.value }));
    this.input.addEventListener("keydown", (event) => {
      const down = event.key === "ArrowDown";
      if (event.key === "Escape") {
        this.store.set({ q: "" });
        this.input.blur();
      } else if (down || event.key === "Enter") {
        const { view } = this.store.state;
        if (!down && (view === "summary" || view === "function")) this.store.set({ view: "table" }, true);
        if (this.store.state.view === "table") this.viewOf("table").key?.(new KeyboardEvent("", { key: "ArrowDown" }));
      } else return;
      event.preventDefault();
    });
    byId("link").addEventListener("click", () => copyText(this.store.link, "Link"));
  }

  startLinks() {
    document.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
      if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const [view, f] = (target.getAttribute("href") ?? "").slice(1).split("?f=");
      if (!VIEWS.includes(view)) return;
      event.preventDefault();
      // Links in the pane beside a view change what it shows, not the view.
      if (target.dataset.function) this.store.set({ f: Number(f) }, true);
      else this.store.set(f ? { view, f: Number(f) } : { view }, true);
    });
  }

  startKeys() {
    const box = /** @type {HTMLInputElement} */ (byId("keys"));
    box.checked = this.keys;
    box.addEventListener("change", () => {
      this.keys = box.checked;
      keep("keys", box.checked ? "on" : "off");
    });
    byId("help-button").addEventListener("click", () => this.help.showModal());
    for (const button of document.querySelectorAll("dialog button"))
      button.addEventListener("click", () => button.closest("dialog")?.close());
    addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const { target } = event;
      if (!(target instanceof Element) || target.closest("input, select, textarea, dialog")) return;
      if (target.closest("a, button, summary") && /^(Enter| )$/.test(event.key)) return;
      if (this.take(event, target)) event.preventDefault();
    });
  }

  /** @param {KeyboardEvent} event @param {Element} target */
  take(event, target) {
    const { view, q, f } = this.store.state;
    const other = VIEWS[Number(event.key) - 1];
    const letter = event.key.length === 1 && event.key !== " ";
    if (letter && !this.keys) return false;
    if (other) this.store.set({ view: other }, true);
    else if (event.key === "/") this.input.select();
    else if (event.key === "?") this.help.showModal();
    else if (this.viewOf(target.closest("section")?.id ?? view).key?.(event)) return true;
    else if (event.key === "Escape" && q) this.store.set({ q: "" });
    else if (event.key === "Escape" && f >= 0) this.store.set({ f: -1 }, true);
    else return false;
    return true;
  }

  /** The paper has the summary, the graph and the top of the table, whatever is shown. */
  startPrint() {
    addEventListener("beforeprint", () => this.viewOf("summary").update(this.store.state));
  }
}

// The browser has a breath between reading the data and showing it.
const profile = new Report();
setTimeout(() => new Page(profile));
