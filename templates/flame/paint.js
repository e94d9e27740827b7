// Draws a tree of paths on a canvas, as rows (an icicle) or as rings (a sunburst).

import { floor, max, min, round, sqrt } from "../core/math.js";
import { build, byId, find } from "../core/dom.js";
import * as report from "../core/data.js";
import { costOf } from "../core/counts.js";
import { isQuiet, labelOf } from "../core/facts.js";
import { formatCount, formatShare, heat } from "../core/format.js";
import { changeWords, isChange, partOf, tint } from "../compare/words.js";
import { cutWeight, walk } from "../core/blocks.js";

/** @typedef {import("../core/blocks.js").Block} Block @typedef {{start: number, end: number, near: number}} Part pixels, or angles and a radius */
/** What is to be seen: a block and `levels` below it; `matched` says what a search has found.
 * @typedef {{top: Block, levels: number, isRound: boolean, active: number, matched: Uint8Array | null, focus?: Block, hover?: Block,
 * ringed?: Block}} Scene */

export const ROW = 20;
const THINNEST_RING = 16;
const TURN = 2 * Math.PI;
const HEATS = 64;

export const frame = byId("flame-frame");
export const canvas = /** @type {HTMLCanvasElement} */ (find("canvas", frame));
const paper = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
/** @type {Map<string, number>} */
const widths = new Map();
/** @type {string[]} */
let colours = [];
/** @type {string[][]} */
let heats = [];
/** @type {CanvasPattern | null} */
let hatch;
/** @type {Scene} */
let scene;
let width = 0;
let height = 0;
let scroll = 0;
let unit = 1; // pixels or angle of a cost
let step = 1; // pixels of a level
let last = 0; // level
let isDark = false;

/** @param {boolean} dark */
export function setTheme(dark) {
  if (COMPARE) isDark = dark;
  colours = ["--page", "--bar", "--ink", "--accent", "--ring"].map((name) => {
    canvas.style.color = `var(${name})`;
    return getComputedStyle(canvas).color;
  });
  heats = Array.from({ length: HEATS + 1 }, (_, i) => heat((i / HEATS) ** 2, dark));
  const tile = build("canvas");
  const size = (tile.width = tile.height = round(6 * devicePixelRatio));
  const stripes = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
  stripes.strokeStyle = dark ? "#ffffff40" : "#00000030";
  stripes.lineWidth = devicePixelRatio;
  for (const x of [-size, 0, size]) {
    stripes.moveTo(x - 1, size + 1);
    stripes.lineTo(x + size + 1, -1);
  }
  stripes.stroke();
  hatch = paper.createPattern(tile, "repeat");
  hatch?.setTransform(new DOMMatrix([1 / devicePixelRatio, 0, 0, 1 / devicePixelRatio, 0, 0]));
}

/** @param {Scene} next */
export function paint(next) {
  scene = next;
  const { top, levels, isRound, hover, focus, active, ringed } = scene;
  const ratio = devicePixelRatio;
  width = frame.clientWidth;
  height = frame.clientHeight;
  scroll = isRound ? 0 : frame.scrollTop;
  const radius = min(width, height) / 2 - 2;
  unit = (isRound ? TURN : width) / top.weight;
  step = isRound ? max(THINNEST_RING, radius / levels) : ROW;
  last = top.depth + floor(isRound ? radius / step - 1 : (height + scroll) / ROW);
  const [across, down] = [round(width * ratio), round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
    canvas.style.height = height + "px";
  }
  paper.setTransform(ratio, 0, 0, ratio, 0, 0);
  paper.clearRect(0, 0, width, height);
  paper.textBaseline = "middle";
  /** @type {Block[]} */
  const marked = [];
  walk(top, (block) => {
    if (!isWide(block)) return false;
    drawBlock(block);
    if (block.parent && block.f === active) marked.push(block);
    return block.depth < last && drawRest(block);
  });
  outline(ringed, colours[4], 2);
  for (const block of marked) outline(block, colours[3], 3);
  outline(hover, colours[2], 1);
  outline(focus, colours[2], 2);
}

/** @param {Block} block */
const isWide = ({ weight }) => weight * unit >= (scene.isRound ? 0.003 : 0.5);

/** Makes a part of a level what is filled or stroked next. @param {number} depth @param {number} from @param {number} to @returns {Part} */
function trace(depth, from, to, inset = 0) {
  const { top, isRound } = scene;
  const turn = isRound ? -TURN / 4 : 0;
  const start = (from - top.start) * unit + turn;
  const end = (to - top.start) * unit + turn;
  const near = (depth - top.depth) * step - scroll;
  paper.beginPath();
  if (isRound) {
    paper.arc(width / 2, height / 2, max(0, near + step - inset), start, end);
    paper.arc(width / 2, height / 2, near + inset, end, start, true);
    paper.closePath();
  } else paper.rect(start + inset, near + inset, end - start - 2 * inset - (end - start > 3 ? 1 : 0), ROW - 1 - 2 * inset);
  return { start, end, near };
}

