// A call graph laid out in the page, for what filters leave and for other numbers of boxes: ranks by the longest way from where calls begin,
// rows ordered by the middle of what they are connected with. After K. Sugiyama, S. Tagawa and M. Toda,
// "Methods for visual understanding of hierarchical system structures", 1981.

import { makeFlags, max, min, sqrt } from "../core/math.js";
import { build } from "../core/dom.js";
import * as report from "../core/data.js";
import { figuresOf, labelOf } from "../core/facts.js";
import { formatCost, heat } from "../core/format.js";
import { totalOf } from "../compare/sides.js";
import { changeWords, isChange, pairOf, partOf, tints } from "../compare/words.js";

/** A box, or where an arrow passes a row (f is -1); x is its middle.
 * @typedef {{f: number, rank: number, x: number, width: number, up: Place[], down: Place[], lines: string[]}} Place */

const MOST_BOXES = 30;
const LEAST_BOX = 0.005; // of the total, as prof2dot's own -n and -e
const LEAST_ARROW = 0.001;
const [HEIGHT, GAP_DOWN, GAP_ACROSS] = [46, 44, 18];
const SWEEPS = 12;

const paper = /** @type {CanvasRenderingContext2D} */ (build("canvas").getContext("2d"));

/** The functions to be seen, the largest first, and the edges between them. @param {number} most 0: as many as count */
function choose(most) {
  const nodes = [...report.totalCost.keys()].filter((f) => report.has(f) && (most || report.totalCost[f] >= report.whole * LEAST_BOX))
    .sort((a, b) => report.totalCost[b] - report.totalCost[a] || a - b).slice(0, most || MOST_BOXES);
  const at = new Map(nodes.map((f, i) => [f, i]));
  const led = new Set();
  const { callee, total: times } = report.edgesNow();
  const all = nodes.flatMap((f, from) => report.calleesOf(f).map((e) => ({ from, to: at.get(callee[e]) ?? from, e })))
    .filter(({ from, to }) => from !== to).sort((a, b) => times[b.e] - times[a.e]);
  // To each box leads its largest edge at least.
  const edges = all.filter(({ to, e }) => (led.has(to) ? times[e] >= report.whole * LEAST_ARROW : led.add(to)));
  return { nodes, edges };
}

/** Which edges close a cycle, and the functions in an order in which the others lead forward.
 * @param {number} count @param {{from: number, to: number}[]} edges */
function orderNodes(count, edges) {
  const state = makeFlags(count); // 1: on the way, 2: done
  /** @type {Set<{from: number, to: number}>} */
  const back = new Set();
  /** @type {number[]} */
  const order = [];
  const out = Array.from({ length: count }, (_, i) => edges.filter(({ from }) => from === i));
  for (let root = 0; root < count; root++) {
    const path = state[root] ? [] : [root];
    while (path.length) {
      const at = path[path.length - 1];
      state[at] = 1;
      const next = out[at].shift();
      if (!next) {
        state[at] = 2;
        order.unshift(at);
        path.pop();
      } else if (state[next.to] === 1) back.add(next);
      else if (!state[next.to]) path.push(next.to);
    }
  }
  return { back, order };
}

/** @param {number} f @returns {Place} */
function makePlace(f) {
  const [total, ...others] = figuresOf(f);
  const lines = [labelOf(f).slice(0, 60), total, others.join("\u2003")];
  paper.font = "bold 12px sans-serif";
  const width = max(...lines.map((line) => paper.measureText(line).width)) + 18;
  return { f, rank: 0, x: 0, width, up: [], down: [], lines };
}

/** From caller to callee: the boxes of an arrow, and the places in the rows between. @typedef {Place[]} Chain */

