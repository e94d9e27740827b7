// The rows of the tree view: blocks of the call tree, of which runs of library frames are folded to one row.

import { max } from "../core/math.js";
import { costOf } from "../core/counts.js";
import * as report from "../core/data.js";
import { cutWeight, pathTo, walk } from "../core/blocks.js";

/** @typedef {import("../core/blocks.js").Block} Block */
/**
 * A row stands for a block (`frame`), for library frames below one (`run`), for callees of little cost
 * (`rest`), for those that the tree does not hold (`cut`; a thousandth of the tree or less is left out), or for time that the file does not hold (`gap`); then `block` is the one above them. `isPlain`:
 * its callees are not folded; `isWhole`: nor are those of little cost left out.
 * @typedef {{kind: "frame" | "run" | "rest" | "cut" | "gap", block: Block, parent: Row | undefined, level: number, weight: number,
 *   own: number, count: number, namesake: string, isOpen: boolean, isPlain: boolean, isWhole: boolean,
 *   below: Row[] | undefined}} Row
 */

/** The kind of row that is a block by itself. */
export const FRAME = "frame";
/** Fewer library frames than that are not folded. */
const FEWEST = 3;
/** Callees of a smaller share of the tree are left out, but for the largest few. */
const SMALL = 0.005;
const LARGEST_SHOWN = 3;
/** Rows that are open at the start are of this share at least, and come to so many. */
const OPEN_SHARE = 0.02;
const OPEN_ROWS = 45;
/** A callee with that part of its caller's time continues the hot path. */
const HOT = 0.5;

/** @param {Block} block */
const isOwn = ({ f }) => f >= 0 && report.originOf(f) === 0;

/** @param {Row["kind"]} kind @param {Block} block @param {Row} [parent] @param {Partial<Row>} [others] @returns {Row} */
function makeRow(kind, block, parent, others) {
  return {
    kind, block, parent, level: parent ? parent.level + 1 : 0, weight: block.weight, own: block.own, count: 0,
    namesake: "", isOpen: false, isPlain: false, isWhole: false, below: undefined, ...others,
  };
}

/** How well a frame tells what a run is, as in the terminal: packages best, C functions least. @param {Block} block */
const rankOf = ({ f }) => (f >= 0 && report.originOf(f) < 3 ? report.originOf(f) : 0);

/** The own functions that a library block leads to, and what the library frames above them come to: all that is left
 * of its cost. @param {Block} top */
function readRun(top) {
  /** @type {Block[]} */
  const exits = [];
  let [count, own, gap] = [-1, costOf(top) - top.own, 0];
  let namesake = top;
  walk(top, (block) => {
    if (isOwn(block)) {
      exits.push(block);
      own -= costOf(block);
      return false;
    }
    count++;
    own -= block.gap;
    gap += block.gap;
    const better = rankOf(block) - rankOf(namesake) || namesake.index - block.index;
    if (better > 0) namesake = block;
    return true;
  });
  own = max(0, own);
  return { exits, gap, run: { count, own, weight: own, namesake: report.packageOf(namesake.f) } };
}

/** The rows below a library block: own functions, and one row for the frames between. @param {Row} row */
function foldedChildren(row) {
  const { exits, gap, run } = readRun(row.block);
  if (run.count < FEWEST) return undefined;
  const children = exits.map((block) => makeRow(FRAME, block, row));
  children.push(makeRow("run", row.block, row, run));
  if (gap) children.push(makeRow("gap", row.block, row, { weight: gap, own: 0 }));
  return children.sort((a, b) => b.weight - a.weight);
}

/** @param {Row} row @param {Block} root */
function plainChildren(row, root) {
  const { block, isWhole } = row;
  const rows = block.below.map((child) => makeRow(FRAME, child, row, { isPlain: row.isPlain && !isOwn(child) }));
  const least = isWhole ? 0 : root.weight * SMALL;
  const shown = rows.filter(({ weight }, i) => i < LARGEST_SHOWN || weight >= least);
  const rest = rows.slice(shown.length);
  const cut = cutWeight(block);
  if (rest.length > 1) {
    const weight = rest.reduce((sum, { weight: part }) => sum + part, cut);
    shown.push(makeRow("rest", block, row, { weight, own: 0, count: rest.length + block.cut }));
  } else {
    shown.push(...rest);
    if (cut > least / 5) shown.push(makeRow("cut", block, row, { weight: cut, own: 0, count: block.cut }));
  }
  if (block.gap) shown.push(makeRow("gap", block, row, { weight: block.gap, own: 0 }));
  return shown;
}

