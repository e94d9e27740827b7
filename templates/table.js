// The table: which functions it lists, in which order, and what they come to.

import { build, buildButton, copyText, setHeat } from "./dom.js";
import { formatCost, formatCount, formatNumberOf, formatShare } from "./format.js";
import { ORIGINS } from "./data.js";
import {
  COLUMNS, GROUPS, csvOf, formatSort, functionRows, groupRows, markdownOf, parseSort, sortRows, textOfCell,
} from "./rows.js";
import { Grid } from "./grid.js";

/** @typedef {import("./data.js").Report} Report @typedef {import("./state.js").Store} Store @typedef {import("./state.js").State} State */
/** @typedef {import("./query.js").Search} Search @typedef {import("./rows.js").SortKey} SortKey @typedef {import("./rows.js").Column} Column */

export class TableView {
  /** @param {Report} report @param {HTMLElement} section @param {Store} store @param {Search} search */
  constructor(report, section, store, search) {
    this.report = report;
    this.store = store;
    this.search = search;
    /** @type {import("./rows.js").Rows & {queryOf?(row: number): string}} */
    this.rows = this.functions = functionRows(report);
    this.columns = COLUMNS;
    /** All functions as they are sorted, and those of them, or groups, that are listed. */
    this.order = this.all = new Uint32Array();
    this.sortedBy = "";
    this.dark = false;
    this.selected = -1;
    /** What the rows were made from. @type {unknown[]} */
    this.made = [];
    this.totals = build("p", "totals");
    this.chips = build("div", "chips");
    this.by = build("select", "", ...GROUPS.map((name) => build("option", "", name)));
    this.by.ariaLabel = "Rows";
    this.by.addEventListener("change", () => this.change({ by: this.by.value }));
    const copy = (/** @type {string} */ what, /** @type {typeof csvOf} */ write) =>
      buildButton("Copy " + what, () => copyText(write(report, this.rows, this.columns, this.order), what));
    const root = build("div", "grid");
    const copies = [copy("CSV", csvOf), copy("Markdown", markdownOf)];
    section.append(build("div", "controls", this.by, this.chips, this.totals, ...copies), root);
    this.grid = new Grid(root, "Functions", this);
  }

  /** @param {State} state */
  update({ f, params }) {
    const made = [params.by, params.sort, params.o, this.search.matched];
    const anew = made.some((part, i) => part !== this.made[i]) || !this.made.length;
    const moved = f !== this.selected;
    this.selected = f;
    this.made = made;
    if (anew) this.make(params);
    if (!anew && !moved) return this.grid.render();
    const index = this.rows === this.functions && f >= 0 ? this.order.indexOf(f) : -1;
    this.grid.show(this.order.length, index >= 0 ? index : anew ? 0 : this.grid.active);
  }

  /** @param {Record<string, string>} params */
  make({ by = "", sort = "", o = "" }) {
    let keys = parseSort(sort);
    const listed = this.list(keys, o.split("."));
    const grouped = GROUPS.indexOf(by) > 0;
    this.by.value = grouped ? by : GROUPS[0];
    this.rows = this.functions;
    this.order = listed;
    this.columns = COLUMNS.filter(({ key }) => !grouped || !key.startsWith("total"));
    if (grouped) {
      this.rows = groupRows(this.report, by, listed);
      keys = keys.filter(({ column }) => this.columns.includes(column));
      this.order = sortRows(this.rows, keys.length ? keys : parseSort(""));
    }
    this.grid.root.classList.toggle("grouped", grouped);
    this.grid.setHeads(this.columns.map((column) => this.buildHead(column, keys, grouped)));
    this.tellTotals(listed);
  }

  /** The functions that search and origins leave, sorted. @param {SortKey[]} keys @param {string[]} origins */
  list(keys, origins) {
    const sort = formatSort(keys);
    if (sort !== this.sortedBy) this.all = sortRows(this.functions, keys);
    this.sortedBy = sort;
    const { matched } = this.search;
    const counts = ORIGINS.map(() => 0);
    const shown = ORIGINS.map((origin) => !origins[0] || origins.includes(origin));
    const listed = this.all.filter((f) => {
      if (matched && !matched[f]) return false;
      const origin = this.report.originOf(f);
      counts[origin]++;
      return shown[origin];
    });
    this.tellChips(counts, origins);
    return listed;
  }

