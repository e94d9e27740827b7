// The profile as the page carries it: columns of numbers, written by src/output/page/page_data.c.

import { makeTree } from "./blocks.js";

/** @typedef {import("./format.js").Meta} Meta @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("../filter/rules.js").Edges} Edges @typedef {import("../filter/rules.js").Table} Table */
/** @typedef {{table: Table, blocks(): Block[]}} Left */

/** @param {string} id */
const textOf = (id) => document.getElementById(id)?.textContent ?? "";

/** Reads unsigned LEB128 numbers out of base64. @param {string} id */
function numbersOf(id) {
  const bytes = atob(textOf(id));
  const numbers = new Float64Array(bytes.length);
  let count = 0;
  let value = 0;
  let scale = 1;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes.charCodeAt(at);
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128) {
      numbers[count++] = value;
      value = 0;
      scale = 1;
    }
  }
  return numbers.subarray(0, count);
}

/** @param {number} width @param {number} count */
const makeColumns = (width, count) => Array.from({ length: width }, () => new Float64Array(count));

export const ORIGINS = ["own", "stdlib", "site", "builtin", "frozen", "generated"];
/** What people call them. */
export const KINDS = ["yours", "standard library", "packages", "C", "imports", "generated"];

/** All costs are in quanta (meta.quantum of the unit); functions, files, edges and blocks are indices. */
export class Report {
  /** @type {Float64Array} */ name;
  /** @type {Float64Array} */ file;
  /** @type {Float64Array} */ line;
  /** @type {Float64Array} */ calls;
  /** @type {Float64Array} */ recursive;
  /** @type {Float64Array} */ own;
  /** @type {Float64Array} */ total;

  constructor() {
    /** @type {Meta} */
    this.meta = JSON.parse(textOf("meta"));
    /** @type {string[]} */
    this.names = JSON.parse(textOf("names"));
    /** @type {[path: string, module: string, package: string, origin: number][]} */
    this.files = JSON.parse(textOf("files"));
    /** @type {string[]} of the files, with "{line}" in them; none without --link */
    this.links = JSON.parse(textOf("links") || "[]");
    /** @type {{nodes: number[], edges: [number, number][]}} */
    this.graph = JSON.parse(textOf("graph-data"));
    const numbers = numbersOf("function-data");
    const columns = makeColumns(7, numbers.length / 7);
    [this.name, this.file, this.line, this.calls, this.recursive, this.own, this.total] = columns;
    this.count = this.name.length;
    columns.forEach((column, c) => {
      for (let f = 0; f < this.count; f++) column[f] = numbers[f * 7 + c];
    });
    /** @type {Edges | undefined} */
    this.decodedEdges = undefined;
    /** @type {Block[] | undefined} */
    this.decodedBlocks = undefined;
    const { calls, recursive, own, total } = this;
    this.whole = { calls, recursive, own, total };
    /** What filters leave; null: they are not in force. @type {Left | null} */
    this.left = null;
    /** Rises with each change of the filters. */
    this.version = 0;
  }

  /** Shows what filters leave in place of the whole, or that. @param {Left | null} left */
  use(left) {
    const { calls, recursive, own, total } = left?.table ?? this.whole;
    Object.assign(this, { left, calls, recursive, own, total, version: this.version + 1 });
  }

  /** Whether a function is there. @param {number} f */
  has(f) {
    return !this.left || this.left.table.kept[f] > 0;
  }

  /** Of the whole profile, decoded when first wanted. */
  get wholeEdges() {
    return (this.decodedEdges ??= readEdges(this.count));
  }

  /** Likewise. */
  get wholeBlocks() {
    return (this.decodedBlocks ??= readBlocks());
  }

  /** Who calls whom. */
  get edges() {
    return this.left?.table.edges ?? this.wholeEdges;
  }

  /** The tree of paths, in preorder. */
  get blocks() {
    return this.left?.blocks() ?? this.wholeBlocks;
  }

  /** Edges that f makes, largest first. @param {number} f */
  calleesOf(f) {
    const { first, total } = this.edges;
    return Array.from({ length: first[f + 1] - first[f] }, (_, i) => first[f] + i).sort((a, b) => total[b] - total[a] || a - b);
  }

  /** Edges that lead to f, largest first. @param {number} f */
  callersOf(f) {
    const { callee, total } = this.edges;
    /** @type {number[]} */
    const found = [];
    for (let e = callee.indexOf(f); e >= 0; e = callee.indexOf(f, e + 1)) found.push(e);
    return found.sort((a, b) => total[b] - total[a] || a - b);
  }

  /** @param {number} f */
  nameOf(f) {
    return this.names[this.name[f]];
  }

  /** "path:line", "path", or "" of what has no file. @param {number} f */
  placeOf(f) {
    const path = this.files[this.file[f]][0];
    return path && this.line[f] ? path + ":" + this.line[f] : path;
  }

  /** @param {number} f */
  moduleOf(f) {
    return this.files[this.file[f]][1];
  }

  /** Where a click on the place leads; "" where nowhere. @param {number} f */
  linkOf(f) {
    const link = this.links[this.file[f]];
    return link && this.line[f] ? link.replaceAll("{line}", String(this.line[f])) : "";
  }

  /** The package, or what code without one is called. @param {number} f */
  familyOf(f) {
    const [, , name, origin] = this.files[this.file[f]];
    return ORIGINS[origin] === "site" ? name : KINDS[origin];
  }

  /** Index into ORIGINS. @param {number} f */
  originOf(f) {
    return this.files[this.file[f]][3];
  }

  /** @param {number} cost in quanta */
  shareOf(cost) {
    return this.meta.total ? cost / this.meta.total : 0;
  }
}

/** Columns with one item an edge. @param {number} functions */
function readEdges(functions) {
  const numbers = numbersOf("edge-data");
  const count = (numbers.length - functions) / 5;
  const [calls, recursive, estimated, own, total] = makeColumns(5, count);
  const caller = new Uint32Array(count);
  const callee = new Uint32Array(count);
  /** Where each function's begin. */
  const first = new Uint32Array(functions + 1);
  let at = 0;
  let e = 0;
  for (let f = 0; f < functions; f++) {
    let to = f;
    for (let left = numbers[at++]; left > 0; left--, at += 5, e++) {
      const step = numbers[at];
      to += step % 2 ? -(step + 1) / 2 : step / 2;
      caller[e] = f;
      callee[e] = to;
      calls[e] = numbers[at + 1];
      recursive[e] = Math.floor(numbers[at + 2] / 2);
      estimated[e] = numbers[at + 2] % 2;
      own[e] = numbers[at + 3];
      total[e] = numbers[at + 4];
    }
    first[f + 1] = e;
  }
  return { caller, callee, calls, recursive, estimated, own, total, first };
}

/** The tree of paths in preorder. */
function readBlocks() {
  const numbers = numbersOf("tree-data");
  const { blocks, add } = makeTree();
  for (let at = 0; at < numbers.length; ) {
    let parent = blocks[blocks.length - 1];
    for (let up = numbers[at++]; up > 0 && parent.parent; up--) parent = parent.parent;
    const [f, weight, own, flags] = numbers.subarray(at, (at += 4));
    const estimated = flags % 2;
    const low = estimated && numbers[at++];
    const high = estimated && numbers[at++];
    const guessed = Math.floor(flags / 2) % 2;
    const gap = Math.floor(flags / 4) % 2 && numbers[at++];
    add(parent, { f: f - 1, weight, own, gap, cut: Math.floor(flags / 8), estimated, guessed, low: weight - low, high: weight + high });
  }
  return blocks;
}

export const report = new Report();
