// The profile as the page carries it: columns of numbers, written by src/output/page_data.c.

/** @typedef {import("./format.js").Meta} Meta */

/** @param {string} id */
function textOf(id) {
  return document.getElementById(id)?.textContent ?? "";
}

/** Reads unsigned LEB128 numbers out of base64. */
class Numbers {
  /** @param {string} text */
  constructor(text) {
    this.bytes = atob(text);
    this.at = 0;
  }

  get more() {
    return this.at < this.bytes.length;
  }

  next() {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes.charCodeAt(this.at++);
      value += (byte & 127) * scale;
      if (!(byte & 128)) return value;
      scale *= 128;
    }
  }

  signed() {
    const value = this.next();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }
}

export const ORIGINS = ["own", "stdlib", "site", "builtin", "frozen", "test"];

/** All costs are in quanta (meta.quantum of the unit); functions, files, edges and blocks are indices. */
export class Report {
  constructor() {
    /** @type {Meta} */
    this.meta = JSON.parse(textOf("meta"));
    /** @type {string[]} */
    this.names = JSON.parse(textOf("names"));
    /** @type {[path: string, module: string, package: string, origin: number][]} */
    this.files = JSON.parse(textOf("files"));
    this.readFunctions(new Numbers(textOf("function-data")));
    this.readEdges(new Numbers(textOf("edge-data")));
    /** @type {{nodes: number[], edges: [number, number][]}} */
    this.graph = JSON.parse(textOf("graph-data"));
    /** @type {Blocks | undefined} */
    this.unfolded = undefined;
  }

  /** @param {Numbers} from */
  readFunctions(from) {
    const rows = [];
    while (from.more) for (let column = 0; column < 7; column++) rows.push(from.next());
    const count = rows.length / 7;
    this.count = count;
    const column = (/** @type {number} */ index) =>
      Float64Array.from({ length: count }, (_, f) => rows[f * 7 + index]);
    this.name = Uint32Array.from(column(0));
    this.file = Uint32Array.from(column(1));
    this.line = column(2);
    this.calls = column(3);
    this.recursive = column(4);
    this.own = column(5);
    this.total = column(6);
  }

  /** Edges stand grouped by caller: those of f from calleeStart[f] to calleeStart[f + 1]. @param {Numbers} from */
  readEdges(from) {
    const rows = [];
    this.calleeStart = new Uint32Array(this.count + 1);
    for (let f = 0; f < this.count; f++) {
      let callee = f;
      for (let left = from.next(); left > 0; left--) {
        callee += from.signed();
        const calls = from.next();
        const flags = from.next();
        rows.push(f, callee, calls, Math.floor(flags / 2), flags % 2, from.next(), from.next());
      }
      this.calleeStart[f + 1] = rows.length / 7;
    }
    const count = rows.length / 7;
    this.edgeCount = count;
    const column = (/** @type {number} */ index) =>
      Float64Array.from({ length: count }, (_, e) => rows[e * 7 + index]);
    this.caller = Uint32Array.from(column(0));
    this.callee = Uint32Array.from(column(1));
    this.edgeCalls = column(2);
    this.edgeRecursive = column(3);
    this.edgeEstimated = column(4);
    this.edgeOwn = column(5);
    this.edgeTotal = column(6);
  }

  /** Edges that f makes, largest first. @param {number} f */
  callees(f) {
    const edges = [];
    for (let e = this.calleeStart[f]; e < this.calleeStart[f + 1]; e++) edges.push(e);
    return edges.sort((a, b) => this.edgeTotal[b] - this.edgeTotal[a]);
  }

  /** Edges that lead to f, largest first. @param {number} f */
  callers(f) {
    this.callersOf ??= this.groupCallers();
    return this.callersOf[f] ?? [];
  }

  groupCallers() {
    /** @type {number[][]} */
    const of = [];
    for (let e = 0; e < this.edgeCount; e++) (of[this.callee[e]] ??= []).push(e);
    for (const edges of of) edges?.sort((a, b) => this.edgeTotal[b] - this.edgeTotal[a]);
    return of;
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

  /** "main.py:28": as much of the place as tells where to look. @param {number} f */
  shortPlaceOf(f) {
    return this.placeOf(f).replace(/^.*[/\\]/, "");
  }

  /** @param {number} f */
  moduleOf(f) {
    return this.files[this.file[f]][1];
  }

  /** @param {number} f */
  packageOf(f) {
    return this.files[this.file[f]][2];
  }

  /** Index into ORIGINS. @param {number} f */
  originOf(f) {
    return this.files[this.file[f]][3];
  }

  /** @param {number} cost in quanta */
  shareOf(cost) {
    return this.meta.total ? cost / this.meta.total : 0;
  }

  /** The tree of paths, decoded when first wanted. */
  get blocks() {
    return (this.unfolded ??= new Blocks(new Numbers(textOf("tree-data"))));
  }
}

/** The unfolded tree in preorder, block 0 its root; each array has one item a block. */
export class Blocks {
  /** @param {Numbers} from */
  constructor(from) {
    /** @type {number[]} */ this.parent = [];
    /** @type {number[]} */ this.depth = [];
    /** @type {number[]} function, or -1 for the root */ this.function = [];
    /** @type {number[]} */ this.weight = [];
    /** @type {number[]} */ this.own = [];
    /** @type {number[]} callees that are not shown */ this.cut = [];
    /** @type {number[]} 1: not known for sure */ this.estimated = [];
    /** @type {number[]} */ this.low = [];
    /** @type {number[]} */ this.high = [];
    /** @type {number[]} index behind the last block below */ this.end = [];
    while (from.more) this.read(from);
    this.count = this.parent.length;
    for (let i = this.count - 1; i >= 0; i--) {
      this.end[i] ??= i + 1;
      if (i) this.end[this.parent[i]] = Math.max(this.end[this.parent[i]] ?? 0, this.end[i]);
    }
  }

  /** @param {Numbers} from */
  read(from) {
    const i = this.parent.length;
    let parent = i - 1;
    for (let up = from.next(); up > 0; up--) parent = this.parent[parent];
    this.parent.push(Math.max(0, parent));
    this.depth.push(i ? this.depth[parent] + 1 : 0);
    this.function.push(from.next() - 1);
    const weight = from.next();
    this.weight.push(weight);
    this.own.push(from.next());
    const flags = from.next();
    this.cut.push(Math.floor(flags / 2));
    this.estimated.push(flags % 2);
    this.low.push(flags % 2 ? weight - from.next() : weight);
    this.high.push(flags % 2 ? weight + from.next() : weight);
  }
}
