// The table: which functions it lists, in which order, and what they come to.

import { build, buildButton, byId, copyText, setHeat } from "./dom.js";
import { formatCost, formatCount, formatNumberOf, formatShare } from "./format.js";
import { ORIGINS, report } from "./data.js";
import { store } from "./state.js";
import {
  COLUMNS, GROUPS, csvOf, firstSign, formatSort, functionRows, groupRows, markdownOf, parseSort, sortRows, textOfCell,
} from "./rows.js";
import { Grid } from "./grid.js";

/** @typedef {import("./state.js").State} State @typedef {import("./rows.js").SortKey} SortKey @typedef {import("./rows.js").Column} Column */

export class TableView {
  constructor() {
    this.rows = this.functions = functionRows();
    this.columns = COLUMNS;
    this.keys = parseSort("");
    /** All functions as they are sorted, and those of them, or groups, that are listed. */
    this.order = this.all = new Uint32Array();
    this.sorted = "";
    /** What the rows were made from. @type {unknown[]} */
    this.made = [];
    this.totals = build("p", "totals");
    this.by = build("select", "", ...GROUPS.map((name, i) => new Option(name, i ? name : "")));
    this.by.ariaLabel = "Rows";
    this.by.title = "Groups have no total: calls within them would count twice";
    this.by.addEventListener("change", () => store.setParams({ by: this.by.value }));
    this.chips = ORIGINS.map((origin) => buildButton("", () => this.toggle(origin)));
    this.heads = COLUMNS.map((column) => this.buildHead(column));
    const copy = (/** @type {string} */ what, /** @type {typeof csvOf} */ write) =>
      buildButton("Copy " + what, () => copyText(write(this.rows, this.columns, this.order), what));
    const root = build("div", "grid");
    const copies = [copy("CSV", csvOf), copy("Markdown", markdownOf)];
    byId("table").append(build("div", "controls", this.by, build("div", "chips", ...this.chips), this.totals, ...copies), root);
    this.grid = new Grid(root, this);
    this.grid.head.append(...this.heads);
  }

  /** @param {State} state @param {Uint8Array | null} matched */
  update({ f, params }, matched) {
    const made = [params.by, params.sort, params.o, matched];
    const isNew = !this.made.length || made.some((part, i) => part !== this.made[i]);
    this.made = made;
    if (isNew) this.make(params, matched);
    const index = this.rows === this.functions && f >= 0 ? this.order.indexOf(f) : -1;
    this.grid.show(this.order.length, index >= 0 ? index : isNew ? 0 : this.grid.active);
  }

  /** @param {Record<string, string>} params @param {Uint8Array | null} matched */
  make({ by = "", sort = "", o = "" }, matched) {
    const isGrouped = GROUPS.indexOf(by) > 0;
    this.keys = parseSort(sort);
    this.by.value = isGrouped ? by : "";
    this.columns = COLUMNS.filter(({ key }) => !isGrouped || !key.startsWith("total"));
    const listed = this.list(o, matched);
    this.rows = this.functions;
    this.order = listed;
    if (isGrouped) {
      this.rows = groupRows(by, listed);
      this.order = sortRows(this.rows, this.keys);
    }
    this.heads.forEach((head, i) => this.tellHead(head, COLUMNS[i]));
    this.tellTotals(listed);
  }

  /** The functions that search and origins leave, sorted. @param {string} origins @param {Uint8Array | null} matched */
  list(origins, matched) {
    const sort = formatSort(this.keys);
    if (sort !== this.sorted) this.all = sortRows(this.functions, this.keys);
    this.sorted = sort;
    const pressed = ORIGINS.map((origin) => origins.split(".").includes(origin));
    const counts = ORIGINS.map(() => 0);
    const listed = this.all.filter((f) => {
      if (matched && !matched[f]) return false;
      const origin = report.originOf(f);
      counts[origin]++;
      return !origins || pressed[origin];
    });
    this.chips.forEach((chip, i) => {
      chip.hidden = !report.files.some((file) => file[3] === i);
      chip.textContent = ORIGINS[i] + " " + formatCount(counts[i]);
      chip.ariaPressed = String(pressed[i]);
    });
    return listed;
  }