/** @param {Place} from @param {Place} to @param {(place: Place) => void} put takes the places between @returns {Chain} */
function makeChain(from, to, put) {
  const [top, bottom] = [from, to].sort((a, b) => a.rank - b.rank);
  const chain = [top];
  for (let rank = top.rank + 1; rank < bottom.rank; rank++) chain.push({ f: -1, rank, x: 0, width: 8, up: [], down: [], lines: [] });
  chain.slice(1).forEach(put);
  chain.push(bottom);
  chain.slice(1).forEach((place, i) => {
    chain[i].down.push(place);
    place.up.push(chain[i]);
  });
  return top === from ? chain : chain.reverse();
}

/** Puts a row's places as near to where they want to be as there is room. @param {Place[]} row @param {(place: Place) => number} wanted */
function settle(row, wanted) {
  const at = row.map(wanted);
  const room = (/** @type {number} */ i) => (row[i].width + row[i + 1].width) / 2 + GAP_ACROSS;
  const right = at.slice();
  for (let i = 1; i < row.length; i++) right[i] = max(right[i], right[i - 1] + room(i - 1));
  const left = at.slice();
  for (let i = row.length - 1; i-- > 0;) left[i] = min(left[i], left[i + 1] - room(i));
  row.forEach((place, i) => (place.x = (left[i] + right[i]) / 2));
}

/** @param {Place[]} near @param {number} otherwise */
const middle = (near, otherwise) => (near.length ? near.reduce((sum, { x }) => sum + x, 0) / near.length : otherwise);

/** @param {Place[][]} rows */
function arrange(rows) {
  for (const row of rows) settle(row, () => 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isDown = sweep % 2 === 0;
    for (const row of isDown ? rows : rows.slice().reverse()) {
      const wanted = (/** @type {Place} */ place) => middle(isDown ? place.up : place.down, place.x);
      // In the first half places may pass each other.
      if (sweep < SWEEPS / 2) row.sort((a, b) => wanted(a) - wanted(b));
      settle(row, wanted);
    }
  }
}

/** The chosen boxes with their places. @param {number} most */
function placeAll(most) {
  const { nodes, edges } = choose(most);
  const { back, order } = orderNodes(nodes.length, edges);
  const places = nodes.map((f) => makePlace(f));
  for (const at of order)
    for (const edge of edges)
      if (edge.from === at && !back.has(edge)) places[edge.to].rank = max(places[edge.to].rank, places[at].rank + 1);
  /** @type {Place[][]} */
  const rows = [];
  const put = (/** @type {Place} */ place) => (rows[place.rank] ??= []).push(place);
  for (const at of order) put(places[at]);
  const chains = edges.map(({ from, to }) => makeChain(places[from], places[to], put));
  arrange(rows);
  return { nodes, edges, places, rows, chains };
}

