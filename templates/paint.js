// Draws a tree of paths on a canvas, as rows (an icicle) or as rings (a sunburst).

import { labelOf } from "./facts.js";
import { formatCount, formatShare, heat } from "./format.js";
import { cutWeight } from "./tree.js";

/** @typedef {import("./data.js").Report} Report @typedef {import("./tree.js").Tree} Tree @typedef {import("./tree.js").Places} Places */
/** What is to be seen: costs from `left` to `right`, levels from `first` on; `seeks` says what a search has found.
 * @typedef {{tree: Tree, places: Places, left: number, right: number, first: number, levels: number, scroll: number, rings: boolean, selected: number, seeks: Uint8Array | null, focus: number, hover: number}} Scene */

export const ROW = 20;
const THINNEST_RING = 16;
const FONT = "12px system-ui, sans-serif";
const TURN = 2 * Math.PI;

export class Painter {
  /** @param {Report} report @param {HTMLCanvasElement} canvas */
  constructor(report, canvas) {
    this.report = report;
    this.canvas = canvas;
    this.paper = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.width = this.height = 0;
    this.unit = this.step = 1; // pixels or angle of a cost, pixels of a level
    /** @type {Map<string, number>} */ this.widths = new Map();
    /** @type {string[]} */ this.colours = [];
    /** @type {string[][]} */ this.heats = [];
    /** @type {number[]} */ this.marked = [];
    this.scene = /** @type {Scene} */ ({});
  }

