// What the flame view asks of a tree of paths. Pure functions over arrays with one item a block.

/** @typedef {"parent" | "depth" | "function" | "weight" | "own" | "cut" | "estimated" | "low" | "high" | "end"} ColumnName */
/** Blocks in preorder, the largest child first; block 0 is the root, `end` the index behind the last block below.
 * @typedef {{count: number} & Record<ColumnName, ArrayLike<number>>} Tree @typedef {{count: number} & Record<ColumnName, number[]>} NewTree */
/** Where blocks start, from the left, and where their last child ends. @typedef {{start: Float64Array, filled: Float64Array}} Places */
/** @typedef {(f: number) => boolean} Test */

/** Children stand side by side, then what was cut, then their parent's own time. @param {Tree} tree @returns {Places} */
export function placeBlocks({ count, parent, weight }) {
  const start = new Float64Array(count);
  const filled = new Float64Array(count);
  for (let i = 1; i < count; i++) {
    start[i] = filled[i] = filled[parent[i]];
    filled[parent[i]] += weight[i];
  }
  return { start, filled };
}

/** What functions that are not shown have cost below a block. @param {Tree} tree @param {Places} places @param {number} i */
export function cutWeight(tree, { start, filled }, i) {
  return tree.cut[i] ? Math.max(0, tree.weight[i] - tree.own[i] - (filled[i] - start[i])) : 0;
}

/** The blocks from the root down to one. @param {Tree} tree @param {number} block */
export function pathTo(tree, block) {
  const path = [block];
  while (block) path.push((block = tree.parent[block]));
  return path.reverse();
}

/** @param {Tree} tree @param {number} block */
export function childrenOf(tree, block) {
  const children = [];
  for (let i = block + 1; i < tree.end[block]; i = tree.end[i]) children.push(i);
  return children;
}

/** The block at x on a level, or -1, or the one whose cut part it is.
 * @param {Tree} tree @param {Places} places @param {number} top where to begin @param {number} depth @param {number} x */
export function blockAt(tree, places, top, depth, x) {
  const { start, filled } = places;
  let i = x < start[top] || x >= start[top] + tree.weight[top] ? -1 : top;
  while (i >= 0 && tree.depth[i] < depth) {
    let child = i + 1;
    while (child < tree.end[i] && x >= start[child] + tree.weight[child]) child = tree.end[child];
    if (child >= tree.end[i]) {
      const isCut = tree.depth[i] === depth - 1 && x < filled[i] + cutWeight(tree, places, i);
      return { block: isCut ? i : -1, isCut };
    }
    i = child;
  }
  return { block: i, isCut: false };
}

/** The cost of all blocks below one (itself too) that match, none counted twice.
 * @param {Tree} tree @param {number} top @param {Test} isMatch */
export function matchedWeight(tree, top, isMatch) {
  let sum = 0;
  let i = top;
  while (i < tree.end[top]) {
    const matches = tree.function[i] >= 0 && isMatch(tree.function[i]);
    if (matches) sum += tree.weight[i];
    i = matches ? tree.end[i] : i + 1;
  }
  return sum;
}

/** How many levels there are of blocks of some weight. @param {Tree} tree @param {number} top @param {number} least */
export function countLevels(tree, top, least) {
  let last = 0;
  let i = top;
  while (i < tree.end[top]) {
    const isWide = tree.weight[i] >= least;
    if (isWide) last = Math.max(last, tree.depth[i] + (tree.cut[i] ? 1 : 0));
    i = isWide ? i + 1 : tree.end[i];
  }
  return last - tree.depth[top] + 1;
}

/** Paths that are alike so far: the blocks they begin at and have come to.
 * @typedef {{f: number, parent: number, weight: number, from: number[], at: number[]}} Paths */

/** Parts paths by the function they come to next; the largest part comes last. @param {Tree} tree @param {Paths} paths @param {number} parent */
function splitPaths(tree, { from, at }, parent) {
  /** @type {Map<number, Paths>} */
  const parts = new Map();
  for (let n = 0; n < from.length; n++) {
    const next = parent ? tree.parent[at[n]] : from[n];
    const f = tree.function[next];
    if (f < 0) continue;
    let part = parts.get(f);
    if (!part) parts.set(f, (part = { f, parent, weight: 0, from: [], at: [] }));
    part.weight += tree.own[from[n]];
    part.from.push(from[n]);
    part.at.push(next);
  }
  return [...parts.values()].sort((a, b) => a.weight - b.weight || b.f - a.f);
}

/** The tree upside down: below the root all functions by own time, below each who called it. Own time is now
 * that of paths which begin with the block. Callers of little are cut. @param {Tree} tree @returns {Tree} */
export function invertTree(tree, least = tree.weight[0] / 5000) {
  /** @type {NewTree} */
  const out = { count: 0, parent: [], depth: [], function: [], weight: [], own: [], cut: [], estimated: [], low: [], high: [], end: [] };
  const from = Array.from({ length: tree.count }, (_, i) => i).filter((i) => tree.own[i] > 0);
  /** @type {Paths[]} */
  const left = [{ f: -1, parent: 0, weight: tree.weight[0], from, at: from }];
  for (let paths = left.pop(); paths; paths = left.pop()) {
    const i = out.count++;
    const parts = splitPaths(tree, paths, i);
    const kept = parts.filter((part) => part.weight >= least);
    left.push(...kept);
    out.parent[i] = paths.parent;
    out.depth[i] = i && out.depth[paths.parent] + 1;
    out.function[i] = paths.f;
    out.weight[i] = out.low[i] = out.high[i] = paths.weight;
    out.own[i] = i && Math.max(0, parts.reduce((rest, part) => rest - part.weight, paths.weight));
    out.cut[i] = parts.length - kept.length + (i ? 0 : Array.from(tree.cut).reduce((sum, cut) => sum + cut, 0));
    out.estimated[i] = i && Number(paths.from.some((block) => tree.estimated[block]));
  }
  for (let i = out.count - 1; i >= 0; i--) {
    out.end[i] ??= i + 1;
    if (i) out.end[out.parent[i]] = Math.max(out.end[out.parent[i]] ?? 0, out.end[i]);
  }
  return out;
}
