// Puts the views together: which one is shown, the theme, the search, the keys.

import { buildButton, byId, copyText, find, findAll, focused, on, prevent, setContent } from "./core/dom.js";
import { formatCount } from "./core/format.js";
import * as report from "./core/data.js";
import { VIEWS, attempt } from "./core/state.js";
import * as store from "./core/state.js";
import { labelOf } from "./core/facts.js";
import { listHits, nextHit } from "./core/palette.js";
import { found, foundCount, search, startSearch, trouble } from "./core/query.js";
import { keepNumbers, makeSummary } from "./summary/summary.js";
import { makeTable } from "./table/table.js";
import { makeGraph } from "./graph/graph.js";
import { makeFlame } from "./flame/flame.js";
import { makeTree } from "./tree/tree.js";
import { makeFunction } from "./function/function.js";
import { startSides } from "./compare/sides.js";
import { showInput, startInputs } from "./inputs/inputs.js";
import { SIDES, listenToSides, showSide } from "./compare/switch.js";
import { hideTip } from "./core/tip.js";
import { enforce, prepare } from "./filter/force.js";
import { openMenu, startMenu } from "./filter/menu.js";
import { hasSource, openSource } from "./function/open.js";

/** @typedef {import("./core/state.js").State} State */
/**
 * A view is made when it is first shown, and told of every change while it is: of the state, and of what
 * the search has found. `functionAt` says which function something belongs to, or -1; `lacks`
 * whether a function is not in the picture. `key` may take a key that nothing else wants; `theme` says which colours there are.
 * @typedef {{update(state: State, matched: Uint8Array | null): void, key?(event: KeyboardEvent): boolean, lacks?(f: number): boolean,
 *   functionAt?(event: Event): number, theme?(dark: boolean): void}} View
 */

/** @type {Record<string, () => View>} */
const makers = {
  summary: makeSummary,
  graph: makeGraph,
  flame: makeFlame,
  tree: makeTree,
  "table": makeTable, // quoted: the bundle shortens that name
  function: makeFunction,
};
/** @type {Record<string, View>} */
const views = {};
const root = document.documentElement;
const input = /** @type {HTMLInputElement} */ (byId("search"));
const help = /** @type {HTMLDialogElement} */ (byId("help"));
const keys = /** @type {HTMLInputElement} */ (byId("keys"));
const darkness = matchMedia("(prefers-color-scheme: dark)");
/** There is room for the picture beside the words. */
const wide = matchMedia("(min-width: 1200px)");

/** What is kept from visit to visit. @param {string} name */
const recall = (name) => attempt(() => localStorage.getItem("prof2dot-" + name));

/** @param {string} name @param {string} value */
const keep = (name, value) => attempt(() => localStorage.setItem("prof2dot-" + name, value));

function isDark() {
  const { theme } = root.dataset;
  return theme ? theme === "dark" : darkness.matches;
}

/** @param {string} name */
function viewOf(name) {
  if (!views[name]) {
    views[name] = makers[name]();
    views[name].theme?.(isDark());
  }
  return views[name];
}

function show() {
  hideTip();
  if (store.state.f >= report.size) store.state.f = -1;
  const state = store.state;
  const beside = state.f >= 0 && state.view !== "summary";
  for (const view of VIEWS) {
    const isBeside = view === "function" ? beside : view === "graph" && state.view === "summary" && wide.matches;
    byId(view).hidden = view !== state.view && !isBeside;
    const link = /** @type {Element} */ (find(`nav [href="#${view}"]`));
    link.ariaCurrent = view === state.view ? "page" : null;
  }
  const { classList, dataset } = document.body;
  if (COMPARE) showSide(state.side);
  if (INPUTS) showInput();
  if (dataset["view"] !== state.view) scrollTo(0, 0);
  dataset["view"] = state.view;
  classList.toggle("beside", beside && state.view !== "function");
  if (input.value !== state.q) input.value = state.q;
  enforce(state, () => {
    if (!search(store.state.q)) update();
  });
}

/** The function that something on the page belongs to, or -1. @param {Event} event */
function functionAt(event) {
  const target = event.type === "keydown" ? focused() : event.target;
  if (!(target instanceof Element)) return -1;
  const of = views[target.closest("section")?.id ?? ""]?.functionAt?.(event) ?? -1;
  if (of >= 0) return of;
  const row = /** @type {HTMLElement | null} */ (target.closest("[data-function]"));
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a[href*='?f=']"));
  return Number(row?.dataset.function ?? link?.hash.split("?f=")[1] ?? -1);
}

/** Opens the menu of what has the focus, or is selected, or its source. @param {KeyboardEvent} event @param {Element} target */
function openOf(event, target) {
  const at = functionAt(event);
  const f = at < 0 ? store.state.f : at;
  const { left, top } = target.getBoundingClientRect();
  if (event.key === "m") openMenu(f, left + 40, top + 24);
  else if (hasSource(f)) openSource(f);
}

