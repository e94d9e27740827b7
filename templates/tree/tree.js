// The tree view: the call tree as indented rows, own functions open, runs of library frames folded.

import { min } from "../core/math.js";
import { build, buildBox, buildSpan, byId, setHeat, toggleClass } from "../core/dom.js";
import * as report from "../core/data.js";
import { isQuiet, labelOf } from "../core/facts.js";
import { blocksOf, callsOf, costOf, costliestOf, lacks } from "../core/counts.js";
import { formatCost, formatCount, formatShare } from "../core/format.js";
import { isRealPart } from "../compare/sides.js";
import { changeWords, fromTo, isChange, partOf, partWords, setTint } from "../compare/words.js";
import * as store from "../core/state.js";
import { focusRow, makeGrid, moveInGrid, showRows } from "../table/grid.js";
import { FRAME, hasChildren, listRows, revealRow, startRows, turnRow } from "./rows.js";

/** @typedef {import("./rows.js").Row} Row @typedef {import("../core/blocks.js").Block} Block */

/** Deeper rows are not indented further. */
const DEEPEST_INDENT = 40;
/** So many hits of a search are opened. */
const OPENED_HITS = 100;

const root = buildBox("grid tree");
const grid = makeGrid(root, { fill, pick }, "treegrid", "Call tree");
/** @type {import("./rows.js").Tree} */
let tree;
/** @type {Row[]} */
let rows = [];
/** @type {Uint8Array | null} */
let found = null;
let selected = -1;
/** @type {Block | undefined} */
let costliest;

/** @param {Block} a @param {Block} b */
const byWeight = (a, b) => b.weight - a.weight;

/** @param {Row} row */
function nameOf({ kind, block, count, namesake }) {
  if (kind === "gap") return "[not in the file]";
  if (kind === FRAME) return labelOf(block.f) || "(no name)";
  if (kind === "run") return formatCount(count) + " more frames in " + namesake;
  return formatCount(count) + (kind === "rest" ? " more, each below 0.5\u00a0%" : " more, too small for this report");
}

/** @param {Block} block */
function countWords(block) {
  const { calls, isExact } = callsOf(tree.blocks, block);
  return calls && !report.isSampled ? (isExact ? "×" : "≈×") + formatCount(calls) : "";
}

/** @param {Row} row @param {boolean} toggles */
function buildName(row, toggles) {
  const { kind, block: { f }, level, isOpen } = row;
  const mark = buildSpan("twisty", toggles ? (isOpen ? "▾" : "▸") : "");
  const name = buildBox("name", mark, buildSpan("", nameOf(row)));
  name.style.paddingLeft = `calc(6px + ${min(level, DEEPEST_INDENT)} * var(--indent))`;
  if (kind !== FRAME) return name;
  const place = report.placeOf(f);
  name.append(" ", build("small", "", place.replace(/^.*[/\\]/s, "").slice(0, 200)));
  name.title = `${report.nameOf(f)} ${place}`.slice(0, 500);
  return name;
}

const CHANGES = ["Name", "Δ Total", "%", "Δ Own", "Before → after"];

/** What a row is on both sides: what stands for others has what the frames beside it leave of the one above.
 * @param {Row} row @returns {import("../compare/sides.js").Pair} */
const pairOf = ({ kind, block: { pair, owns }, parent }) => (kind === FRAME ? [pair] : [pair, owns,
  ...(parent?.below ?? []).filter((row) => row.kind === FRAME).map(({ block }) => block.pair),
]).reduce((left, part) => left.map((/** @type {number} */ cost, /** @type {number} */ i) => cost - part[i]));

/** What became of a row. @param {Row} row @param {HTMLElement[]} cells */
function showChange(row, cells) {
  const { kind, block } = row;
  const f = kind === FRAME ? block.f : -1;
  const pair = pairOf(row);
  const owns = f >= 0 ? block.owns : kind === "run" ? pair : [0, 0];
  const texts = [changeWords(pair), partWords(pair), owns[0] || owns[1] ? changeWords(owns) : "", fromTo(pair)];
  cells.slice(1).forEach((cell, i) => (cell.textContent = texts[i]));
  setTint(cells[2], partOf(f, pair));
  for (const cell of cells) toggleClass(cell, "same", !isRealPart(f, pair) && cell !== cells[0]);
}

/** "≈4.83 s" where it is no figure of the file's. @param {Block} block @param {number} cost */
const totalWords = ({ estimated, guessed, weight }, cost) => ((estimated || guessed) && cost === weight ? "≈" : "") + formatCost(cost);