  /** @param {string} origin */
  toggle(origin) {
    const { o = "" } = store.state.params;
    store.setParams({ o: ORIGINS.filter((other) => o.split(".").includes(other) !== (other === origin)).join(".") });
  }

  /** @param {Uint32Array} listed */
  tellTotals(listed) {
    const { meta, count, own, calls } = report;
    let time = 0;
    let times = 0;
    for (const f of listed) {
      time += own[f];
      times += calls[f];
    }
    const some = listed.length === count ? "" : formatCount(listed.length) + " of ";
    this.totals.textContent = [some + formatNumberOf(count, "function"), "own " + formatCost(meta, time),
      formatShare(report.shareOf(time)), formatNumberOf(times, "call")].join(" · ");
  }

  /** @param {Column} column */
  buildHead(column) {
    const sort = (/** @type {MouseEvent} */ event) => this.sort(column, event.shiftKey);
    const head = build("div", column.key, buildButton("", sort, column.hint + ". Shift: also by this"));
    head.role = "columnheader";
    return head;
  }

  /** @param {HTMLElement} head @param {Column} column */
  tellHead(head, column) {
    const { keys } = this;
    const at = keys.findIndex((key) => key.column === column);
    const isRising = keys[at]?.sign > 0;
    const title = column.key === "place" && this.rows.queryOf ? "Functions" : column.title;
    const mark = at < 0 ? "" : (isRising ? " ▴" : " ▾") + (keys.length > 1 ? at + 1 : "");
    head.hidden = !this.columns.includes(column);
    head.ariaSort = at ? null : isRising ? "ascending" : "descending";
    /** @type {Element} */ (head.firstChild).textContent = title + mark;
  }

  /** @param {Column} column @param {boolean} add */
  sort(column, add) {
    const { keys } = this;
    const old = keys.find((key) => key.column === column);
    const turned = { column, sign: old && (add || old === keys[0]) ? -old.sign : firstSign(column) };
    const next = !add ? [turned] : old ? keys.map((key) => (key === old ? turned : key)) : [...keys, turned];
    store.setParams({ sort: formatSort(next) });
  }

  /** @param {HTMLElement} row @param {number} index */
  fill(row, index) {
    const { rows } = this;
    const item = this.order[index];
    row.append(...this.columns.map((column) => {
      const { key, kind, valueOf } = column;
      const text = textOfCell(rows, column, item).slice(0, 500);
      const isPlain = kind === "text" || kind === "count";
      // Units have a column of their own, so that numbers of all sizes stand right-aligned.
      const unit = isPlain ? text.length : text.lastIndexOf("\u202f");
      const cell = build("div", key, text.slice(0, unit), build("i", "", text.slice(unit)));
      cell.role = key === "name" ? "rowheader" : "gridcell";
      if (isPlain) cell.title = text;
      // Of a path as much as tells where to look.
      if (key === "place") cell.textContent = text.replace(/^.*[/\\](?=.*[/\\])/s, "");
      if (kind === "share") setHeat(cell, report.shareOf(Number(valueOf(rows, item))));
      return cell;
    }));
    if (rows !== this.functions) return;
    row.dataset.function = String(item);
    row.ariaSelected = String(item === store.state.f);
    row.classList.toggle("others", report.originOf(item) > 0);
  }

  /** Selects a function, or lists those of a group. @param {number} index */
  pick(index) {
    const item = this.order[index];
    const { queryOf } = this.rows;
    store.set(queryOf ? { q: (store.state.q + " " + queryOf(item)).trim() } : { f: item }, true);
    if (queryOf) store.setParams({ by: "" });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    return this.grid.key(event);
  }
}
