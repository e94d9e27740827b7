// The table: which functions it lists, in which order, and what they come to.

import { max } from "../core/math.js";
import { build, buildBox, buildButton, byId, copyText, on, setContent, setHeat, toggleClass } from "../core/dom.js";
import { formatCost, formatCount, formatNumberOf, formatShare } from "../core/format.js";
import { KINDS, ORIGINS } from "../core/data.js";
import * as report from "../core/data.js";
import * as store from "../core/state.js";
import {
  COLUMNS, GROUPS, csvOf, firstSign, formatSort, functionRows, groupRows, isShown, parseSort, sortRows, textOfCell,
} from "./rows.js";
import { isReal, ownOf } from "../compare/sides.js";
import { changeWords, isChange, pairOf } from "../compare/words.js";
import { makeGrid, moveInGrid, showRows } from "./grid.js";

/** @typedef {import("../core/state.js").State} State @typedef {import("./rows.js").SortKey} SortKey @typedef {import("./rows.js").Column} Column */

/** Which mark tells whether noise does not explain a column. @type {Record<string, number>} */
const REAL = { down: 1, dtotal: 2, dcalls: 4 };

let functions = functionRows();
let rows = functions;
let columns = COLUMNS;
let keys = parseSort("");
/** All functions as they are sorted, and those of them, or groups, that are listed. */
let all = /** @type {Uint32Array} */ (new Uint32Array());
let order = all;
let sorted = "";
/** What the rows were made from. @type {unknown[]} */
let made = [];
const totals = build("p", "totals");
const by = build("select", "", ...GROUPS.map((name, i) => new Option(name, i ? name : "")));
const chips = ORIGINS.map((origin) => buildButton("", () => toggle(origin)));
const heads = COLUMNS.map(buildHead);
const root = buildBox("grid");
const grid = makeGrid(root, { fill, pick }, "grid", "Functions");

/** @returns {import("../main.js").View} */
export function makeTable() {
  by.ariaLabel = "Rows";
  on(by, "change", () => {
    by.blur();
    store.setParams({ by: by.value });
  });
  grid.head.append(...heads);
  const copy = buildButton("Copy CSV", () => copyText(csvOf(rows, columns, order), "CSV"));
  byId("table").append(buildBox("controls", by, buildBox("chips", ...chips), copy, totals), root);
  return { update, key: (event) => moveInGrid(grid, event) };
}

/** @param {State} state @param {Uint8Array | null} matched */
function update({ f, params }, matched) {
  const before = made;
  made = [params.by, params.sort, params.o, matched, report.edition];
  if (before.at(-1) !== report.edition) {
    functions = functionRows();
    sorted = "";
  }
  const isNew = !before.length || made.some((part, i) => part !== before[i]);
  if (isNew) make(params, matched);
  const index = rows === functions && f >= 0 ? order.indexOf(f) : -1;
  showRows(grid, order.length, index >= 0 ? index : isNew ? 0 : grid.active);
}

/** @param {Record<string, string>} params @param {Uint8Array | null} matched */
function make(params, matched) {
  const isGrouped = GROUPS.indexOf(params.by) > 0;
  keys = parseSort(params.sort ?? (COMPARE && isChange() ? "down" : ""));
  by.value = isGrouped ? params.by : "";
  columns = COLUMNS.filter(({ key }) => !isGrouped || !key.startsWith("total"));
  if (COMPARE) columns = columns.filter((column) => isShown(column, isGrouped));
  const listed = list(params.o ?? "", matched);
  rows = functions;
  order = listed;
  if (isGrouped) {
    rows = groupRows(params.by, listed);
    order = sortRows(rows, keys);
  }
  heads.forEach((head, i) => tellHead(head, COLUMNS[i]));
  tellTotals(listed);
}

/** The functions that search and origins leave, sorted. @param {string} origins @param {Uint8Array | null} matched */
function list(origins, matched) {
  const before = sorted;
  sorted = formatSort(keys);
  if (sorted !== before) all = sortRows(functions, keys, (f) => report.has(f));
  const pressed = ORIGINS.map((origin) => origins.split(".").includes(origin));
  const counts = ORIGINS.map(() => 0);
  const listed = new Uint32Array(all.length);
  let count = 0;
  for (const f of all) {
    if (matched && !matched[f]) continue;
    const origin = report.originOf(f);
    counts[origin]++;
    if (!origins || pressed[origin]) listed[count++] = f;
  }
  chips.forEach((chip, i) => {
    chip.hidden = !report.files.some((file) => file[3] === i);
    setContent(chip, KINDS[i] + " " + formatCount(counts[i]));
    chip.ariaPressed = `${pressed[i]}`;
  });
  return listed.subarray(0, count);
}

