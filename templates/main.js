// Puts the views together: which one is shown, the theme, the search, the keys.

import { Report } from "./data.js";
import { Store, VIEWS } from "./state.js";
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

const makers = { summary: SummaryView, graph: GraphView, flame: FlameView, table: TableView, function: FunctionDetailView };

/** @template {HTMLElement} T @param {string} id @returns {T} */
function byId(id) {
  return /** @type {T} */ (document.getElementById(id));
}

class Page {
  constructor() {
    this.report = new Report();
    this.store = new Store();
    /** @type {Record<string, View>} */
    this.views = {};
    this.search = /** @type {HTMLInputElement} */ (byId("search"));
    this.keys = true;
    byId("tools").hidden = false;
    document.documentElement.classList.add("scripted");
    this.startTheme();
    this.startSearch();
    this.startKeys();
    this.startLinks();
    this.store.listen((state) => this.show(state));
    this.show(this.store.state);
    document.documentElement.dataset.ready = "1";
  }

  get dark() {
    const theme = document.documentElement.dataset.theme;
    return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  /** @param {State} state */
  show(state) {
    hideTip();
    for (const view of VIEWS) {
      byId(view).hidden = view !== state.view && !(view === "function" && state.f >= 0 && state.view !== "summary");
      const link = document.querySelector(`nav a[href="#${view}"]`);
      if (view === state.view) link?.setAttribute("aria-current", "page");
      else link?.removeAttribute("aria-current");
    }
    document.body.dataset.view = state.view;
    if (this.search.value !== state.q) this.search.value = state.q;
    for (const view of VIEWS) if (!byId(view).hidden) this.viewOf(view).update(state);
  }

  /** @param {string} name */
  viewOf(name) {
    if (!this.views[name]) {
      const Maker = makers[/** @type {keyof typeof makers} */ (name)];
      this.views[name] = new Maker(this.report, byId(name), this.store);
      this.views[name].theme?.(this.dark);
    }
    return this.views[name];
  }

  startTheme() {
    const tell = () => Object.values(this.views).forEach((view) => view.theme?.(this.dark));
    let kept;
    try {
      kept = localStorage.getItem("prof2dot-theme");
    } catch {
      kept = null; // no storage in a sandbox
    }
    if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
    byId("theme").addEventListener("click", () => {
      const theme = this.dark ? "light" : "dark";
      document.documentElement.dataset.theme = theme;
      try {
        localStorage.setItem("prof2dot-theme", theme);
      } catch {
        // goes for this page alone, then
      }
      tell();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  }

  startSearch() {
    this.search.addEventListener("input", () => this.store.set({ q: this.search.value }));
  }

  startLinks() {
    document.addEventListener("click", (event) => {
      const target = event.target instanceof Element ? event.target.closest("a[href^='#'], [data-function]") : null;
      const link = target?.getAttribute("href");
      if (link && VIEWS.includes(link.slice(1))) {
        event.preventDefault();
        this.store.set({ view: link.slice(1) }, true);
      }
    });
  }

  startKeys() {
    const help = /** @type {HTMLDialogElement} */ (byId("help"));
    byId("help-button").addEventListener("click", () => help.showModal());
    addEventListener("keydown", (event) => {
      if (!this.keys || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (event.key === "Escape" && event.target === this.search) this.search.blur();
      if (!typing && this.take(event, help)) event.preventDefault();
    });
  }

  /** @param {KeyboardEvent} event @param {HTMLDialogElement} help */
  take(event, help) {
    const view = VIEWS[Number(event.key) - 1];
    if (view) this.store.set({ view }, true);
    else if (event.key === "/") this.search.focus();
    else if (event.key === "?") help.showModal();
    else return this.viewOf(this.store.state.view).key?.(event) ?? false;
    return true;
  }
}

new Page();
