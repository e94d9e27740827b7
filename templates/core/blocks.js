// Trees of paths: what the flame and the tree view show, and what they ask of them.

import { max } from "./math.js";

/** What functions called along one path come to, in quanta; `f` is -1 for the root. `cut` callees are not
 * shown; what `gap` was used for the file does not tell. Where it is estimated the weight lies between low
 * and high, where the place is guessed it may belong below another caller.
 * @typedef {{f: number, weight: number, own: number, gap: number, cut: number, estimated: number, guessed: number,
 *   low: number, high: number, pair?: any, owns?: any}} Facts pair, owns: of a report that compares, weight and own on both sides */
/** Blocks lie side by side above their parent's cost: those below from `start` to `filled`, then what was cut,
 * then the gap, then own time. The largest child comes first.
 * @typedef {Facts & {index: number, parent: Block | undefined, depth: number, start: number, filled: number, below: Block[]}} Block */

/** Blocks in preorder, the root first, and how to add the next. */
export function makeTree() {
  /** @type {Block[]} */
  const blocks = [];
  /** @param {Block | undefined} parent @param {Facts} facts */
  const add = (parent, facts) => {
    // No copy: objects that others are spread into are slow to read.
    const block = /** @type {Block} */ (facts);
    block.index = blocks.length;
    block.parent = parent;
    block.depth = parent ? parent.depth + 1 : 0;
    block.start = block.filled = parent?.filled ?? 0;
    block.below = [];
    if (parent) {
      parent.filled += block.weight;
      parent.below.push(block);
    }
    blocks.push(block);
    return block;
  };
  return { blocks, add };
}

/** Goes through a block and those below it, where `enter` says so. @param {Block} top @param {(block: Block) => unknown} enter */
export function walk(top, enter) {
  const left = [top];
  for (let block = left.pop(); block; block = left.pop()) {
    if (enter(block)) for (const child of block.below) left.push(child);
  }
}

/** Enters each block, in preorder, and leaves it when all below it have been. @param {Block[]} blocks
 * @param {(block: Block, by: number) => void} step `by` is 1 to enter, -1 to leave */
export function walkPaths(blocks, step) {
  /** @type {Block[]} */
  const path = [];
  for (const block of blocks) {
    while (path.length > block.depth) step(/** @type {Block} */ (path.pop()), -1);
    path.push(block);
    step(block, 1);
  }
}

/** What functions that are not shown have cost below a block. @param {Block} block */
export const cutWeight = ({ cut, weight, own, gap, start, filled }) => (cut ? max(0, weight - own - gap - filled + start) : 0);

/** The blocks from the root down to one. @param {Block | undefined} block */
export function pathTo(block) {
  const path = [];
  for (; block; block = block.parent) path.unshift(block);
  return path;
}

/** The block at x on a level, or the one whose cut part or gap it is. @param {Block} top where to begin @param {number} depth @param {number} x @returns {{block?: Block, isCut?: boolean, isGap?: boolean}} */
export function blockAt(top, depth, x) {
  /** @type {Block | undefined} */
  let block = top;
  while (block && block.depth < depth) {
    /** @type {Block | undefined} */
    const child = block.below.find(({ start, weight }) => x < start + weight);
    if (!child && block.depth === depth - 1) {
      const end = block.filled + cutWeight(block);
      if (x < end) return { block, isCut: true };
      if (x < end + block.gap) return { block, isGap: true };
    }
    block = child;
  }
  return { block };
}

/** The cost of all blocks below one (itself too) that match, none counted twice. @param {Block} top @param {Uint8Array} matched */
export function matchedWeight(top, matched) {
  let sum = 0;
  walk(top, ({ f, weight }) => {
    if (matched[f]) sum += weight;
    return !matched[f];
  });
  return sum;
}

/** How many levels there are of blocks of some weight. @param {Block} top @param {number} least */
export function countLevels(top, least) {
  let last = 0;
  walk(top, ({ weight, depth, cut, gap }) => {
    if (weight >= least) last = max(last, cut || gap ? depth + 1 : depth);
    return weight >= least;
  });
  return last - top.depth + 1;
}

/** Paths that are alike so far: the blocks they begin at and have come to.
 * @typedef {{f: number, weight: number, from: Block[], at: Block[], parent?: Block}} Paths */

/** Parts paths by the function they come to next; the largest part comes last. @param {Paths} paths */
function splitPaths({ from, at, parent }) {
  /** @type {Map<number, Paths>} */
  const parts = new Map();
  from.forEach((block, n) => {
    const next = /** @type {Block} */ (parent ? at[n].parent : block);
    const { f } = next;
    if (f < 0) return;
    let part = parts.get(f);
    if (!part) parts.set(f, (part = { f, weight: 0, from: [], at: [] }));
    part.weight += block.own;
    part.from.push(block);
    part.at.push(next);
  });
  return [...parts.values()].sort((a, b) => a.weight - b.weight || b.f - a.f);
}

/** The tree upside down: below the root all functions by own time, below each who called it. Own time is now
 * that of paths which begin with the block. Callers of little are cut. @param {Block[]} tree */
export function invertTree([root, ...others]) {
  const { blocks, add } = makeTree();
  const from = others.filter(({ own }) => own > 0);
  /** @type {Paths[]} */
  const left = [{ f: -1, weight: root.weight, from, at: from }];
  for (let paths = left.pop(); paths; paths = left.pop()) {
    const { f, weight, parent } = paths;
    const parts = splitPaths(paths);
    const kept = parts.filter((part) => part.weight * 5000 >= root.weight);
    const own = parent ? max(0, parts.reduce((rest, part) => rest - part.weight, weight)) : 0;
    const estimated = parent && paths.from.some((block) => block.estimated) ? 1 : 0;
    const cut = parts.length - kept.length + (parent ? 0 : others.reduce((sum, block) => sum + block.cut, root.cut));
    const gap = parent ? 0 : others.reduce((sum, block) => sum + block.gap, root.gap);
    const block = add(parent, { f, weight, own, gap, cut, estimated, guessed: 0, low: weight, high: weight });
    for (const part of kept) left.push({ ...part, parent: block });
  }
  return blocks;
}