/** @param {string} name @param {Record<string, string | number>} attributes @param {(Node | string)[]} children */
function shape(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** @param {number} share @param {0 | 1} part */
const colour = (share, part) => `light-dark(${heat(share, false)[part]},${heat(share, true)[part]})`;

/** @param {Place} place @param {number} i */
function drawBox({ f, x, rank, width, lines }, i) {
  const [left, top] = [x - width / 2, rank * (HEIGHT + GAP_DOWN)];
  const share = report.shareOf(report.totalCost[f]);
  const [fill, ink] = COMPARE && isChange() ? tints(partOf(f, pairOf(totalOf, f))) : [colour(share, 0), colour(share, 1)];
  const d = `M${left + 8},${top}h${width - 16}q8,0 8,8v${HEIGHT - 16}q0,8 -8,8h${16 - width}q-8,0 -8,-8v${16 - HEIGHT}q0,-8 8,-8z`;
  const box = shape("path", { d, stroke: "currentColor" });
  box.style.fill = fill;
  box.style.strokeWidth = report.originOf(f) ? "0.5" : "1.5";
  const texts = lines.map((line, n) => {
    const text = shape("text", { x, y: top + 14 + n * 13, "text-anchor": "middle", "font-size": n ? 10 : 12 }, line);
    text.style.fill = ink;
    if (!n) text.style.fontWeight = report.originOf(f) ? "normal" : "bold";
    return text;
  });
  const node = shape("g", { id: "made-n" + i, class: "node" }, box, ...texts);
  node.ariaLabel = lines.join(", ");
  return node;
}

/** Less room than that between two arrows leaves none for words. */
const WORDS = 36;

/** From the caller's near side to the callee's, where arrows stand side by side. @param {Chain[]} chains @param {number} e @param {number} i */
function drawArrow(chains, e, i) {
  const { total, pairs } = report.edgesNow();
  const chain = chains[i];
  const [from] = chain;
  const to = /** @type {Place} */ (chain.at(-1));
  const isDown = to.rank > from.rank;
  const mates = chains.filter((other) => other.at(-1) === to && other[0].rank < to.rank === isDown)
    .sort((a, b) => a[a.length - 2].x - b[b.length - 2].x);
  const step = min(WORDS + 8, to.width / mates.length);
  const end = to.x + (mates.indexOf(chain) - (mates.length - 1) / 2) * step;
  const edgeOf = (/** @type {Place} */ { rank }, /** @type {boolean} */ isBottom) => rank * (HEIGHT + GAP_DOWN) + (isBottom ? HEIGHT : 0);
  const bend = (isDown ? GAP_DOWN : -GAP_DOWN) * 0.6;
  let path = `M${from.x},${edgeOf(from, isDown)}`;
  chain.slice(1).forEach((place, n) => {
    const x = place === to ? end : place.x;
    const [start, stop] = [edgeOf(chain[n], isDown), edgeOf(place, !isDown)];
    path += `C${chain[n].x},${start + bend} ${x},${stop - bend} ${x},${stop}` + (place === to ? "" : "V" + edgeOf(place, isDown));
  });
  const at = edgeOf(to, !isDown);
  const tip = isDown ? 7 : -7;
  const share = report.shareOf(total[e]);
  const line = shape("path", { d: path, fill: "none", "stroke-width": (0.6 + 4 * sqrt(share)).toFixed(2) });
  const head = shape("path", { d: `M${end},${at}l-4,${-tip}h8z` });
  line.style.stroke = head.style.fill = COMPARE && isChange() ? "var(--faint)" : colour(share + 0.1, 0);
  // The first is the largest.
  const isTold = step >= WORDS || chains.findIndex((other) => mates.includes(other)) === i;
  const words = shape("text", { x: end + 5, y: at + (isDown ? -10 : 14), "font-size": 9 },
    !isTold ? "" : COMPARE && isChange() ? changeWords(pairs[e].total) : formatCost(total[e]));
  words.style.fill = "var(--faint)";
  return shape("g", { id: "made-e" + i, class: "edge" }, line, head, words);
}

/** The graph of at most so many functions (0: of those that count), as graph.js takes it. @param {number} most */
export function layOut(most) {
  const { nodes, edges, places, rows, chains } = placeAll(most);
  const all = rows.flat();
  const left = min(0, ...all.map(({ x, width }) => x - width / 2)) - 10;
  const right = max(1, ...all.map(({ x, width }) => x + width / 2)) + 40;
  const height = max(1, rows.length) * (HEIGHT + GAP_DOWN);
  const arrows = edges.map(({ e }, i) => drawArrow(chains, e, i));
  const boxes = places.map(drawBox);
  const group = shape("g", { class: "graph", transform: "translate(0 0)" }, ...arrows, ...boxes);
  const viewBox = `${left} -10 ${right - left} ${height}`;
  const svg = shape("svg", { viewBox, "font-family": "sans-serif" }, group);
  const ends = edges.map(({ from, to }) => /** @type {[number, number]} */ ([from, to]));
  return { nodes, edges: ends, svg: /** @type {SVGSVGElement} */ (svg), prefix: "made-" };
}
