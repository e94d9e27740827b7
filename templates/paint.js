// Draws a tree of paths on a canvas, as rows (an icicle) or as rings (a sunburst).

import { labelOf } from "./facts.js";
import { formatCount, formatShare, heat } from "./format.js";
import { cutWeight } from "./tree.js";

/** @typedef {import("./data.js").Report} Report @typedef {import("./tree.js").Tree} Tree @typedef {import("./tree.js").Places} Places */
/**
 * What is to be seen: costs from `left` to `right`, levels from `first` on.
 * @typedef {{tree: Tree, places: Places, left: number, right: number, first: number, scroll: number, levels: number,
 *   rings: boolean, selected: number, finds?: (f: number) => boolean, focus: number, hover: number}} Scene
 */

export const ROW = 20;
const THINNEST_RING = 16;
export const THINNEST = 0.5;
const FONT = "12px system-ui, sans-serif";
const STEPS = 32;

export class Painter {
  /** @param {Report} report @param {HTMLCanvasElement} canvas */
  constructor(report, canvas) {
    this.report = report;
    this.canvas = canvas;
    this.paper = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.width = 0;
    this.height = 0;
    /** @type {Map<string, number>} */ this.widths = new Map();
    /** @type {string[]} */ this.labels = [];
    this.dark = false;
    /** @type {string[][]} */ this.heats = [];
    this.page = this.bar = this.ink = this.accent = "";
    /** @type {CanvasPattern | null} */ this.hatch = null;
    this.speck = { level: -1, from: 0, to: 0 };
  }

  /** @param {boolean} dark */
  theme(dark) {
    const style = getComputedStyle(document.documentElement);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    [this.page, this.bar, this.ink, this.accent] = ["--page", "--bar", "--ink", "--accent"].map(colour);
    this.heats = Array.from({ length: STEPS + 1 }, (_, i) => heat(this.report.meta, (i / STEPS) ** 2, dark));
    const tile = document.createElement("canvas");
    const size = (tile.width = tile.height = Math.round(6 * devicePixelRatio));
    const paper = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
    paper.strokeStyle = dark ? "#ffffff40" : "#00000030";
    paper.lineWidth = devicePixelRatio;
    for (const x of [-size, 0, size]) {
      paper.moveTo(x - 1, size + 1);
      paper.lineTo(x + size + 1, -1);
    }
    paper.stroke();
    this.hatch = this.paper.createPattern(tile, "repeat");
    this.hatch?.setTransform(new DOMMatrix().scale(1 / devicePixelRatio));
  }

  /** @param {number} width @param {number} height */
  resize(width, height) {
    this.width = width;
    this.height = height;
    this.canvas.width = Math.round(width * devicePixelRatio);
    this.canvas.height = Math.round(height * devicePixelRatio);
    this.canvas.style.height = height + "px";
  }

  get radius() {
    return Math.min(this.width, this.height) / 2 - 2;
  }

  /** @param {Scene} scene */
  ringOf({ levels }) {
    return Math.max(THINNEST_RING, this.radius / (levels + 1));
  }

  /** @param {Scene} scene */
  draw(scene) {
    const { paper } = this;
    this.scene = scene;
    this.scale = (scene.rings ? 2 * Math.PI : this.width) / (scene.right - scene.left || 1);
    this.ring = this.ringOf(scene);
    paper.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    paper.clearRect(0, 0, this.width, this.height);
    paper.textBaseline = "middle";
    /** @type {number[]} */
    this.marked = [];
    this.walk(scene);
    for (const i of this.marked) this.outline(i, this.accent, 2.5);
    if (scene.hover >= 0) this.outline(scene.hover, this.ink, 1);
    if (scene.focus >= 0) this.outline(scene.focus, this.ink, 2);
  }

  /** All that is in sight, from the root on; what is too thin is left out with all below it.
   * @param {Scene} scene */
  walk({ tree, places, left, right, first, selected, rings, scroll }) {
    const last = rings ? first + Math.floor(this.radius / (this.ring ?? 1)) - 1 : first + (this.height + scroll) / ROW;
    const least = rings ? THINNEST / this.radius : THINNEST;
    let i = 0;
    while (i < tree.count) {
      const from = places.start[i];
      const to = from + tree.weight[i];
      const isThin = tree.weight[i] * (this.scale ?? 1) < least;
      const isOut = to <= left || from >= right || tree.depth[i] > last;
      if (isThin && !isOut) this.addSpeck(tree.depth[i], from, to);
      if (!isThin && !isOut) {
        if (tree.depth[i] > first - 1) this.drawBlock(i, from, to);
        if (tree.function[i] === selected && selected >= 0) this.marked?.push(i);
        const cut = cutWeight(tree, places, i);
        if (cut && tree.depth[i] < last && places.filled[i] < right && places.filled[i] + cut > left) this.drawCut(tree.depth[i] + 1, places.filled[i], cut, tree.cut[i]);
      }
      i = isThin || isOut ? tree.end[i] : i + 1;
    }
    this.addSpeck(-1, 0, 0);
  }