/** The rows of one tree. `hasOwn`: without any code of one's own nothing is between it.
 * @typedef {{blocks: Block[], root: Block, hasOwn: boolean, top: Row}} Tree */

/** @param {Block[]} blocks in preorder @returns {Tree} */
export function startRows(blocks) {
  const hasOwn = blocks.some(isOwn);
  const tree = { blocks, root: blocks[0], hasOwn, top: makeRow(FRAME, blocks[0], undefined, { level: -1, isPlain: !hasOwn }) };
  openStart(tree);
  return tree;
}

/** @param {Tree} tree @param {Row} row */
function childrenOf(tree, row) {
  const { block, isPlain } = row;
  const isFolded = tree.hasOwn && !isPlain && block.parent && !isOwn(block);
  row.below ??= (isFolded && foldedChildren(row)) || plainChildren(row, tree.root);
  return row.below;
}

/** @param {Row} row */
export function hasChildren({ kind, block: { below, cut, gap } }) {
  return kind === "run" || kind === "rest" || (kind === FRAME && below.length + cut + gap > 0);
}

/** The hot path, and own functions that cost something. @param {Tree} tree */
function openStart(tree) {
  const isHot = new Set([tree.top]);
  const left = [tree.top];
  let rows = 0;
  for (let row = left.pop(); row && rows < OPEN_ROWS; row = left.pop()) {
    const children = childrenOf(tree, row);
    row.isOpen = true;
    rows += children.length;
    const [first] = children;
    if (isHot.has(row) && first && first.kind === FRAME && first.weight >= row.weight * HOT) isHot.add(first);
    const next = children.filter((child) => child.kind === FRAME && hasChildren(child) &&
      (isHot.has(child) || (child.weight >= tree.root.weight * OPEN_SHARE && leadsToOwn(tree, child))));
    left.push(...next);
    left.sort((a, b) => a.weight - b.weight);
  }
}

/** @param {Tree} tree @param {Row} row */
function leadsToOwn(tree, row) {
  const least = tree.root.weight * OPEN_SHARE;
  return isOwn(row.block) || childrenOf(tree, row).some(({ kind, weight, block }) => kind === FRAME && weight >= least && isOwn(block));
}

/** Opens or closes a row; a run or a rest gives way to the frames that it stands for. @param {Row} row @param {boolean} isOpen */
export function turnRow(row, isOpen) {
  const { parent, kind } = row;
  if (kind === FRAME) {
    const isPlain = Boolean(parent?.isPlain && !isOwn(row.block));
    // What was unfolded is folded again.
    if (!isOpen && (row.isWhole || row.isPlain !== isPlain)) Object.assign(row, { below: undefined, isPlain, isWhole: false });
    row.isOpen = isOpen;
  } else if (parent && kind !== "cut" && kind !== "gap") {
    parent.below = undefined;
    if (kind === "run") parent.isPlain = true;
    else parent.isWhole = true;
  }
}

/** Opens what stands above a block, and gives its row. @param {Tree} tree @param {Block} wanted */
export function revealRow(tree, wanted) {
  const path = pathTo(wanted).slice(1);
  let row = tree.top;
  for (let i = 0; i < path.length;) {
    row.isOpen = true;
    const children = childrenOf(tree, row);
    const rowOf = new Map(children.filter(({ kind }) => kind === FRAME).map((child) => [child.block, child]));
    // An own function below folded frames stands beside them.
    let at = i;
    while (at < path.length && !rowOf.has(path[at])) at++;
    if (at < path.length) {
      row = /** @type {Row} */ (rowOf.get(path[at]));
      i = at + 1;
    } else if (children.some(({ kind }) => kind === "run")) Object.assign(row, { isPlain: true, below: undefined });
    else if (!row.isWhole) Object.assign(row, { isWhole: true, below: undefined });
    else break;
  }
  return row;
}

/** The rows to be seen, from the top down. @param {Tree} tree */
export function listRows(tree) {
  /** @type {Row[]} */
  const rows = [];
  const left = [...childrenOf(tree, tree.top)].reverse();
  for (let row = left.pop(); row; row = left.pop()) {
    rows.push(row);
    if (!row.isOpen) continue;
    const children = childrenOf(tree, row);
    for (let i = children.length; i-- > 0;) left.push(children[i]);
  }
  return rows;
}
