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

  /** How many numbers are left. */
  get left() {
    let count = 0;
    for (let at = this.at; at < this.bytes.length; at++) if (this.bytes.charCodeAt(at) < 128) count++;
    return count;
  }

  next() {
    let byte = this.bytes.charCodeAt(this.at++);
    let value = byte & 127;
    for (let scale = 128; byte > 127; scale *= 128) {
      byte = this.bytes.charCodeAt(this.at++);
      value += (byte & 127) * scale;
    }
    return value;
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
    /** @type {string[]} of the files, with "{line}" in them; none without --link */
    this.links = JSON.parse(textOf("links") || "[]");
    const from = new Numbers(textOf("function-data"));
    const count = Math.floor(from.left / 7);
    this.count = count;
    this.name = new Uint32Array(count);
    this.file = new Uint32Array(count);
    this.line = new Float64Array(count);
    this.calls = new Float64Array(count);
    this.recursive = new Float64Array(count);
    this.own = new Float64Array(count);
    this.total = new Float64Array(count);
    const columns = [this.name, this.file, this.line, this.calls, this.recursive, this.own, this.total];
    for (let f = 0; f < count; f++) for (const column of columns) column[f] = from.next();
    /** @type {{nodes: number[], edges: [number, number][]}} */
    this.graph = JSON.parse(textOf("graph-data"));
    /** @type {Blocks | undefined} */
    this.unfolded = undefined;
    /** @type {Edges | undefined} */
    this.decodedEdges = undefined;
  }

  /** Who calls whom, decoded when first wanted. */
  get edges() {
    return (this.decodedEdges ??= new Edges(new Numbers(textOf("edge-data")), this.count));
  }

  /** Edges that f makes, largest first. @param {number} f */
  callees(f) {
    return this.edges.calleesOf(f);
  }

  /** Edges that lead to f, largest first. @param {number} f */
  callers(f) {
    return this.edges.callersOf(f);
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

  /** Where a click on the place leads; "" where nowhere. @param {number} f */
  linkOf(f) {
    const link = this.links[this.file[f]];
    return link && this.line[f] ? link.replaceAll("{line}", String(this.line[f])) : "";
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

/** One item an edge; those that f makes stand from calleeStart[f] to calleeStart[f + 1]. */
export class Edges {
  /** @param {Numbers} from @param {number} functions */
  constructor(from, functions) {
    const count = Math.max(0, (from.left - functions) / 5);
    this.count = count;
    this.calleeStart = new Uint32Array(functions + 1);
    this.caller = new Uint32Array(count);
    this.callee = new Uint32Array(count);
    this.calls = new Float64Array(count);
    this.recursive = new Float64Array(count);
    this.estimated = new Uint8Array(count);
    this.own = new Float64Array(count);
    this.total = new Float64Array(count);
    let e = 0;
    for (let f = 0; f < functions; f++) {
      let callee = f;
      for (let left = from.next(); left > 0; left--, e++) {
        this.caller[e] = f;
        this.callee[e] = callee += from.signed();
        this.calls[e] = from.next();
        const flags = from.next();
        this.recursive[e] = Math.floor(flags / 2);
        this.estimated[e] = flags % 2;
        this.own[e] = from.next();
        this.total[e] = from.next();
      }
      this.calleeStart[f + 1] = e;
    }
    /** Those that lead to f: callerEdge[callerStart[f]] and on. */
    this.callerStart = new Uint32Array(functions + 1);
    this.callerEdge = new Uint32Array(count);
    for (const f of this.callee) this.callerStart[f + 1]++;
    for (let f = 0; f < functions; f++) this.callerStart[f + 1] += this.callerStart[f];
    const next = this.callerStart.slice();
    this.callee.forEach((f, edge) => (this.callerEdge[next[f]++] = edge));
  }

  /** @param {number} f */
  calleesOf(f) {
    const edges = [];
    for (let e = this.calleeStart[f]; e < this.calleeStart[f + 1]; e++) edges.push(e);
    return this.sort(edges);
  }

  /** @param {number} f */
  callersOf(f) {
    return this.sort([...this.callerEdge.subarray(this.callerStart[f], this.callerStart[f + 1])]);
  }

  /** @param {number[]} edges */
  sort(edges) {
    return edges.sort((a, b) => this.total[b] - this.total[a] || a - b);
  }
}

/** The unfolded tree in preorder, block 0 its root; each array has one item a block. */
export class Blocks {
  /** @param {Numbers} from */
  constructor(from) {
    const most = Math.ceil(from.left / 5);
    this.parent = new Uint32Array(most);
    this.depth = new Uint32Array(most);
    /** function, or -1 for the root */ this.function = new Int32Array(most);
    this.weight = new Float64Array(most);
    this.own = new Float64Array(most);
    /** callees that are not shown */ this.cut = new Float64Array(most);
    /** 1: not known for sure */ this.estimated = new Uint8Array(most);
    this.low = new Float64Array(most);
    this.high = new Float64Array(most);
    /** index behind the last block below */ this.end = new Uint32Array(most);
    this.count = 0;
    while (from.more) this.read(from, this.count++);
    for (let i = this.count - 1; i >= 0; i--) {
      this.end[i] ||= i + 1;
      const parent = this.parent[i];
      if (i) this.end[parent] = Math.max(this.end[parent], this.end[i]);
    }
  }

  /** @param {Numbers} from @param {number} i */
  read(from, i) {
    let parent = Math.max(0, i - 1);
    for (let up = from.next(); up > 0; up--) parent = this.parent[parent];
    this.parent[i] = parent;
    this.depth[i] = i ? this.depth[parent] + 1 : 0;
    this.function[i] = from.next() - 1;
    const weight = from.next();
    this.weight[i] = weight;
    this.own[i] = from.next();
    const flags = from.next();
    this.cut[i] = Math.floor(flags / 2);
    this.estimated[i] = flags % 2;
    this.low[i] = flags % 2 ? weight - from.next() : weight;
    this.high[i] = flags % 2 ? weight + from.next() : weight;
  }
}
