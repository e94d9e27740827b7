// The table's rows, functions or groups of them: their columns, their order, and as text to copy.

import { abs, floor, makeInts, makeNumbers, max, round } from "../core/math.js";
import { formatCalls, formatCost, formatCount, formatNumberOf, formatShare } from "../core/format.js";
import { ORIGINS } from "../core/data.js";
import * as report from "../core/data.js";
import { callsOf, ownOf, reasonOf, tables as both, totalOf } from "../compare/sides.js";
import { isChange, signed } from "../compare/words.js";

/**
 * What the table lists: columns of numbers, names and places.
 * @typedef {{calls: ArrayLike<number>, recursive: ArrayLike<number>, own: ArrayLike<number>, total: ArrayLike<number>,
 *   nameAt(row: number): string, placeAt(row: number): string, placeKey(row: number): number,
 *   queryOf?(row: number): string, tables?: Costs[]}} Rows queryOf: a search for the functions of a group; tables: what changed,
 *   before and after
 */
/**
 * @typedef {{key: string, title: string, hint: string, kind: string, valueOf(rows: Rows, row: number): number | string}} Column
 * kind: "text", "count", "cost" or "share"; valueOf: what it is sorted by
 */
/** @typedef {{column: Column, sign: number}} SortKey sign 1: rising */

/** @typedef {{calls: ArrayLike<number>, own: ArrayLike<number>, total: ArrayLike<number>}} Costs */

/** Columns of what changed, beside those of the profile after. */
const CHANGED = /^(name|d?(calls|own|total)|why|place)$/;
const DELTA = /^d/;

/** @typedef {[key: string, kind: string, title: string, hint: string, valueOf: Column["valueOf"]]} ColumnFacts */

/** @returns {ColumnFacts[]} */
const changeColumns = () => [
  ...[callsOf, ownOf, totalOf].map((of, i) => /** @type {ColumnFacts} */ ([
    "d" + ["calls", "own", "total"][i], i ? "cost" : "count", "Δ " + ["calls", "own", "total"][i], "Δ " + ["calls", "own", "total"][i],
    ({ tables }, row) => (tables ? of(tables[1])[row] - of(tables[0])[row] : 0),
  ])),
  ["why", "text", "Why", "Why", ({ queryOf }, row) => (queryOf ? "" : reasonOf(row))],
];

/** @type {ColumnFacts[]} */
const TABLE = [
  ["name", "text", "Name", "Name", (rows, row) => rows.nameAt(row)],
  ["calls", "count", "Calls", "ncalls: all calls", ({ calls }, row) => calls[row]],
  ["own", "cost", "Own", "tottime: in the function itself", ({ own }, row) => own[row]],
  ["each", "cost", "per call", "percall: own by calls", ({ own, calls }, row) => own[row] / (calls[row] || 1)],
  ["share", "share", "%", "Own by all time", ({ own }, row) => own[row]],
  ["total", "cost", "Total", "cumtime: with all it calls", ({ total }, row) => total[row]],
  ["totaleach", "cost", "per call", "percall: total by calls without recursion",
    ({ total, calls, recursive }, row) => total[row] / (calls[row] - recursive[row] || 1)],
  ["totalshare", "share", "%", "Total by all time", ({ total }, row) => total[row]],
  ...(COMPARE ? changeColumns() : []),
  ["place", "text", "File", "File and line", (rows, row) => rows.placeKey(row)],
];

/** @type {Column[]} */
export const COLUMNS = TABLE.map(([key, kind, title, hint, valueOf]) => ({ key, kind, title, hint, valueOf }))
  .filter(({ key }) => !report.isSampled || !/^calls|each$/.test(key)); // samples are no calls

/** Whether a column is to be seen: what changed has others than a profile. @param {Column} column @param {boolean} isGrouped */
export const isShown = ({ key }, isGrouped) =>
  (isChange() ? CHANGED.test(key) : !DELTA.test(key) && key !== "why") && !(isGrouped && /^(dtotal|why)/.test(key));

export const GROUPS = ["functions", "files", "modules", "packages", "origins"];

/** The way that a column is sorted first: numbers fall. @param {Column} column */
export const firstSign = ({ kind }) => kind === "text" ? 1 : -1;

/** "own.-name": "-" turns a column's order. @param {string} text @returns {SortKey[]} */
export function parseSort(text) {
  const keys = text.split(".").flatMap((part) => {
    const column = COLUMNS.find(({ key }) => key === part.replace("-", ""));
    return column ? [{ column, sign: firstSign(column) * (part[0] === "-" ? -1 : 1) }] : [];
  });
  return keys.length ? keys : parseSort("own");
}

/** @param {SortKey[]} keys */
export const formatSort = (keys) => keys.map(({ column, sign }) => (sign === firstSign(column) ? "" : "-") + column.key).join(".");

/** Sorts by one column of whole numbers: each is made one number with its row, as numbers alone are sorted fast.
 * @param {Float64Array} values @param {Uint32Array} order rising @param {number} sign */
function sortFast(values, order, sign) {
  const room = 2 ** Math.ceil(Math.log2(values.length + 1));
  const packed = makeNumbers(order.length);
  for (let i = 0; i < order.length; i++) packed[i] = sign * round(values[order[i]]) * room + order[i];
  packed.sort();
  for (let i = 0; i < order.length; i++) order[i] = packed[i] - floor(packed[i] / room) * room;
  return order;
}

