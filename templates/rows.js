// The table's rows: functions, or groups of them; how they sort, and as text to copy.

import { formatCost, formatCount, formatShare } from "./format.js";
import { ORIGINS } from "./data.js";

/** @typedef {import("./data.js").Report} Report */
/** @typedef {ArrayLike<number>} Column */
/** @typedef {{key: string, down: boolean}} SortKey `down`: largest first */
/** @typedef {{key: string, title: string, hint: string, of?: string, each?: boolean, share?: boolean, text?: boolean}} ColumnKind */

/** @type {ColumnKind[]} `of`: sorts as that column does */
export const COLUMNS = [
  { key: "calls", title: "Calls", hint: "ncalls: all calls; after a slash those that are no recursion (primitive)" },
  { key: "own", title: "Own", hint: "tottime: time in the function itself" },
  { key: "ownEach", title: "a call", hint: "percall: own time by all calls", each: true },
  { key: "ownShare", title: "Own %", hint: "own time by the total of the profile", of: "own", share: true },
  { key: "total", title: "Total", hint: "cumtime: time in the function and all it calls" },
  { key: "totalEach", title: "a call", hint: "percall: total time by primitive calls", each: true },
  { key: "totalShare", title: "Total %", hint: "total time by the total of the profile", of: "total", share: true },
  { key: "name", title: "Function", hint: "name of the function", text: true },
  { key: "place", title: "File", hint: "file and line", text: true },
];

export const GROUPS = ["functions", "files", "modules", "packages", "origins"];

/** Inclusive times of a group cannot be summed: calls within it, and back into it, would count twice. */
const GROUP_COLUMNS = ["calls", "own", "ownEach", "ownShare", "name", "place"];

/** The places of texts in their order. @param {string[]} texts */
function ranksOf(texts) {
  const keys = texts.map((text) => text.slice(0, 200).toLowerCase());
  const order = Uint32Array.from(keys, (_, i) => i).sort((a, b) => (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : a - b));
  const ranks = new Uint32Array(order.length);
  order.forEach((text, rank) => (ranks[text] = rank));
  return ranks;
}

/** @param {Column} sums @param {(i: number) => number} calls */
function each(sums, calls) {
  return Float64Array.from(sums, (sum, i) => sum / Math.max(1, calls(i)));
}

/** Columns of numbers, made when first wanted; texts count by their rank. */
class Rows {
  /** @param {Report} report */
  constructor(report) {
    this.report = report;
    this.count = 0;
    /** @type {Record<string, Column>} */
    this.made = {};
  }

  /** @param {string} key @returns {Column} */
  column(key) {
    return (this.made[key] ??= this.make(COLUMNS.find((column) => column.key === key)?.of ?? key));
  }

  /** @param {string} key @returns {Column} */
  make(key) {
    throw new Error(key);
  }

  /** @param {number} row */
  nameOf(row) {
    return String(row);
  }

  /** @param {number} row */
  placeOf(row) {
    return String(row);
  }

  /** @param {SortKey[]} keys */
  sorted(keys) {
    const order = Uint32Array.from({ length: this.count }, (_, row) => row);
    const columns = keys.map(({ key }) => this.column(key));
    const signs = keys.map(({ down }) => (down ? -1 : 1));
    return order.sort((a, b) => {
      for (let k = 0; k < columns.length; k++) {
        const difference = columns[k][a] - columns[k][b];
        if (difference) return difference * signs[k];
      }
      return a - b;
    });
  }

  /** @param {ColumnKind} column @param {number} row */
  textOf({ key, share, text }, row) {
    const { meta } = this.report;
    if (text) return key === "name" ? this.nameOf(row) : this.placeOf(row);
    const value = this.column(key)[row];
    if (share) return formatShare(this.report.shareOf(value));
    return key === "calls" ? this.callsOf(row) : formatCost(meta, value);
  }

  /** @param {number} row */
  callsOf(row) {
    return formatCount(this.column("calls")[row]);
  }
}

export class FunctionRows extends Rows {
  /** @param {Report} report */
  constructor(report) {
    super(report);
    this.count = report.count;
    this.columns = COLUMNS;
  }

  /** @param {string} key @returns {Column} */
  make(key) {
    const { report } = this;
    if (key === "name") return Float64Array.from(report.name, this.pick(ranksOf(report.names)));
    if (key === "place") {
      const ranks = ranksOf(report.files.map(([path]) => path));
      return Float64Array.from(report.file, (file, f) => ranks[file] * 2 ** 26 + Math.min(report.line[f], 2 ** 26));
    }
    if (key === "ownEach") return each(report.own, (f) => report.calls[f]);
    if (key === "totalEach") return each(report.total, (f) => report.calls[f] - report.recursive[f]);
    return key === "calls" ? report.calls : key === "own" ? report.own : report.total;
  }