  /** @param {boolean} dark */
  theme(dark) {
    const { canvas, paper } = this;
    this.colours = ["--page", "--bar", "--ink", "--accent"].map((name) => {
      canvas.style.color = `var(${name})`;
      return getComputedStyle(canvas).color;
    });
    this.heats = Array.from({ length: 65 }, (_, i) => heat(this.report.meta, (i / 64) ** 2, dark));
    const tile = document.createElement("canvas");
    const size = (tile.width = tile.height = Math.round(6 * devicePixelRatio));
    const stripes = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
    stripes.strokeStyle = dark ? "#ffffff40" : "#00000030";
    stripes.lineWidth = devicePixelRatio;
    for (const x of [-size, 0, size]) {
      stripes.moveTo(x - 1, size + 1);
      stripes.lineTo(x + size + 1, -1);
    }
    stripes.stroke();
    this.hatch = paper.createPattern(tile, "repeat");
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

  /** @param {Scene} scene */
  draw(scene) {
    const { paper, width, height, colours } = this;
    const { left, right, rings, levels, hover, focus } = scene;
    if (!width || !colours.length) return;
    this.scene = scene;
    const radius = Math.min(width, height) / 2 - 2;
    this.unit = (rings ? TURN : width) / (right - left);
    this.step = rings ? Math.max(THINNEST_RING, radius / levels) : ROW;
    this.rows = Math.floor(rings ? radius / this.step : (height + scene.scroll) / ROW + 1);
    this.marked = [];
    paper.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    paper.clearRect(0, 0, width, height);
    paper.textBaseline = "middle";
    this.walk(scene);
    for (const i of this.marked) this.outline(i, colours[3], 3);
    if (hover >= 0) this.outline(hover, colours[2], 1);
    if (focus >= 0) this.outline(focus, colours[2], 2);
  }

  /** All that is in sight, from the root on. Thin blocks, with all below them, are one grey part: they come
   * last among their parent's. @param {Scene} scene */
  walk({ tree, places, left, right, first, selected, rings }) {
    const { start, filled } = places;
    const least = rings ? 0.003 : 0.5;
    let i = 0;
    while (i < tree.count) {
      const depth = tree.depth[i];
      const to = start[i] + tree.weight[i];
      if (to <= left || start[i] >= right || depth >= first + (this.rows ?? 0)) i = tree.end[i];
      else if (tree.weight[i] * this.unit < least) {
        const parent = tree.parent[i];
        this.fill(depth, start[i], filled[parent], this.colours[1]);
        i = i ? tree.end[parent] : tree.count;
      } else {
        if (depth > first - 1) this.drawBlock(i, start[i], to);
        if (selected >= 0 && tree.function[i] === selected) this.marked.push(i);
        const cut = filled[i] + cutWeight(tree, places, i);
        if (cut > left && filled[i] < right && depth + 1 < first + (this.rows ?? 0)) this.drawCut(depth + 1, filled[i], cut, tree.cut[i]);
        i++;
      }
    }
  }

  /** Makes a part of a level what is filled or stroked next, and says where it is, in pixels or angles.
   * @param {number} depth @param {number} from @param {number} to */
  trace(depth, from, to, inset = 0) {
    const { paper, unit, step, width, height } = this;
    const { left, right, first, scroll, rings } = this.scene;
    const turn = rings ? -TURN / 4 : 0;
    const start = (Math.max(from, left) - left) * unit + turn;
    const end = (Math.min(to, right) - left) * unit + turn;
    const near = Math.max((depth - first) * step, rings ? 0 : -ROW) - scroll;
    paper.beginPath();
    if (rings) {
      paper.arc(width / 2, height / 2, Math.max(0, (depth - first + 1) * step - inset), start, end);
      paper.arc(width / 2, height / 2, near + inset, end, start, true);
      paper.closePath();
    } else paper.rect(start + inset, near + inset, end - start - 2 * inset - (end - start > 3 ? 1 : 0), ROW - 1 - 2 * inset);
    return { start, end, near };
  }

  /** @param {number} depth @param {number} from @param {number} to @param {string} fill @param {number} [isHatched] */
  fill(depth, from, to, fill, isHatched) {
    const { paper, scene, hatch } = this;
    const area = this.trace(depth, from, to);
    paper.fillStyle = fill;
    paper.fill();
    const size = (area.end - area.start) * (scene.rings ? 100 : 1);
    if (isHatched && hatch && size > 4) {
      paper.fillStyle = hatch;
      paper.fill();
    }
    if (scene.rings && size > 6) {
      paper.strokeStyle = this.colours[0];
      paper.lineWidth = 1;
      paper.stroke();
    }
    return area;
  }

  /** @param {number} i @param {number} from @param {number} to */
  drawBlock(i, from, to) {
    const { report, scene, colours } = this;
    const { tree, seeks } = scene;
    const f = tree.function[i];
    const share = report.shareOf(tree.weight[i]);
    const isFaint = f < 0 || (seeks && !seeks[f]);
    const [fill, ink] = isFaint ? colours.slice(1) : this.heats[Math.round(Math.sqrt(Math.min(1, share)) * 64)];
    const area = this.fill(tree.depth[i], from, to, fill, tree.estimated[i]);
    this.write(f < 0 ? "all" : labelOf(report, f), formatShare(share), f >= 0 && report.originOf(f) === 0, ink, area);
  }

  /** @param {number} depth @param {number} from @param {number} to @param {number} count */
  drawCut(depth, from, to, count) {
    const [, bar, ink] = this.colours;
    const area = this.fill(depth, from, to, bar);
    if (this.scene.rings || area.end - area.start > 70) this.write(formatCount(count) + " more", "", false, ink, area);
  }

  /** As much of a text as there is room for. @param {string} text @param {number} room @param {boolean} isBold */
  fitting(text, room, isBold) {
    const { paper, widths } = this;
    const font = (isBold ? "600 " : "") + FONT;
    if (paper.font !== font) paper.font = font;
    const key = isBold + text;
    const width = widths.get(key) ?? paper.measureText(text).width;
    widths.set(key, width);
    if (width <= room) return { text, width };
    return { text: text.slice(0, Math.max(1, ((room - 10) / width) * text.length)) + "…", width: room };
  }

  /** @param {string} label @param {string} share @param {boolean} isBold @param {string} ink @param {{start: number, end: number, near: number}} area */
  write(label, share, isBold, ink, { start, end, near }) {
    const { paper } = this;
    paper.fillStyle = ink;
    if (this.scene.rings) return this.bend(label, isBold, start, end, near + this.step / 2);
    const room = end - start - 10;
    if (room < 20) return;
    const y = near + ROW / 2;
    const { text, width } = this.fitting(label, room, isBold);
    paper.textAlign = "left";
    paper.fillText(text, start + 5, y);
    if (room - width < 60) return;
    paper.textAlign = "right";
    paper.fillText(this.fitting(share, room, false).text, end - 6, y);
  }

  /** Writes along a ring, letter by letter. @param {string} label @param {boolean} isBold @param {number} start @param {number} end @param {number} middle its radius */
  bend(label, isBold, start, end, middle) {
    const { paper, width, height, step } = this;
    const isDisc = middle < step;
    const room = isDisc ? 2 * step - 8 : (end - start) * middle - 8;
    if (room < 20) return;
    const fitted = this.fitting(label, room, isBold);
    const letters = isDisc ? [fitted.text] : [...fitted.text];
    const down = Math.sin((start + end) / 2) > 0 ? -1 : 1; // below the middle it is read the other way round
    let at = (start + end - (down * fitted.width) / middle) / 2;
    paper.textAlign = "center";
    for (const letter of letters) {
      const half = isDisc ? 0 : (down * this.fitting(letter, room, isBold).width) / middle / 2;
      paper.save();
      paper.translate(width / 2, height / 2);
      if (!isDisc) paper.rotate((at += half) + (down * TURN) / 4);
      paper.fillText(letter, 0, isDisc ? 0 : -down * middle);
      paper.restore();
      at += half;
    }
  }

  /** @param {number} i @param {string} colour @param {number} width */
  outline(i, colour, width) {
    const { paper } = this;
    const { tree, places, left, right, first, rings } = this.scene;
    const from = places.start[i];
    const to = from + tree.weight[i];
    if (to <= left || from >= right || tree.depth[i] < first) return;
    paper.strokeStyle = colour;
    paper.lineWidth = (to - from) * this.unit * (rings ? 100 : 1) < 9 ? 1 : width;
    this.trace(tree.depth[i], from, to, paper.lineWidth / 2);
    paper.stroke();
  }

  /** The level and the cost at a point of the canvas. @param {number} x @param {number} y */
  find(x, y) {
    const { left, first, scroll, rings } = this.scene;
    if (!rings) return { depth: Math.floor((y + scroll) / ROW + first), cost: left + x / this.unit };
    const [across, down] = [x - this.width / 2, y - this.height / 2];
    const turn = (Math.atan2(across, -down) + TURN) % TURN;
    return { depth: first + Math.floor(Math.hypot(across, down) / this.step), cost: left + turn / this.unit };
  }
}
