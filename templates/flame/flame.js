// The flame view: the tree of paths as an icicle or a sunburst, from the callers down or upside down.

import { max } from "../core/math.js";
import { buildButton, byId, on, setContent, toggleClass } from "../core/dom.js";
import * as report from "../core/data.js";
import { costWords, labelOf, titleOf } from "../core/facts.js";
import { formatCost, formatCount, formatShare } from "../core/format.js";
import { blocksOf, costOf, costliestOf, lacks } from "../core/counts.js";
import { changeLine, isChange } from "../compare/words.js";
import { isRealPart } from "../compare/sides.js";
import { ROW, canvas, frame, paint, partAt, setTheme } from "./paint.js";
import * as store from "../core/state.js";
import { blockAt, countLevels, cutWeight, invertTree, matchedWeight, pathTo } from "../core/blocks.js";
import { hideTip, showTip } from "../core/tip.js";

/** @typedef {import("../core/blocks.js").Block} Block */

/** As called, and upside down. @type {Block[][]} */
let trees = [];
/** @type {Block} what fills the view */
let top;
/** @type {Block | undefined} */
let focus;
/** @type {ReturnType<typeof blockAt>} */
let hover = {};
/** @type {Block | undefined} */
let ringed;
/** @type {Uint8Array | null} */
let found = null;
let selected = -1;

function draw() {
  if (!top || !frame.clientWidth) return;
  const { f, params } = store.state;
  const rings = Boolean(params.rings);
  const levels = countLevels(top, top.weight * (rings ? 0.01 : 0.5 / frame.clientWidth));
  toggleClass(frame, "rings", rings);
  /** @type {HTMLElement} */ (canvas.parentElement).style.height = rings ? "100%" : levels * ROW + "px";
  const pointed = hover.isCut || hover.isGap ? undefined : hover.block;
  paint({ top, levels, isRound: rings, active: f, matched: found, focus, ringed, hover: pointed });
}

/** @param {MouseEvent} event @returns {ReturnType<typeof blockAt>} */
function find({ offsetX, offsetY }) {
  const { depth, cost } = partAt(offsetX, offsetY);
  return blockAt(top, depth, cost);
}

/** @param {PointerEvent} event */
function point(event) {
  const { block: before } = hover;
  hover = event.type === "pointermove" && event.pointerType !== "touch" ? find(event) : {};
  const { block } = hover;
  canvas.style.cursor = block ? "pointer" : "";
  if (block) showTip(restLines(hover) ?? linesOf(block), event);
  else hideTip();
  if (block !== before) draw();
}

/** @param {Block} block */
const nameOf = ({ f }) => f < 0 ? "all" : labelOf(f);

/** "34.2 s  64 % of the total, 71 % of main". @param {number} cost */
function shareWords(cost) {
  if (COMPARE && isChange()) return formatCost(cost) + " together";
  const words = costWords(cost) + " of the total";
  return top.parent && cost !== top.weight ? words + ", " + formatShare(cost / top.weight) + " of " + nameOf(top) : words;
}

/** Of what is no block: callees that are not shown, and gaps. @param {ReturnType<typeof blockAt>} place */
function restLines({ block, isCut, isGap }) {
  if (block && isCut) return [formatCount(block.cut) + " more below " + nameOf(block), shareWords(cutWeight(block))];
  return block && isGap ? ["Not in the file", shareWords(block.gap) + ", below " + nameOf(block)] : undefined;
}

/** What became of a block. @param {Block} block */
const blockLines = ({ f, pair, owns }) => [
  ...(f < 0 ? ["all"] : titleOf(f)), changeLine("Time", pair, isRealPart(f, pair)), changeLine("Own", owns, isRealPart(f, owns)),
];

/** What there is to say of a block. @param {Block} block */
function linesOf(block) {
  if (COMPARE && isChange()) return blockLines(block);
  const { f, weight, guessed } = block;
  const cost = costOf(block);
  const estimated = block.estimated && cost === weight;
  const [low, high, own] = [block.low, block.high, block.own].map((one) => formatCost(max(0, one)));
  return [
    ...(f < 0 ? ["all"] : titleOf(f)),
    shareWords(cost),
    estimated ? "estimated" + (low === high ? "" : `: between ${low} and ${high}, as the file tells`) : "",
    guessed ? "time exact, caller guessed" : "",
    block.own ? (store.state.params.callers ? "from paths that begin here " : "Own ") + own : "",
  ].filter(Boolean);
}

/** @param {Block} block */
function say(block) {
  setContent(byId("flame-said"), linesOf(block).join(" · "));
}

/** The path to what fills the view, as buttons. */
function showPath() {
  const path = byId("flame-path");
  setContent(path, ...pathTo(top).map((block) => buildButton(nameOf(block), () => zoom(block))));
  /** @type {Element} */ (path.lastElementChild).ariaCurrent = "true";
  path.scrollLeft = path.scrollWidth;
  say(top);
}

