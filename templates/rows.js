// The table's rows, functions or groups of them: their columns, their order, and as text to copy.

import { formatCalls, formatCost, formatNumberOf, formatShare } from "./format.js";
import { ORIGINS } from "./data.js";

/** @typedef {import("./data.js").Report} Report */
/**
 * What the table lists: columns of numbers, names and places.
 * @typedef {{calls: ArrayLike<number>, recursive: ArrayLike<number>, own: ArrayLike<number>, total: ArrayLike<number>,
 *   nameOf(row: number): string, placeOf(row: number): string, placeKey(row: number): number}} Rows
 */
/**
 * @typedef {{key: string, title: string, hint: string, share?: boolean,
 *   value?: (rows: Rows, row: number) => number}} Column without a value it is text
 */
/** @typedef {{column: Column, sign: number}} SortKey sign 1: rising */

/** @param {Rows} rows @param {number} row */
const callsOfRow = ({ calls }, row) => calls[row];
/** @param {Rows} rows @param {number} row */
const ownOfRow = ({ own }, row) => own[row];
/** @param {Rows} rows @param {number} row */
const totalOfRow = ({ total }, row) => total[row];

/** @type {Column[]} */
export const COLUMNS = [
  { key: "calls", title: "Calls", hint: "ncalls: all calls/those that are no recursion", value: callsOfRow },
  { key: "own", title: "Own", hint: "tottime: time in the function itself", value: ownOfRow },
  { key: "each", title: "a call", hint: "percall: own time by calls",
    value: ({ own, calls }, row) => own[row] / (calls[row] || 1) },
  { key: "share", title: "%", hint: "Own time by the profile's total", share: true, value: ownOfRow },
  { key: "total", title: "Total", hint: "cumtime: time in the function and all it calls", value: totalOfRow },
  { key: "totaleach", title: "a call", hint: "percall: total time by calls that are no recursion",
    value: ({ total, calls, recursive }, row) => total[row] / (calls[row] - recursive[row] || 1) },
  { key: "totalshare", title: "%", hint: "Total time by the profile's total", share: true, value: totalOfRow },
  { key: "name", title: "Name", hint: "Name" },
  { key: "place", title: "File", hint: "File and line" },
];

export const GROUPS = ["functions", "files", "modules", "packages", "origins"];

/** "own.-name": numbers fall and texts rise, unless "-" stands before them. @param {string} text @returns {SortKey[]} */
export function parseSort(text) {
  const keys = text.split(".").flatMap((part) => {
    const column = COLUMNS.find(({ key }) => key === part.replace("-", ""));
    return column ? [{ column, sign: !column.value === !part.startsWith("-") ? 1 : -1 }] : [];
  });
  return keys.length ? keys : parseSort("own");
}

/** @param {SortKey[]} keys */
export function formatSort(keys) {
  return keys.map(({ column, sign }) => (!column.value === (sign > 0) ? "" : "-") + column.key).join(".");
}

/** @param {Rows} rows @param {SortKey[]} keys */
export function sortRows(rows, keys) {
  const order = Uint32Array.from(rows.calls, (_, row) => row);
  // Made before, as a row is compared many times.
  const columns = keys.map(({ column: { value, key } }) => {
    if (value) return Float64Array.from(order, (row) => value(rows, row));
    return Array.from(order, (row) => (key === "name" ? rows.nameOf(row) : rows.placeKey(row)));
  });
  return order.sort((a, b) => {
    for (let i = 0; i < keys.length; i++) {
      const values = columns[i];
      if (values[a] < values[b]) return -keys[i].sign;
      if (values[a] > values[b]) return keys[i].sign;
    }
    return a - b;
  });
}