/** @param {HTMLElement} row @param {number} index */
function fill(row, index) {
  const item = rows[index];
  const { kind, block, weight, own, level, isOpen } = item;
  const isFrame = kind === FRAME;
  const toggles = hasChildren(item);
  const name = buildName(item, toggles);
  const cost = isFrame ? costOf(block) : weight;
  const share = buildBox("totalshare", formatShare(report.shareOf(cost)));
  setHeat(share, report.shareOf(cost), isQuiet(block) ? -1 : undefined);
  const cells = [
    name, buildBox("total", isFrame ? totalWords(block, cost) : formatCost(cost)), share,
    buildBox("own", own ? formatCost(own) : ""), buildBox("calls", isFrame ? countWords(block) : ""),
  ];
  if (COMPARE && isChange()) showChange(item, cells);
  for (const cell of cells) cell.role = "gridcell";
  name.role = "rowheader";
  row.append(...cells);
  row.ariaLevel = `${level + 1}`;
  if (toggles) row.ariaExpanded = `${isOpen}`;
  toggleClass(row, "others", !isFrame || report.originOf(block.f) > 0);
  toggleClass(row, "faded", found && !(isFrame && found[block.f]));
  toggleClass(row, "ring", isFrame && block === costliest);
  if (!isFrame) return;
  row.dataset.function = `${block.f}`;
  row.ariaSelected = `${block.f === store.state.f}`;
}

/** @param {number} [active] */
function show(active = grid.active) {
  rows = listRows(tree);
  showRows(grid, rows.length, active);
}

/** @param {Row} row @param {boolean} isOpen */
function set(row, isOpen) {
  turnRow(row, isOpen);
  show();
}

/** A click on a function selects it, on its mark or on what stands for others opens it. @param {number} index @param {Event} [event] */
function pick(index, event) {
  const row = rows[index];
  const isMark = event?.target instanceof Element && event.target.closest(".twisty");
  if (row.kind === FRAME && !(isMark && hasChildren(row))) store.set({ f: row.block.f }, true);
  else set(row, !row.isOpen);
}

/** Opens the largest blocks that a search has found, or those of a function, and goes to the first. @param {Block[]} blocks */
function reveal(blocks) {
  const hits = blocks.sort(byWeight).slice(0, OPENED_HITS);
  if (!hits.length) return show();
  const opened = hits.map((block) => revealRow(tree, block));
  rows = listRows(tree);
  // Rows are made anew where a run gives way: the first is found again by its block.
  const first = rows.findIndex(({ kind, block }) => kind === FRAME && block === hits[0]);
  show(first < 0 ? rows.indexOf(opened[0]) : first);
}

/** Right opens and goes in, left closes and goes out. @param {string} key */
function turn(key) {
  const row = rows[grid.active];
  if (!row) return;
  const toggles = hasChildren(row);
  if (key === "ArrowRight" && toggles && !row.isOpen) set(row, true);
  else if (key === "ArrowRight" && toggles) focusRow(grid, grid.active + 1);
  else if (key === "ArrowLeft" && row.isOpen && row.kind === FRAME) set(row, false);
  else if (key === "ArrowLeft" && row.parent && row.parent !== tree.top) focusRow(grid, rows.indexOf(row.parent));
}

/** @param {Block[]} blocks */
function start(blocks) {
  tree = startRows(blocks);
  costliest = costliestOf(blocks);
  rows = listRows(tree);
  showRows(grid, rows.length, 0);
}

/** @returns {import("../main.js").View} */
export function makeTree() {
  const calls = report.isSampled ? "" : "Calls";
  const titles = [["name", "Name"], ["total", "Total"], ["totalshare", "%"], ["own", "Own"], ["calls", calls]];
  grid.head.append(...titles.map(([name, title]) => {
    const head = buildBox(name, title);
    head.role = "columnheader";
    return head;
  }));
  byId("tree").append(root, build("p", "note", "≈ worked out. Ringed: most Own."));
  return {
    lacks,
    update({ f }, matched) {
      if (COMPARE) titles.forEach(([, title], i) => (grid.head.children[i].textContent = isChange() ? CHANGES[i] : title));
      const isNew = tree?.blocks !== report.blocksNow();
      if (isNew) start(report.blocksNow());
      const isSearch = matched !== found && matched;
      found = matched;
      if (isSearch) reveal(tree.blocks.filter((block) => matched[block.f]));
      else if (f !== selected && f >= 0 && rows[grid.active]?.block.f !== f) {
        reveal([...blocksOf(tree.blocks, f)].sort(byWeight).slice(0, 1));
      } else show();
      selected = f;
    },
    key(event) {
      const { key, target } = event;
      if (!(target instanceof Element) || !root.contains(target) || !/^Arrow(Left|Right)$/.test(key)) return moveInGrid(grid, event);
      turn(key);
      return true;
    },
  };
}
