// The table: which functions it lists, in which order, and what they come to.

import { build, buildButton, copyText, valueParts } from "./dom.js";
import { formatCost, formatCount, formatNumberOf, formatShare, heat } from "./format.js";
import { ORIGINS } from "./data.js";
import { COLUMNS, FunctionRows, GROUPS, GroupRows, csvOf, markdownOf } from "./rows.js";
import { Grid } from "./grid.js";

/** @typedef {import("./data.js").Report} Report @typedef {import("./state.js").Store} Store @typedef {import("./state.js").State} State */
/** @typedef {import("./query.js").Search} Search @typedef {import("./rows.js").SortKey} SortKey */

/** Texts rise and numbers fall, unless "-" stands before them. @param {string} [text] "own.-name" @returns {SortKey[]} */
function parseSort(text = "") {
  const keys = text.split(".").flatMap((part) => {
    const column = COLUMNS.find(({ key }) => key === part.replace("-", ""));
    return column ? [{ key: column.key, down: !column.text === !part.startsWith("-") }] : [];
  });
  return keys.length ? keys : [{ key: "own", down: true }];
}

/** @param {SortKey[]} keys */
function formatSort(keys) {
  return keys.map(({ key, down }) => (down === !COLUMNS.find((column) => column.key === key)?.text ? "" : "-") + key).join(".");
}

export class TableView {
  /** @param {Report} report @param {HTMLElement} section @param {Store} store @param {Search} search */
  constructor(report, section, store, search) {
    this.report = report;
    this.store = store;
    this.search = search;
    this.functions = new FunctionRows(report);
    /** @type {FunctionRows | GroupRows} */
    this.rows = this.functions;
    this.order = new Uint32Array(0);
    this.dark = false;
    this.selected = -1;
    /** What the rows were made from. @type {unknown[]} */
    this.made = [];
    /** All functions in the order of `sortedBy`. */
    this.all = this.order;
    this.sortedBy = "";
    this.totals = build("p", "totals");
    this.chips = build("div", "chips");
    this.chips.setAttribute("role", "group");
    this.chips.ariaLabel = "Origins";
    this.by = build("select", "", ...GROUPS.map((name) => build("option", "", name)));
    this.by.ariaLabel = "Rows";
    this.by.addEventListener("change", () => this.change("by", this.by.value));
    const copy = (/** @type {string} */ what, /** @type {typeof csvOf} */ write) =>
      buildButton("Copy " + what, () => copyText(write(this.rows, this.order), what), "The rows as they are filtered and sorted, as " + what);
    const root = build("div", "grid");
    section.append(build("div", "controls", this.by, this.chips, this.totals, copy("CSV", csvOf), copy("Markdown", markdownOf)), root);
    this.grid = new Grid(root, "Functions", this);
  }

  /** @param {State} state */
  update({ f, params }) {
    const { by = "", sort = "", o = "" } = params;
    const made = [by, sort, o, this.search.matched];
    const anew = made.some((part, i) => part !== this.made[i]) || !this.made.length;
    const selected = f !== this.selected;
    this.selected = f;
    if (anew) this.make(by, sort, o);
    if (anew || selected) this.grid.show(this.order.length, this.indexOf(f, anew));
    else this.grid.render();
    this.made = made;
  }

  /** The selected function's row, else that which was active. @param {number} f @param {boolean} anew */
  indexOf(f, anew) {
    const index = this.rows === this.functions && f >= 0 ? this.order.indexOf(f) : -1;
    return index >= 0 ? index : anew ? 0 : this.grid.active;
  }

  /** @param {string} by @param {string} sort @param {string} origins */
  make(by, sort, origins) {
    const keys = parseSort(sort);
    const listed = this.listed(keys, origins);
    this.rows = GROUPS.indexOf(by) > 0 ? new GroupRows(this.report, by, listed) : this.functions;
    const known = keys.filter(({ key }) => this.rows.columns.some((column) => column.key === key));
    this.order = this.rows === this.functions ? listed : this.rows.sorted(known.length ? known : parseSort());
    this.by.value = GROUPS.includes(by) ? by : GROUPS[0];
    this.grid.setHeads(this.rows.columns.map((column) => this.buildHead(column, keys)));
    this.grid.root.classList.toggle("grouped", this.rows !== this.functions);
    this.tellTotals(listed);
  }

  /** The functions that search and origins leave, sorted; counts them for the chips. @param {SortKey[]} keys @param {string} origins */
  listed(keys, origins) {
    const sort = formatSort(keys);
    if (sort !== this.sortedBy || !this.all.length) this.all = this.functions.sorted(keys);
    this.sortedBy = sort;
    const { matched } = this.search;
    const counts = ORIGINS.map(() => 0);
    const wanted = origins.split(".");
    const shown = ORIGINS.map((origin) => !origins || wanted.includes(origin));
    const listed = this.all.filter((f) => {
      if (matched && !matched[f]) return false;
      const origin = this.report.originOf(f);
      counts[origin]++;
      return shown[origin];
    });
    this.tellChips(counts, wanted);
    return listed;
  }