  /** @param {Column} ranks @returns {(i: number) => number} */
  pick(ranks) {
    return (i) => ranks[i];
  }

  /** @param {number} f */
  nameOf(f) {
    return this.report.nameOf(f);
  }

  /** @param {number} f */
  placeOf(f) {
    return this.report.placeOf(f);
  }

  /** @param {number} f */
  callsOf(f) {
    const recursive = this.report.recursive[f];
    return super.callsOf(f) + (recursive ? "/" + formatCount(this.report.calls[f] - recursive) : "");
  }
}

/** What some functions come to by file, module, package or origin. */
export class GroupRows extends Rows {
  /** @param {Report} report @param {string} by one of GROUPS @param {Column} functions */
  constructor(report, by, functions) {
    super(report);
    this.by = by;
    this.columns = COLUMNS.filter(({ key }) => GROUP_COLUMNS.includes(key));
    const at = GROUPS.indexOf(by) - 1;
    /** @type {string[]} */ this.names = [];
    /** @type {number[]} */ this.functions = [];
    /** @type {number[]} */ this.calls = [];
    /** @type {number[]} */ this.own = [];
    const groupOf = new Map();
    for (let i = 0; i < functions.length; i++) {
      const f = functions[i];
      const value = report.files[report.file[f]][at];
      let group = groupOf.get(value);
      if (group === undefined) groupOf.set(value, (group = this.start(typeof value === "number" ? ORIGINS[value] : value)));
      this.functions[group]++;
      this.calls[group] += report.calls[f];
      this.own[group] += report.own[f];
    }
    this.count = this.names.length;
  }

  /** @param {string} name */
  start(name) {
    this.functions.push(0);
    this.calls.push(0);
    this.own.push(0);
    return this.names.push(name) - 1;
  }

  /** @param {string} key @returns {Column} */
  make(key) {
    if (key === "name") return ranksOf(this.names);
    if (key === "ownEach") return each(this.own, (row) => this.calls[row]);
    return key === "calls" ? this.calls : key === "place" ? this.functions : this.own;
  }

  /** @param {number} row */
  nameOf(row) {
    return this.names[row] || "built in";
  }

  /** @param {number} row */
  placeOf(row) {
    return formatCount(this.functions[row]) + (this.functions[row] === 1 ? " function" : " functions");
  }

  /** A search for the functions of a group. @param {number} row */
  queryOf(row) {
    const name = this.names[row];
    const key = this.by.slice(0, -1);
    return name ? `${key}:"=${name}"` : `-${key}:/./`;
  }
}

/** What a spreadsheet would take for a formula gets an apostrophe. @param {string} text */
function csvCell(text) {
  const safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
  return /[",\n\r]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
}

/** Plain numbers, costs in the profile's unit. @param {Rows & {columns: ColumnKind[]}} rows @param {Column} order */
export function csvOf(rows, order) {
  const { meta } = rows.report;
  const columns = rows.columns.filter(({ share }) => !share);
  const titles = columns.map(({ key, text }) => (text || key === "calls" ? key : `${key} (${meta.unit})`));
  const lines = [titles.map(csvCell).join(",")];
  for (let i = 0; i < order.length; i++)
    lines.push(columns.map((column) => {
      if (column.text) return csvCell(rows.textOf(column, order[i]));
      const value = rows.column(column.key)[order[i]];
      return String(column.key === "calls" ? value : Number((value * meta.quantum).toPrecision(12)));
    }).join(","));
  return lines.join("\r\n") + "\r\n";
}

/** @param {Rows & {columns: ColumnKind[]}} rows @param {Column} order */
export function markdownOf(rows, order) {
  const cell = (/** @type {string} */ text) => text.replace(/[\\|`*_<>[\]&~#]/g, "\\$&").replace(/\s+/g, " ");
  const line = (/** @type {string[]} */ cells) => "| " + cells.join(" | ") + " |";
  const { columns } = rows;
  const lines = [line(columns.map(({ title }) => title)), line(columns.map(({ text }) => (text ? "---" : "---:")))];
  for (let i = 0; i < order.length; i++) lines.push(line(columns.map((column) => cell(rows.textOf(column, order[i])))));
  return lines.join("\n") + "\n";
}