/** @param {Rows} rows @param {SortKey[]} keys @param {(row: number) => boolean} [wants] */
export function sortRows(rows, keys, wants = () => true) {
  const every = makeInts(rows.calls.length);
  let count = 0;
  for (let row = 0; row < every.length; row++) if (wants(row)) every[count++] = row;
  const order = every.subarray(0, count);
  const [{ column: { key }, sign }] = keys;
  const costs = { "calls": rows.calls, "own": rows.own, share: rows.own, "total": rows.total, totalshare: rows.total }[key];
  if (keys.length === 1 && costs instanceof Float64Array) {
    if (costs.reduce((a, b) => max(a, b), 0) * costs.length < 2 ** 51) return sortFast(costs, order, sign);
  }
  // Made before, as a row is compared many times.
  const columns = keys.map(({ column }) => Array.from(every, (_, row) => {
    const value = wants(row) ? column.valueOf(rows, row) : 0;
    return COMPARE && DELTA.test(column.key) ? abs(Number(value)) : value;
  }));
  return order.sort((a, b) => {
    for (let i = 0; i < keys.length; i++) {
      const values = columns[i];
      if (values[a] < values[b]) return -keys[i].sign;
      if (values[a] > values[b]) return keys[i].sign;
    }
    return a - b;
  });
}

/** @returns {Rows} */
export function functionRows() {
  /** @type {number[]} where the files' paths stand among each other */
  const ranks = [];
  const rank = () =>
    report.files.map((_, i) => i).sort((a, b) => (report.files[a][0] < report.files[b][0] ? -1 : 1)).forEach((i, at) => (ranks[i] = at));
  return {
    calls: report.callCount, recursive: report.recursions, own: report.ownCost, total: report.totalCost,
    ...(COMPARE && isChange() && both.length && { ...both[1], tables: both }),
    nameAt: (f) => report.nameOf(f),
    placeAt: (f) => report.placeOf(f),
    placeKey: (f) => {
      if (!ranks.length) rank();
      return ranks[report.file[f]] * 2 ** 30 + report.line[f];
    },
  };
}

/**
 * What functions come to by file, module, package or origin. Their total is left out: calls within a
 * group, or back into it, would count twice.
 * @param {string} by one of GROUPS @param {Uint32Array} functions @returns {Rows}
 */
export function groupRows(by, functions) {
  const at = GROUPS.indexOf(by) - 1;
  const field = by.slice(0, -1);
  /** @type {string[]} */ const names = [];
  /** @type {number[]} */ const counts = [];
  const rowOf = new Map();
  for (const f of functions) {
    const value = report.files[report.file[f]][at];
    const row = rowOf.get(value) ?? names.push(typeof value === "number" ? ORIGINS[value] : value) - 1;
    rowOf.set(value, row);
    counts[row] = (counts[row] ?? 0) + 1;
  }
  /** @param {ArrayLike<number>} column */
  const sum = (column) => {
    const sums = makeNumbers(names.length);
    for (const f of functions) sums[rowOf.get(report.files[report.file[f]][at])] += column[f];
    return sums;
  };
  const sums = (COMPARE && isChange() ? both : [{ calls: report.callCount, own: report.ownCost }])
    .map((of) => ({ calls: sum(of.calls), own: sum(of.own), total: [] }));
  return {
    ...sums[sums.length - 1], recursive: [], ...(COMPARE && isChange() && { tables: sums }),
    nameAt: (row) => names[row] || "(none)",
    placeAt: (row) => formatNumberOf(counts[row], "function"),
    placeKey: (row) => counts[row],
    queryOf: (row) => (names[row] ? `${field}:"=${names[row]}"` : `-${field}:/./`),
  };
}

/** @param {Rows} rows @param {Column} column @param {number} row */
export function textOfCell(rows, { key, kind, valueOf }, row) {
  if (key === "place") return rows.placeAt(row);
  const value = valueOf(rows, row);
  if (typeof value === "string") return value;
  if (kind === "share") return formatShare(report.shareOf(value));
  if (key === "calls") return formatCalls(value, rows.recursive[row]);
  const format = kind === "count" ? formatCount : formatCost;
  return COMPARE && DELTA.test(key) ? signed(value, format) : format(value);
}

/** The rows for a spreadsheet, costs as plain numbers. What it would take for a formula gets an apostrophe.
 * @param {Rows} rows @param {Column[]} columns @param {Uint32Array} order */
export function csvOf(rows, columns, order) {
  const quote = (/** @type {string} */ text) => '"' + text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""') + '"';
  const plain = columns.filter(({ kind }) => kind !== "share");
  const lines = [...order].map((row) => plain.map((column) => {
    if (column.kind === "text") return quote(textOfCell(rows, column, row));
    const value = Number(column.valueOf(rows, row));
    return column.kind === "count" ? value : Number((value * report.meta.quantum).toPrecision(12));
  }).join());
  return [plain.map(({ hint }) => quote(hint.replace(/:.*/, ""))).join(), ...lines, ""].join("\r\n");
}