/** @param {number} depth @param {number} from @param {number} to @param {string} fill @param {number} [isHatched] */
function fillPart(depth, from, to, fill, isHatched) {
  const part = trace(depth, from, to);
  const size = sizeOf(part);
  paper.fillStyle = fill;
  paper.fill();
  if (isHatched && hatch && size > 4) {
    paper.fillStyle = hatch;
    paper.fill();
  }
  if (scene.isRound && size > 6) {
    paper.strokeStyle = colours[0];
    paper.lineWidth = 1;
    paper.stroke();
  }
  return part;
}

/** About how many pixels wide it is. @param {Part} part */
const sizeOf = ({ start, end }) => (end - start) * (scene.isRound ? 100 : 1);

/** @param {Block} block */
function drawBlock(block) {
  const { f, depth, start, weight, estimated, guessed } = block;
  const { matched } = scene;
  const share = report.shareOf(weight);
  const isFaint = f < 0 || (matched ? !matched[f] : isQuiet(block));
  const [fill, ink] = COMPARE && isChange() && !(matched && isFaint) ? tint(partOf(f, block.pair), isDark)
    : isFaint ? colours.slice(1) : heats[round(sqrt(min(1, share)) * HEATS)];
  const part = fillPart(depth, start, start + weight, fill, estimated);
  if (guessed && !scene.isRound) dot(part, ink);
  const words = COMPARE && isChange() ? changeWords(block.pair)
    : formatShare(report.shareOf(weight * unit > 60 ? costOf(block) : weight));
  write(part, ink, f < 0 ? "all" : labelOf(f), words, f >= 0 && !report.originOf(f));
}

/** Marks the upper edge: the block may belong below another caller. @param {Part} part @param {string} ink */
function dot({ start, end, near }, ink) {
  paper.strokeStyle = ink;
  paper.lineWidth = 2;
  paper.setLineDash([2, 3]);
  paper.beginPath();
  paper.moveTo(start, near + 1);
  paper.lineTo(end - 1, near + 1);
  paper.stroke();
  paper.setLineDash([]);
}

/** What is too thin, and what was cut, is one grey part behind the children; the gap is another. @param {Block} block */
function drawRest(block) {
  const { below, depth, filled, cut, gap } = block;
  const thin = below.findIndex((child) => !isWide(child));
  const from = thin < 0 ? filled : below[thin].start;
  const to = filled + cutWeight(block);
  const count = cut + (thin < 0 ? 0 : below.length - thin);
  if (to > from) write(fillPart(depth + 1, from, to, colours[1]), colours[2], formatCount(count) + " more", "");
  if (gap) write(fillPart(depth + 1, to, to + gap, colours[1], 1), colours[2], "not in the file", "");
  return true;
}

/** As much of a text as there is room for. @param {string} text @param {number} room @param {boolean} [isBold] */
function fitted(text, room, isBold) {
  const key = isBold + text;
  paper.font = (isBold ? "600 " : "") + "12px system-ui, sans-serif";
  const wanted = widths.get(key) ?? paper.measureText(text).width;
  widths.set(key, wanted);
  return wanted > room ? text.slice(0, max(1, ((room - 10) / wanted) * text.length)) + "…" : text;
}

/** @param {Part} part @param {string} ink @param {string} label @param {string} share @param {boolean} [isBold] */
function write(part, ink, label, share, isBold) {
  const { start, end, near } = part;
  const y = near + step / 2;
  paper.fillStyle = ink;
  if (scene.isRound) return writeOnRing(part, y, label, isBold);
  const room = end - start - 10;
  if (room < 20) return;
  paper.textAlign = "left";
  paper.fillText(fitted(label, room, isBold), start + 5, y);
  if (room - (widths.get(isBold + label) ?? 0) < 60) return;
  paper.textAlign = "right";
  paper.fillText(fitted(share, room), end - 6, y);
}

/** Level, in the middle of a part. @param {Part} part @param {number} radius @param {string} label @param {boolean} [isBold] */
function writeOnRing({ start, end, near }, radius, label, isBold) {
  const middle = (start + end) / 2;
  const away = near && radius;
  if ((end - start) * radius < 26) return;
  paper.textAlign = "center";
  const text = fitted(label, min((end - start) * radius, 2 * step) - 8, isBold);
  paper.fillText(text, width / 2 + Math.cos(middle) * away, height / 2 + Math.sin(middle) * away);
}

/** @param {Block | undefined} block @param {string} colour @param {number} size */
function outline(block, colour, size) {
  if (!block) return;
  const { depth, start, weight } = block;
  paper.strokeStyle = colour;
  paper.lineWidth = weight * unit * (scene.isRound ? 100 : 1) < 9 ? 1 : size;
  trace(depth, start, start + weight, paper.lineWidth / 2);
  paper.stroke();
}

/** The level and the cost at a point of the canvas. @param {number} x @param {number} y */
export function partAt(x, y) {
  const { top, isRound } = scene;
  if (!isRound) return { depth: top.depth + floor((y + scroll) / ROW), cost: top.start + x / unit };
  const [across, down] = [x - width / 2, y - height / 2];
  const turn = (Math.atan2(across, -down) + TURN) % TURN;
  return { depth: top.depth + floor(Math.hypot(across, down) / step), cost: top.start + turn / unit };
}