/** @param {Report} report @returns {Rows} */
export function functionRows(report) {
  const { calls, recursive, own, total, files, file, line } = report;
  /** @type {number[]} where the paths stand among each other */
  let ranks;
  const rank = () => {
    const paths = [...new Set(files.map(([path]) => path))].sort();
    const rankOf = new Map(paths.map((path, i) => [path, i]));
    return files.map(([path]) => rankOf.get(path) ?? 0);
  };
  return {
    calls, recursive, own, total,
    nameOf: (f) => report.nameOf(f),
    placeOf: (f) => report.placeOf(f),
    placeKey: (f) => (ranks ??= rank())[file[f]] * 2 ** 30 + line[f],
  };
}

/**
 * What functions come to by file, module, package or origin. Their total is left out: calls within a
 * group, or back into it, would count twice.
 * @param {Report} report @param {string} by one of GROUPS @param {Uint32Array} functions
 * @returns {Rows & {queryOf(row: number): string}} queryOf: a search for the functions of a group
 */
export function groupRows(report, by, functions) {
  const at = GROUPS.indexOf(by) - 1;
  /** @type {string[]} */ const names = [];
  /** @type {number[]} */ const counts = [];
  /** @type {number[]} */ const calls = [];
  /** @type {number[]} */ const own = [];
  const rowOf = new Map();
  for (const f of functions) {
    const value = report.files[report.file[f]][at];
    const row = rowOf.get(value) ?? names.push(typeof value === "number" ? ORIGINS[value] : value) - 1;
    rowOf.set(value, row);
    counts[row] = (counts[row] ?? 0) + 1;
    calls[row] = (calls[row] ?? 0) + report.calls[f];
    own[row] = (own[row] ?? 0) + report.own[f];
  }
  return {
    calls, own, recursive: [], total: [],
    nameOf: (row) => names[row] || "(none)",
    placeOf: (row) => formatNumberOf(counts[row], "function"),
    placeKey: (row) => counts[row],
    queryOf: (row) => (names[row] ? `${by.slice(0, -1)}:"=${names[row]}"` : `-${by.slice(0, -1)}:/./`),
  };
}

/** @param {Report} report @param {Rows} rows @param {Column} column @param {number} row */
export function textOfCell({ meta }, rows, { key, value, share }, row) {
  if (!value) return key === "name" ? rows.nameOf(row) : rows.placeOf(row);
  const number = value(rows, row);
  if (share) return formatShare(meta.total ? number / meta.total : 0);
  return key === "calls" ? formatCalls(number, rows.recursive[row]) : formatCost(meta, number);
}

/** The rows for a spreadsheet, costs as plain numbers. What it would take for a formula gets an apostrophe.
 * @param {Report} report @param {Rows} rows @param {Column[]} columns @param {Uint32Array} order */
export function csvOf({ meta }, rows, columns, order) {
  const quote = (/** @type {string} */ text) => '"' + text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""') + '"';
  const plain = columns.filter(({ share }) => !share);
  const lines = [...order].map((row) => plain.map(({ key, value }) => {
    if (!value) return quote(key === "name" ? rows.nameOf(row) : rows.placeOf(row));
    return key === "calls" ? rows.calls[row] : Number((value(rows, row) * meta.quantum).toPrecision(12));
  }).join());
  return [plain.map(({ hint }) => quote(hint.replace(/:.*/, ""))).join(), ...lines, ""].join("\r\n");
}

/** @param {Report} report @param {Rows} rows @param {Column[]} columns @param {Uint32Array} order */
export function markdownOf(report, rows, columns, order) {
  const line = (/** @type {string[]} */ cells) =>
    "| " + cells.map((text) => text.replace(/[\\|`*_<>[\]&~]/g, "\\$&").replace(/\s+/g, " ")).join(" | ") + " |\n";
  const rule = columns.map(({ value }) => (value ? " ---: |" : " --- |")).join("");
  const lines = [...order].map((row) => line(columns.map((column) => textOfCell(report, rows, column, row))));
  return line(columns.map(({ title }) => title)) + "|" + rule + "\n" + lines.join("");
}