  /** Thin blocks side by side are drawn as one. @param {number} depth @param {number} from @param {number} to */
  addSpeck(depth, from, to) {
    const { speck, paper } = this;
    if (depth === speck.level && from <= speck.to + 1) {
      speck.to = to;
      return;
    }
    if (speck.level >= 0 && (speck.to - speck.from) * (this.scale ?? 1) > 0.002) {
      paper.fillStyle = this.bar;
      this.trace(speck.level, speck.from, speck.to, 0);
      paper.fill();
    }
    this.speck = { level: depth, from, to };
  }

  /** Where a part of a level is, in pixels or angles. @param {number} depth @param {number} from @param {number} to */
  areaOf(depth, from, to) {
    const { left, right, first, scroll, rings } = /** @type {Scene} */ (this.scene);
    const scale = this.scale ?? 1;
    if (rings) {
      const turn = -Math.PI / 2;
      const ring = this.ring ?? 1;
      const inner = Math.max(0, depth - first) * ring;
      return { start: turn + (Math.max(from, left) - left) * scale, end: turn + (Math.min(to, right) - left) * scale, inner, outer: Math.max(0, (depth - first + 1) * ring) };
    }
    const top = (depth - first) * ROW - scroll;
    return { start: Math.max(-2, (from - left) * scale), end: Math.min(this.width + 2, (to - left) * scale), inner: top, outer: top + ROW };
  }

  /** Makes it the path to fill or stroke. @param {number} depth @param {number} from @param {number} to @param {number} inset */
  trace(depth, from, to, inset) {
    const { paper, scene } = this;
    const { start, end, inner, outer } = this.areaOf(depth, from, to);
    paper.beginPath();
    if (!scene?.rings) {
      const gap = end - start > 3 ? 1 : 0;
      paper.rect(start + inset, inner + inset, end - start - gap - 2 * inset, ROW - 1 - 2 * inset);
    } else {
      const [x, y] = [this.width / 2, this.height / 2];
      const gap = Math.min(inset, (end - start) * outer * 0.4);
      const slope = (/** @type {number} */ radius) => Math.min((end - start) / 2, gap / Math.max(1, radius));
      const whole = end - start > 6.283 ? 0 : 1;
      paper.arc(x, y, Math.max(0, outer - gap), start + slope(outer) * whole, end - slope(outer) * whole);
      if (inner > 0) paper.arc(x, y, inner + gap, end - slope(inner) * whole, start + slope(inner) * whole, true);
      else if (whole) paper.lineTo(x, y);
      paper.closePath();
    }
  }

  /** @param {number} i @param {number} from @param {number} to */
  drawBlock(i, from, to) {
    const { paper, report, scene } = this;
    const { tree, finds, rings } = /** @type {Scene} */ (scene);
    const f = tree.function[i];
    const isFaint = f < 0 || (finds && !finds(f));
    const step = f < 0 ? 0 : Math.round(Math.sqrt(Math.min(1, report.shareOf(tree.weight[i]))) * STEPS);
    const [fill, ink] = isFaint ? [this.bar, this.ink] : this.heats[step];
    paper.fillStyle = fill;
    this.trace(tree.depth[i], from, to, rings ? 0.5 : 0);
    paper.fill();
    if (tree.estimated[i] && this.hatch && (to - from) * (this.scale ?? 1) * (rings ? 100 : 1) > 3) {
      paper.fillStyle = this.hatch;
      paper.fill();
    }
    const label = f < 0 ? "all" : (this.labels[f] ??= labelOf(report, f));
    paper.fillStyle = ink;
    const isOwn = f >= 0 && report.originOf(f) === 0;
    this.write(label, formatShare(report.shareOf(tree.weight[i])), isOwn, this.areaOf(tree.depth[i], from, to));
  }

  /** @param {number} depth @param {number} from @param {number} cut @param {number} count */
  drawCut(depth, from, cut, count) {
    const { paper } = this;
    if (cut * (this.scale ?? 1) < (this.scene?.rings ? 0.01 : 2)) return;
    paper.fillStyle = this.bar;
    this.trace(depth, from, from + cut, this.scene?.rings ? 0.5 : 0);
    paper.fill();
    paper.fillStyle = this.ink;
    const label = formatCount(count) + " more";
    if (cut * (this.scale ?? 1) * (this.scene?.rings ? this.radius / 2 : 1) < this.fitting(label, Infinity, false).width + 10) return;
    this.write(label, formatShare(this.report.shareOf(cut)), false, this.areaOf(depth, from, from + cut));
  }