/** @param {string} origin */
function toggle(origin) {
  const { o = "" } = store.state.params;
  store.setParams({ o: ORIGINS.filter((other) => o.split(".").includes(other) !== (other === origin)).join(".") });
}

/** @param {Uint32Array} listed */
function tellTotals(listed) {
  let time = 0;
  let [times, most, again] = [0, 0, 0];
  for (const f of listed) {
    const count = report.callCount[f];
    const inner = report.recursions[f];
    time += COMPARE && isChange() ? pairOf(ownOf, f)[1] - pairOf(ownOf, f)[0] : report.ownCost[f];
    times += count;
    most = max(most, count);
    if (inner) again = max(again, count - inner);
  }
  // No count is cut.
  const widest = formatCount(rows === functions ? most : times).length + (again && formatCount(again).length + 1);
  root.style.setProperty("--calls", widest + 2 + "ch");
  const size = INPUTS ? report.known : report.size;
  const some = listed.length === size ? "" : formatCount(listed.length) + " of ";
  const words = [some + formatNumberOf(size, "function")];
  if (COMPARE && isChange()) words.push("Δ own " + changeWords([0, time]));
  else words.push("own " + formatCost(time), formatShare(report.shareOf(time)));
  if (!report.isSampled && !(COMPARE && isChange())) words.push(formatNumberOf(times, "call"));
  setContent(totals, words.join(" · "));
}

/** @param {Column} column */
function buildHead(column) {
  const head = buildBox(column.key, buildButton("", ({ shiftKey }) => sort(column, shiftKey), column.hint + ". Shift: also by this"));
  head.role = "columnheader";
  return head;
}

/** @param {HTMLElement} head @param {Column} column */
function tellHead(head, column) {
  const at = keys.findIndex((key) => key.column === column);
  const isRising = keys[at]?.sign > 0;
  const title = column.key === "place" && rows.queryOf ? "Functions" : column.title;
  const mark = at < 0 ? "" : (isRising ? " ▴" : " ▾") + (keys.length > 1 ? at + 1 : "");
  head.hidden = !columns.includes(column);
  head.ariaSort = at ? null : isRising ? "ascending" : "descending";
  setContent(head.firstElementChild, title + mark);
}

/** @param {Column} column @param {boolean} add */
function sort(column, add) {
  const old = keys.find((key) => key.column === column);
  const turned = { column, sign: old && (add || old === keys[0]) ? -old.sign : firstSign(column) };
  const next = !add ? [turned] : old ? keys.map((key) => (key === old ? turned : key)) : [...keys, turned];
  store.setParams({ sort: formatSort(next) });
}

/** @param {HTMLElement} row @param {number} index */
function fill(row, index) {
  const item = order[index];
  row.append(...columns.map((column) => {
    const { key, kind, valueOf } = column;
    const text = textOfCell(rows, column, item).slice(0, 500);
    const cell = buildBox(key, text);
    cell.role = key === "name" ? "rowheader" : "gridcell";
    // Units have a column of their own, so that numbers of all sizes stand right-aligned.
    const unit = text.lastIndexOf("\u202f");
    if (kind === "cost") setContent(cell, text.slice(0, unit), build("i", "", text.slice(unit)));
    if (kind === "text" || kind === "count") cell.title = text;
    // Of a path as much as tells where to look.
    if (key === "place") setContent(cell, text.replace(/^.*[/\\](?=.*[/\\])/s, ""));
    if (COMPARE && key in REAL && rows === functions && !isReal(item, REAL[key])) cell.classList.add("same");
    if (kind === "share") setHeat(cell, report.shareOf(Number(valueOf(rows, item))));
    return cell;
  }));
  if (rows !== functions) return;
  row.dataset.function = `${item}`;
  row.ariaSelected = `${item === store.state.f}`;
  toggleClass(row, "others", report.originOf(item) > 0);
}

/** Selects a function, or lists those of a group. @param {number} index */
function pick(index) {
  const item = order[index];
  const { queryOf } = rows;
  store.set(queryOf ? { q: (store.state.q + " " + queryOf(item)).trim() } : { f: item }, true);
  if (queryOf) store.setParams({ by: "" });
}