  /** Buttons for the origins there are, with what the search finds of each. @param {number[]} counts @param {string[]} pressed */
  tellChips(counts, pressed) {
    const focused = [...this.chips.children].indexOf(/** @type {Element} */ (document.activeElement));
    const there = new Set(this.report.files.map((file) => ORIGINS[file[3]]));
    this.chips.replaceChildren(...ORIGINS.filter((origin) => there.has(origin)).map((origin) => {
      const next = ORIGINS.filter((other) => pressed.includes(other) !== (other === origin));
      const count = formatCount(counts[ORIGINS.indexOf(origin)]);
      const chip = buildButton(origin + " " + count, () => this.change({ o: next.join(".") }));
      chip.ariaPressed = String(pressed.includes(origin));
      return chip;
    }));
    /** @type {HTMLElement | undefined} */ (this.chips.children[focused])?.focus();
  }

  /** @param {Uint32Array} listed */
  tellTotals(listed) {
    const { meta, count, own, calls, shareOf } = this.report;
    let time = 0;
    let times = 0;
    for (const f of listed) {
      time += own[f];
      times += calls[f];
    }
    const some = listed.length === count ? "" : formatCount(listed.length) + " of ";
    this.totals.textContent = [some + formatNumberOf(count, "function"), "own " + formatCost(meta, time),
      formatShare(shareOf.call(this.report, time)), formatNumberOf(times, "call")].join(" \u00b7 ");
  }

  /** @param {Column} column @param {SortKey[]} keys @param {boolean} grouped */
  buildHead(column, keys, grouped) {
    const at = keys.findIndex((key) => key.column === column);
    const mark = at < 0 ? "" : " " + (keys[at].sign > 0 ? "\u25b4" : "\u25be") + (keys.length > 1 ? at + 1 : "");
    const title = grouped && column.key === "place" ? "Functions" : column.title;
    const none = grouped && column.key === "own" ? ". A group has no total: calls within it would count twice" : "";
    const sort = (/** @type {MouseEvent} */ event) => this.sort(column, keys, event.shiftKey);
    const button = buildButton(title + mark, sort, column.hint + none + ". Shift: also by this");
    const head = build("div", column.key, button);
    head.setAttribute("role", "columnheader");
    if (!at) head.ariaSort = keys[0].sign > 0 ? "ascending" : "descending";
    return head;
  }

  /** @param {Column} column @param {SortKey[]} keys @param {boolean} add */
  sort(column, keys, add) {
    const old = keys.find((key) => key.column === column);
    const turned = { column, sign: old && (add || old === keys[0]) ? -old.sign : column.value ? -1 : 1 };
    const next = !add ? [turned] : old ? keys.map((key) => (key === old ? turned : key)) : [...keys, turned];
    this.change({ sort: formatSort(next) });
    /** @type {HTMLElement | null} */ (this.grid.head.querySelector(`.${column.key} button`))?.focus();
  }

  /** @param {Record<string, string>} part @param {string} [q] */
  change(part, q = this.store.state.q) {
    const { state } = this.store;
    const params = Object.entries({ ...state.params, ...part }).filter(([, value]) => value && value !== GROUPS[0]);
    this.store.set({ q, params: Object.fromEntries(params) }, q !== state.q);
  }

  /** @param {HTMLElement} row @param {number} index */
  fill(row, index) {
    const { rows, report, columns } = this;
    const item = this.order[index];
    if (!row.firstChild) row.append(...columns.map(({ key }) => {
      const cell = build("div", key, "", build("i", "unit"));
      cell.setAttribute("role", key === "name" ? "rowheader" : "gridcell");
      return cell;
    }));
    columns.forEach((column, i) => {
      const cell = /** @type {HTMLElement} */ (row.childNodes[i]);
      const text = textOfCell(report, rows, column, item).slice(0, 500);
      const plain = !column.value || column.key === "calls";
      // Units have a column of their own, so that numbers of all sizes stand right-aligned.
      const unit = plain ? text.length : text.lastIndexOf("\u202f");
      // Of a path as much as tells where to look.
      const end = column.key === "place" ? /[^/\\]*[/\\]?[^/\\]*$/.exec(text)?.[0] : undefined;
      /** @type {Node} */ (cell.firstChild).nodeValue = end ?? text.slice(0, unit);
      /** @type {Node} */ (cell.lastChild).textContent = text.slice(unit);
      if (plain) cell.title = text;
      if (column.share && column.value) setHeat(cell, report.meta, report.shareOf(column.value(rows, item)), this.dark);
    });
    const single = rows === this.functions;
    if (single) row.dataset.function = String(item);
    row.classList.toggle("others", single && report.originOf(item) > 0);
    row.ariaSelected = String(single && item === this.selected);
  }

  /** Selects a function, or lists those of a group. @param {number} index */
  pick(index) {
    const item = this.order[index];
    const { queryOf } = this.rows;
    if (queryOf) this.change({ by: "" }, (this.store.state.q + " " + queryOf(item)).trim());
    else this.store.set({ f: item }, true);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    return this.grid.key(event);
  }

  /** @param {boolean} dark */
  theme(dark) {
    this.dark = dark;
    this.grid.refresh();
  }
}
