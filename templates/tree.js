// What the flame view asks of a tree of paths. Pure functions over arrays with one item a block.

/** @typedef {ArrayLike<number>} Column @typedef {"parent" | "depth" | "function" | "weight" | "own" | "cut" | "estimated" | "low" | "high" | "end"} ColumnName */
/** Blocks in preorder, block 0 the root of all; `end`: the index behind the last block below.
 * @typedef {{count: number} & Record<ColumnName, Column>} Tree @typedef {{count: number} & Record<ColumnName, number[]>} NewTree */
/** Where blocks start, from the left, and where their last child ends. @typedef {{start: Float64Array, filled: Float64Array}} Places */

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
  while (path[0]) path.unshift(tree.parent[path[0]]);
  return path;
}

/** The block at x, `depth` levels from the root; -1 if there is none, and the one above if it is the cut part.
 * @param {Tree} tree @param {Places} places @param {number} top where to begin @param {number} depth @param {number} x */
export function blockAt(tree, places, top, depth, x) {
  const { start, filled } = places;
  let i = top;
  while (tree.depth[i] < depth) {
    let child = i + 1;
    while (child < tree.end[i] && x >= start[child] + tree.weight[child]) child = tree.end[child];
    if (child >= tree.end[i]) {
      const isCut = tree.depth[i] === depth - 1 && x < filled[i] + cutWeight(tree, places, i);
      return { block: isCut ? i : -1, isCut };
    }
    i = child;
  }
  return { block: x < start[i] + tree.weight[i] ? i : -1, isCut: false };
}

/** Children, largest first. @param {Tree} tree @param {number} block */
export function childrenOf(tree, block) {
  const children = [];
  for (let i = block + 1; i < tree.end[block]; i = tree.end[i]) children.push(i);
  return children;
}

/** The cost of all blocks below one (itself too) that match, none counted twice.
 * @param {Tree} tree @param {number} top @param {(f: number) => boolean} isMatch */
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

/** Levels below a block that have a block of some weight. @param {Tree} tree @param {number} top @param {number} least */
export function levelsBelow(tree, top, least) {
  let deepest = tree.depth[top];
  let i = top;
  while (i < tree.end[top]) {
    const isWide = tree.weight[i] >= least;
    if (isWide) deepest = Math.max(deepest, tree.depth[i] + (tree.cut[i] ? 1 : 0));
    i = isWide ? i + 1 : tree.end[i];
  }
  return deepest - tree.depth[top];
}

/** Blocks with the most own time below one. @param {Tree} tree @param {number} top @param {number} count */
export function heaviest(tree, top, count) {
  const blocks = [];
  for (let i = top; i < tree.end[top]; i++) if (tree.own[i] > 0 && tree.function[i] >= 0) blocks.push(i);
  return blocks.sort((a, b) => tree.own[b] - tree.own[a]).slice(0, count);
}

/** Paths that are alike so far. @typedef {{function: number, parent: number, weight: number, from: number[], at: number[]}} Paths */

/** Groups paths by the function they come to; the largest comes last. @param {Tree} tree @param {Paths} paths @param {(i: number) => number} move */
function splitPaths(tree, paths, move, parent = -1) {
  /** @type {Map<number, Paths>} */
  const groups = new Map();
  paths.from.forEach((from, n) => {
    const at = move(paths.at[n]);
    const f = tree.function[at];
    if (!at || f < 0) return;
    let group = groups.get(f);
    if (!group) groups.set(f, (group = { function: f, parent, weight: 0, from: [], at: [] }));
    group.weight += tree.own[from];
    group.from.push(from);
    group.at.push(at);
  });
  return [...groups.values()].sort((a, b) => a.weight - b.weight || b.function - a.function);
}

/** The tree upside down: below the root all functions by own time, below each who called it. Own time is now
 * that of paths which begin with the block. Callers of little are cut. @param {Tree} tree @returns {Tree} */
export function invertTree(tree, least = tree.weight[0] / 5000) {
  /** @type {NewTree} */
  const out = { count: 0, parent: [], depth: [], function: [], weight: [], own: [], cut: [], estimated: [], low: [], high: [], end: [] };
  const from = [];
  let cut = 0;
  for (let i = 0; i < tree.count; i++) {
    if (tree.own[i] > 0) from.push(i);
    cut += tree.cut[i];
  }
  /** @type {Paths[]} */
  const left = [{ function: -1, parent: 0, weight: tree.weight[0] || 0, from, at: from }];
  for (let next = left.pop(); next; next = left.pop()) {
    const paths = next;
    const i = addBlock(out, tree, paths);
    const groups = splitPaths(tree, paths, i ? (at) => tree.parent[at] : (at) => at, i);
    const kept = groups.filter((group) => group.weight >= least);
    out.cut[i] = groups.length - kept.length + (i ? 0 : cut);
    if (i) out.own[i] = Math.max(0, paths.weight - groups.reduce((sum, group) => sum + group.weight, 0));
    left.push(...kept);
  }
  closeBlocks(out);
  return out;
}

/** @param {NewTree} out @param {Tree} tree @param {Paths} paths */
function addBlock(out, tree, paths) {
  const i = out.count++;
  out.parent.push(paths.parent);
  out.depth.push(i ? out.depth[paths.parent] + 1 : 0);
  out.function.push(paths.function);
  out.weight.push(paths.weight);
  out.own.push(0);
  out.cut.push(0);
  out.estimated.push(i && paths.from.some((from) => tree.estimated[from]) ? 1 : 0);
  out.low.push(paths.weight);
  out.high.push(paths.weight);
  return i;
}

/** @param {NewTree} tree */
function closeBlocks({ count, parent, end }) {
  for (let i = count - 1; i >= 0; i--) {
    end[i] ??= i + 1;
    if (i) end[parent[i]] = Math.max(end[parent[i]] ?? 0, end[i]);
  }
}