function update() {
  for (const view of VIEWS) if (!byId(view).hidden) viewOf(view).update(store.state, found);
  tellAbsent();
}

function tellFound() {
  const { q } = store.state;
  setContent(byId("found"), trouble ? "Bad query" : q.trim() && formatCount(foundCount) + " found");
  listHits(q);
  update();
}

/** What is selected may not be in a picture. */
function tellAbsent() {
  const { f, view } = store.state;
  const isAbsent = f >= 0 && report.has(f) && Boolean(views[view]?.lacks?.(f));
  const bar = byId("absent");
  bar.hidden = !isAbsent;
  if (!isAbsent) return;
  const callers = buildButton("Show its callers", () => store.set({ view: "function" }, true));
  setContent(bar, labelOf(f) + " is not in this picture. ", callers);
}

function tellTheme() {
  for (const view of Object.values(views)) view.theme?.(isDark());
}

/** @param {KeyboardEvent} event */
function keyInSearch(event) {
  const { key } = event;
  const { view } = store.state;
  if (key === "Escape") {
    store.set({ q: "" });
    input.blur();
  } else if (key === "Enter") {
    const f = nextHit();
    if (f >= 0) store.set({ f, ...(view === "summary" && { view: "function" }) }, true);
  } else if (key === "ArrowDown") {
    find("#hits a")?.focus();
  } else return;
  prevent(event);
}

/** Arrow keys go through what is found. @param {KeyboardEvent} event */
function moveInHits(event) {
  const links = findAll("#hits a");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") input.select();
  else if (step) (links[links.indexOf(/** @type {HTMLElement} */ (event.target)) + step] ?? input).focus();
  else return;
  prevent(event);
  event.stopPropagation();
}

/** @param {MouseEvent} event */
function followLink(event) {
  const target = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
  if (!(target instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const [view, f] = target.hash.slice(1).split("?f=");
  if (!VIEWS.includes(view)) return;
  prevent(event);
  // Links in the pane beside a view change what it shows, not the view.
  store.set({ ...((!target.dataset.function || store.state.view === "summary") && { view }), ...(f && { f: Number(f) }) }, true);
}

/** @param {KeyboardEvent} event */
function takeKey(event) {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(target instanceof Element) || target.closest("input, select, textarea, dialog")) return;
  if (/^(Enter| )$/.test(key) && target.closest("a, button")) return;
  if (/^[^ ]$/.test(key) && !keys.checked) return;
  if (act(event, target)) prevent(event);
}

/** @param {KeyboardEvent} event @param {Element} target */
function act(event, target) {
  const { key } = event;
  const { view, q, f } = store.state;
  const other = VIEWS[Number(key) - 1];
  if (other) store.set({ view: other }, true);
  else if (key === "/") input.select();
  else if (key === "?") help.showModal();
  else if (/^[mo]$/.test(key)) openOf(event, target);
  else if (COMPARE && key in SIDES) store.set({ side: SIDES[/** @type {keyof typeof SIDES} */ (key)] }, true);
  else if (viewOf(target.closest("section")?.id ?? view).key?.(event)) return true;
  else if (key === "Escape" && (q || f >= 0)) store.set(q ? { q: "" } : { f: -1 }, !q);
  else return false;
  return true;
}

function listen() {
  if (COMPARE) listenToSides();
  on(input, "input", () => store.set({ q: input.value }));
  on(input, "keydown", keyInSearch);
  on(byId("hits"), "keydown", moveInHits);
  on(byId("link"), "click", () => copyText(store.link(), "Link"));
  on(byId("theme"), "click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    keep("theme", root.dataset.theme);
    tellTheme();
  });
  on(darkness, "change", tellTheme);
  on(wide, "change", show);
  keys.checked = recall("keys") !== "off";
  on(keys, "change", () => keep("keys", keys.checked ? "on" : "off"));
  on(byId("help-button"), "click", () => help.showModal());
  for (const button of findAll("dialog button"))
    on(button, "click", () => button.closest("dialog")?.close());
  on(window, "click", followLink);
  startMenu(functionAt);
  on(window, "keydown", takeKey);
  // The paper has the summary, the graph and the top of the table, whatever is shown.
  on(window, "beforeprint", () => viewOf("summary").update(store.state, found));
}

function start() {
  const theme = recall("theme");
  if (theme) root.dataset.theme = theme;
  byId("tools").hidden = false;
  for (const words of findAll("h1+p,#summary")) keepNumbers(words);
  root.classList.add("scripted");
  if (report.meta.unit !== "s") root.classList.add("units");
  listen();
  if (COMPARE) startSides();
  if (INPUTS) startInputs();
  startSearch(tellFound);
  store.follow(show);
  show();
  root.dataset.ready = "1";
  setTimeout(prepare);
}

// The browser has a breath between reading the data and showing it.
setTimeout(start);