  /** As much of a label as there is room for. @param {string} label @param {number} room @param {boolean} isBold */
  fitting(label, room, isBold) {
    const { paper, widths } = this;
    const font = (isBold ? "600 " : "") + FONT;
    if (paper.font !== font) paper.font = font;
    const key = isBold + label;
    let width = widths.get(key);
    if (width === undefined) widths.set(key, (width = paper.measureText(label).width || 1));
    if (width <= room) return { text: label, width };
    const length = Math.floor((label.length * (room - 10)) / width);
    return { text: length > 1 ? label.slice(0, length) + "…" : "", width: room };
  }

  /** @param {string} label @param {string} more @param {boolean} isBold @param {{start: number, end: number, inner: number, outer: number}} area */
  write(label, more, isBold, { start, end, inner, outer }) {
    const { paper } = this;
    if (this.scene?.rings) return this.writeInRing(label, isBold, start, end, inner, outer);
    const x = Math.max(0, start) + 5;
    const room = Math.min(end, this.width) - x - 4;
    if (room < 14) return;
    const y = inner + ROW / 2;
    const { text, width } = this.fitting(label, room, isBold);
    paper.textAlign = "left";
    paper.fillText(text, x, y);
    const rest = this.fitting(more, room, false);
    if (room - width < rest.width + 16) return;
    paper.textAlign = "right";
    paper.fillText(more, x + room - 2, y);
  }

  /** Along the ring or across it, where there is more room. @param {string} label @param {boolean} isBold
   * @param {number} start @param {number} end @param {number} inner @param {number} outer */
  writeInRing(label, isBold, start, end, inner, outer) {
    const { paper } = this;
    const middle = (inner + outer) / 2;
    const angle = (start + end) / 2;
    const along = (end - start) * middle - 8;
    const across = along > 5 ? outer - inner - 8 : 0;
    const room = inner <= 0 ? 2 * outer - 10 : Math.max(along, across);
    if (room < 18) return;
    const { text, width } = this.fitting(label, room, isBold);
    paper.save();
    paper.textAlign = "center";
    paper.translate(this.width / 2, this.height / 2);
    if (inner <= 0) paper.fillText(text, 0, 0);
    else if (along >= across) this.bend(text, angle, middle, width);
    else {
      paper.translate(Math.cos(angle) * middle, Math.sin(angle) * middle);
      paper.rotate(Math.cos(angle) < 0 ? angle + Math.PI : angle);
      paper.fillText(text, 0, 0);
    }
    paper.restore();
  }

  /** Writes around the middle, letter by letter; what has to be shaped as a whole stays straight.
   * @param {string} text @param {number} angle @param {number} radius @param {number} width */
  bend(text, angle, radius, width) {
    const { paper } = this;
    const down = Math.sin(angle) > 0 ? -1 : 1; // below the middle it is read the other way round
    const letters = /^[ -~…]*$/.test(text) && width > 12 ? [...text] : [text];
    const widths = letters.map((letter) => this.fitting(letter, Infinity, paper.font[0] !== "1").width);
    let at = angle - (down * widths.reduce((sum, one) => sum + one, 0)) / radius / 2;
    letters.forEach((letter, n) => {
      const turn = (down * widths[n]) / radius / 2;
      at += turn;
      paper.save();
      paper.rotate(at + (down * Math.PI) / 2);
      paper.fillText(letter, 0, -down * radius);
      paper.restore();
      at += turn;
    });
  }

  /** @param {number} i @param {string} colour @param {number} width */
  outline(i, colour, width) {
    const { paper } = this;
    const { tree, places, left, right, first } = /** @type {Scene} */ (this.scene);
    const from = places.start[i];
    const to = from + tree.weight[i];
    if (to <= left || from >= right || tree.depth[i] <= first - 1) return;
    paper.strokeStyle = colour;
    paper.lineWidth = width;
    this.trace(tree.depth[i], from, to, width / 2);
    paper.stroke();
  }

  /** Where a point of the canvas is in the tree. @param {Scene} scene @param {number} x @param {number} y */
  find(scene, x, y) {
    const { left, right, first, scroll } = scene;
    if (!scene.rings) return { depth: Math.floor((y + scroll) / ROW + first), cost: left + (x / this.width) * (right - left) };
    const [across, down] = [x - this.width / 2, y - this.height / 2];
    const depth = first + Math.floor(Math.hypot(across, down) / this.ringOf(scene));
    const turn = (Math.atan2(across, -down) + 2 * Math.PI) % (2 * Math.PI);
    return { depth, cost: left + (turn / (2 * Math.PI)) * (right - left) };
  }
}