/** @param {Block | undefined} block */
function zoom(block) {
  // A pane that opens would move what is clicked: it follows where it is there.
  if (block === top) frame.scrollTop = 0;
  else if (block) store.setParams({ z: String(block.index || "") }, true, store.state.f < 0 ? -1 : block.parent && block.f);
}

/** @param {Block | undefined} block */
function focusOn(block) {
  focus = block;
  if (block) {
    const y = (block.depth - top.depth) * ROW;
    if (y < frame.scrollTop || y + ROW > frame.scrollTop + frame.clientHeight) frame.scrollTop = y - frame.clientHeight / 2;
    say(block);
  }
  draw();
}

/** Where a key leads that moves about. @param {string} key */
function besides(key) {
  const row = focus && focus !== top ? (focus.parent?.below ?? []) : [];
  const at = row.indexOf(/** @type {Block} */ (focus));
  switch (key) {
    case "ArrowDown": return focus?.below[0];
    case "ArrowUp": return row[0]?.parent;
    case "ArrowLeft": return row[at - 1];
    case "ArrowRight": return row[at + 1];
    default: return top;
  }
}

/** It begins at the first of your own that carries the time, where much stands above. @param {number} at 1: upside down */
function openingRow(at) {
  let block = top;
  while (block.below[0] && (block.f < 0 || report.originOf(block.f))) block = block.below[0];
  const y = (block.depth - top.depth - 2) * ROW;
  return at || y < 300 || block.weight < top.weight / 2 ? 0 : y;
}

/** Shows what is below another block. @param {Block[]} tree */
function begin(tree) {
  focus = undefined;
  hover = {};
  ringed = costliestOf(tree);
  if (!pathTo(ringed).includes(top)) ringed = undefined;
  showPath();
  draw();
}

/** Who comes back sees where from. @param {Block[]} tree @param {Block | undefined} before @param {number} at 1: upside down */
const rowToShow = (tree, before, at) =>
  (before && tree[before.index] === before ? (before.depth - top.depth - 2) * ROW : openingRow(at));

/** The same picture in another way. @param {"callers" | "rings"} name */
function startSwitch(name) {
  on(byId("flame-" + name), "click", () => {
    const value = store.state.params[name] ? "" : "1";
    store.setParams(name === "rings" ? { rings: value } : { callers: value, z: "" }, true);
  });
}

function listen() {
  new ResizeObserver(draw).observe(frame);
  on(frame, "scroll", draw);
  on(canvas, "pointermove", point);
  on(canvas, "pointerleave", point);
  on(canvas, "click", (event) => {
    const { block } = find(event);
    zoom(block === top ? top.parent : block);
  });
  on(canvas, "blur", () => focusOn(undefined));
  startSwitch("callers");
  startSwitch("rings");
}

/** @returns {import("../main.js").View} */
export function makeFlame() {
  listen();
  return {
    lacks,
    functionAt(event) {
      if (event.target !== canvas || !top) return -1;
      const block = event instanceof MouseEvent ? find(event).block : focus;
      return block?.f ?? -1;
    },
    theme(dark) {
      setTheme(dark);
      draw();
    },
    update({ f, params }, matched) {
      const before = top;
      const isChosen = f !== selected && f >= 0;
      selected = f;
      const at = params.callers ? 1 : 0;
      if (trees[0] !== report.blocksNow()) trees = [report.blocksNow()];
      const isEmpty = !trees[0][0]?.weight;
      byId("flame-view").hidden = isEmpty;
      byId("flame-none").hidden = !isEmpty;
      if (isEmpty) return;
      const tree = (trees[at] ??= invertTree(trees[0]));
      top = tree[Number(params.z)] ?? tree[0];
      found = matched;
      for (const name of ["callers", "rings"]) byId("flame-" + name).ariaPressed = `${Boolean(params[name])}`;
      setContent(byId("flame-found"), found ? "Found: " + shareWords(matchedWeight(top, found)) : "");
      if (top !== before) {
        begin(tree);
        frame.scrollTop = rowToShow(tree, before, at);
      }
      // The largest block of what has been chosen, unless it is one that has the focus anyway.
      const block = isChosen && focus?.f !== f && blocksOf(tree, f).reduce((a, b) => (b.weight > a.weight ? b : a), tree[0]);
      if (block && block.parent) focusOn(block);
      else draw();
    },
    key({ key, target }) {
      if (!top) return false;
      if (key === "Escape" && top.parent) zoom(pathTo(top)[0]);
      else if (target !== canvas) return false;
      else if (key === "Enter" && focus) zoom(focus);
      else if (/^Arrow|^Home$/.test(key)) focusOn(focus ? (besides(key) ?? focus) : top);
      else return false;
      return true;
    },
  };
}