  /** @param {number[]} counts @param {string[]} wanted */
  tellChips(counts, wanted) {
    const focused = [...this.chips.children].indexOf(/** @type {Element} */ (document.activeElement));
    const there = new Set(this.report.files.map((file) => file[3]));
    const chips = ORIGINS.flatMap((origin, i) => {
      if (!there.has(i)) return [];
      const toggle = () => this.change("o", ORIGINS.filter((other) => wanted.includes(other) !== (other === origin)).join("."));
      const chip = buildButton(origin + " ", toggle, "Functions of this origin alone, or not");
      chip.append(build("b", "", formatCount(counts[i])));
      chip.ariaPressed = String(wanted.includes(origin));
      return [chip];
    });
    this.chips.replaceChildren(...(chips.length > 1 ? chips : []));
    chips[focused]?.focus();
  }

  /** @param {Uint32Array} listed */
  tellTotals(listed) {
    const { report } = this;
    let own = 0;
    let calls = 0;
    for (const f of listed) {
      own += report.own[f];
      calls += report.calls[f];
    }
    const all = listed.length === report.count ? "" : formatCount(listed.length) + " of ";
    this.totals.textContent = [
      all + formatNumberOf(report.count, "function"), "own " + formatCost(report.meta, own),
      formatShare(report.shareOf(own)), formatNumberOf(calls, "call"),
    ].join(" \u00b7 ");
  }

  /** @param {import("./rows.js").ColumnKind} column @param {SortKey[]} keys */
  buildHead(column, keys) {
    const at = keys.findIndex(({ key }) => key === column.key);
    const grouped = this.rows !== this.functions;
    const title = !grouped || !column.text ? column.title : column.key === "name" ? "Name" : "Functions";
    const none = grouped && column.key === "own" ? "; totals of groups are not known: calls within a group would count twice" : "";
    const button = buildButton(title, () => {}, column.hint + none + ". Shift adds to the order");
    button.addEventListener("click", (event) => this.sort(column, keys, event.shiftKey));
    if (at >= 0) button.append(build("span", "sort", (keys[at].down ? "\u25be" : "\u25b4") + (keys.length > 1 ? at + 1 : "")));
    const head = build("div", column.key + (column.text ? " text" : ""), button);
    head.setAttribute("role", "columnheader");
    if (at === 0) head.ariaSort = keys[at].down ? "descending" : "ascending";
    return head;
  }

  /** @param {import("./rows.js").ColumnKind} column @param {SortKey[]} keys @param {boolean} add */
  sort(column, keys, add) {
    const old = keys.find(({ key }) => key === column.key);
    const next = { key: column.key, down: old && (add || old === keys[0]) ? !old.down : !column.text };
    const others = keys.filter((key) => key !== old);
    this.change("sort", formatSort(!add ? [next] : old ? keys.map((key) => (key === old ? next : key)) : [...others, next]));
    /** @type {HTMLElement | null} */ (this.grid.head.querySelector(`.${column.key} button`))?.focus();
  }

  /** @param {string} key @param {string} value */
  change(key, value) {
    const { [key]: old, ...params } = this.store.state.params;
    void old;
    if (value && value !== GROUPS[0]) params[key] = value;
    this.store.set({ params });
  }

  /** @param {HTMLElement} row @param {number} index */
  fill(row, index) {
    const { rows, report } = this;
    const item = this.order[index];
    while (row.children.length < rows.columns.length) {
      const column = rows.columns[row.children.length];
      const cell = build("div", column.key + (column.text ? " text" : ""));
      cell.setAttribute("role", column.key === "name" ? "rowheader" : "gridcell");
      row.append(cell);
    }
    rows.columns.forEach((column, i) => {
      const cell = /** @type {HTMLElement} */ (row.children[i]);
      const text = rows.textOf(column, item);
      if (column.text || column.key === "calls") cell.title = text.slice(0, 500);
      if (column.text) cell.textContent = text.slice(0, 500);
      else cell.replaceChildren(...(column.key === "calls" ? [text] : valueParts(text)));
      if (!column.share) return;
      const share = report.shareOf(rows.column(column.key)[item]);
      cell.style.setProperty("--share", Math.min(100, share * 100) + "%");
      cell.style.setProperty("--heat", heat(report.meta, share, this.dark)[0]);
    });
    const single = rows === this.functions;
    if (single) row.dataset.function = String(item);
    row.classList.toggle("others", single && report.originOf(item) > 0);
    row.ariaSelected = String(single && item === this.selected);
  }

  /** Selects a function, or lists those of a group. @param {number} index */
  pick(index) {
    const item = this.order[index];
    if (!(this.rows instanceof GroupRows)) {
      this.store.set({ f: item }, true);
      return;
    }
    const { by, ...params } = this.store.state.params;
    void by;
    this.store.set({ q: (this.store.state.q + " " + this.rows.queryOf(item)).trim(), params }, true);
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
