// The profile as the page carries it: columns of numbers, written by src/output/page/page_data.c.

import { floor, makeInts, makeNumbers, max } from "./math.js";
import { makeTree } from "./blocks.js";

/** @typedef {import("./format.js").Meta} Meta @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("../filter/edges.js").Edges} Edges @typedef {import("../filter/edges.js").Table} Table */
/** @typedef {{table: Table, blocks(): Block[]}} Left */

/** @param {string} id */
export const textOf = (id) => document.getElementById(id)?.textContent ?? "";

/** What the page carries under a name, as JSON; an empty list if it carries none. @param {string} id */
export const dataOf = (id) => JSON.parse(textOf(id) || "[]");

/** The function that the summary begins with; -1: none. */
export const lead = Number(/\d+$/.exec(document.querySelector(".verdict a")?.getAttribute("href") ?? "") ?? -1);

/** Reads unsigned LEB128 numbers out of base64. @param {string} id */
export function numbersOf(id) {
  const bytes = atob(textOf(id));
  const numbers = makeNumbers(bytes.length);
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
export const makeColumns = (width, count) => Array.from({ length: width }, () => makeNumbers(count));

export const ORIGINS = ["own", "stdlib", "site", "builtin", "frozen", "generated"];
/** What people call them. */
export const KINDS = ["yours", "standard library", "packages", "C", "imports", "generated"];

// The others import this module as a whole, as report, and take no names out of it: these are bound anew.
// All costs are in quanta (meta.quantum of the unit); functions, files, edges and blocks are indices.

/** @type {Meta} */
export const meta = dataOf("meta");
/** The total of what is shown, and whether calls are samples. */
export let whole = meta["total"];
export const isSampled = meta["sampled"];
/** How many functions the input has that is shown. */
export let known = 0;
/** @type {string[]} */
export const names = dataOf("names");
/** @type {[path: string, module: string, package: string, origin: number][]} */
export const files = dataOf("files");
const origins = Uint8Array.from(files, (one) => one[3]);
/** Of the files, with "{line}" in them; none without --link. @type {string[]} */
const links = dataOf("links");

const numbers = numbersOf("function-data");
/** How many functions there are. */
export const size = numbers.length / 7;
const read = makeColumns(7, size);
read.forEach((column, c) => {
  for (let f = 0; f < size; f++) column[f] = numbers[f * 7 + c];
});
export const [name, file, line] = read;
/** Those of the whole profile. @type {import("../filter/edges.js").Columns} */
export const columns = { calls: read[3], recursive: read[4], own: read[5], total: read[6] };
/** Own exceeds Total where threads are mixed: the larger of both is shown, as prof2dot shows it.
 * @param {import("../filter/edges.js").Columns} table */
function largerOf({ own, total }) {
  const larger = makeNumbers(size);
  for (let f = 0; f < size; f++) larger[f] = max(total[f], own[f]);
  return larger;
}

/** Those of what is shown. */
export let { calls: callCount, recursive: recursions, own: ownCost } = columns;
export let totalCost = largerOf(columns);
/** What filters leave; null: they are not in force. @type {Left | null} */
export let left = null;
/** Rises with each change of the filters. */
export let edition = 0;

export let isFiltered = false;

/** Shows what filters leave in place of the whole, or that. @param {(Left & {whole?: number, known?: number}) | null} some @param {boolean} filtered */
export function use(some, filtered) {
  left = some;
  isFiltered = filtered;
  if (INPUTS) known = some?.known ?? size;
  if (COMPARE || INPUTS) whole = some?.whole ?? meta["total"];
  edition++;
  const table = some?.table ?? columns;
  ({ calls: callCount, recursive: recursions, own: ownCost } = table);
  totalCost = largerOf(table);
}

/** @param {"calls" | "own" | "total"} key */
export const columnOf = (key) => ({ "calls": callCount, "own": ownCost, "total": totalCost })[key];

/** Whether a function is there. @param {number} f */
export const has = (f) => !left || left.table.kept[f] > 0;

/** @type {Edges | undefined} */
let decodedEdges;
/** @type {Block[] | undefined} */
let decodedBlocks;

/** Of the whole profile, decoded when first wanted. */
export const wholeEdges = () => (decodedEdges ??= readEdges(size, "edge-data"));

/** Likewise. */
export const wholeBlocks = () => (decodedBlocks ??= readBlocks("tree-data"));

/** What filters are applied to. */
export const profile = { columns, wholeEdges, wholeBlocks };

/** Who calls whom. */
export const edgesNow = () => left?.table.edges ?? wholeEdges();

/** The tree of paths, in preorder. */
export const blocksNow = () => left?.blocks() ?? wholeBlocks();

/** Edges that f makes, largest first. @param {number} f */
export function calleesOf(f) {
  const { first, total: times } = edgesNow();
  return Array.from({ length: first[f + 1] - first[f] }, (_, i) => first[f] + i).sort((a, b) => times[b] - times[a] || a - b);
}

/** Edges that lead to f, largest first. @param {number} f */
export function callersOf(f) {
  const { callee, total: times } = edgesNow();
  /** @type {number[]} */
  const found = [];
  for (let e = callee.indexOf(f); e >= 0; e = callee.indexOf(f, e + 1)) found.push(e);
  return found.sort((a, b) => times[b] - times[a] || a - b);
}

/** @param {number} f */
export const nameOf = (f) => names[name[f]];

/** "path:line", "path", or "" of what has no file. @param {number} f */
export function placeOf(f) {
  const path = files[file[f]][0];
  return path && line[f] ? path + ":" + line[f] : path;
}

/** @param {number} f */
export const moduleOf = (f) => files[file[f]][1];

/** Where a click on the place leads; "" where nowhere. @param {number} f */
export function linkOf(f) {
  const link = links[file[f]];
  return link && line[f] ? link.replaceAll("{line}", String(line[f])) : "";
}

/** Index into ORIGINS. @param {number} f */
export const originOf = (f) => origins[file[f]];

/** @param {number} f */
export const packageOf = (f) => files[file[f]][2];

/** The package, or what code without one is called. @param {number} f */
export const familyOf = (f) => (ORIGINS[originOf(f)] === "site" ? packageOf(f) : KINDS[originOf(f)]);

/** @param {number} cost in quanta */
export const shareOf = (cost) => (whole ? cost / whole : 0);

/** Columns with one item an edge. @param {number} functions @param {string} id @returns {Edges} */
export function readEdges(functions, id) {
  const values = numbersOf(id);
  const count = (values.length - functions) / 5;
  const [made, again, estimated, mine, all] = makeColumns(5, count);
  const caller = makeInts(count);
  const callee = makeInts(count);
  /** Where each function's begin. */
  const first = makeInts(functions + 1);
  let at = 0;
  let e = 0;
  for (let f = 0; f < functions; f++) {
    let to = f;
    for (let more = values[at++]; more > 0; more--, at += 5, e++) {
      const step = values[at];
      to += step % 2 ? -(step + 1) / 2 : step / 2;
      caller[e] = f;
      callee[e] = to;
      made[e] = values[at + 1];
      again[e] = floor(values[at + 2] / 2);
      estimated[e] = values[at + 2] % 2;
      mine[e] = values[at + 3];
      all[e] = values[at + 4];
    }
    first[f + 1] = e;
  }
  return { caller, callee, calls: made, recursive: again, estimated, own: mine, total: all, first };
}

/** The tree of paths in preorder. @param {string} id */
export function readBlocks(id) {
  const values = numbersOf(id);
  const { blocks: made, add } = makeTree();
  for (let at = 0; at < values.length; ) {
    let parent = made[made.length - 1];
    for (let up = values[at++]; up > 0 && parent.parent; up--) parent = parent.parent;
    const [f, weight, mine, flags] = values.subarray(at, (at += 4));
    const estimated = flags % 2;
    const low = estimated && values[at++];
    const high = estimated && values[at++];
    const guessed = floor(flags / 2) % 2;
    const gap = floor(flags / 4) % 2 && values[at++];
    add(parent, {
      f: f - 1, weight, own: mine, gap, cut: floor(flags / 8), estimated, guessed, low: weight - low, high: weight + high,
    });
  }
  return made;
}
