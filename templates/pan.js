// A picture to move about in, through its viewBox, so that text stays sharp: dragging pans, the wheel and
// two fingers zoom.

import { animate } from "./facts.js";

/** @typedef {{x: number, y: number, scale: number}} Place what is in the middle, pixels for a unit @typedef {{x: number, y: number}} Point */

const LARGEST = 8;

/** The middle of the fingers and how far they are apart. @param {Point[]} fingers */
function gripOf(fingers) {
  const [a, b] = [fingers[0], fingers[fingers.length - 1]];
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, size: Math.hypot(a.x - b.x, a.y - b.y) || 1 };
}

export class Pan {
  /** @param {SVGSVGElement} svg @param {HTMLElement} frame @param {(zoomed: boolean) => void} settled it has been moved */
  constructor(svg, frame, settled) {
    this.svg = svg;
    this.frame = frame;
    this.settled = settled;
    const { x, y, width, height } = svg.viewBox.baseVal;
    this.whole = { x, y, width, height };
    /** @type {Place} */
    this.place = { x, y, scale: 1 };
    this.width = this.height = 1;
    this.moved = 0;
    this.stop = () => {};
    /** @type {Map<number, Point>} */
    this.fingers = new Map();
    this.resize();
    new ResizeObserver(() => this.resize()).observe(frame);
    frame.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    frame.addEventListener("pointerdown", ({ pointerId, x, y }) => {
      if (!this.fingers.size) this.moved = 0;
      this.fingers.set(pointerId, { x, y });
    });
    frame.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"]))
      frame.addEventListener(end, ({ pointerId }) => this.fingers.delete(pointerId));
  }

  /** What is at the top left stays there, so that a second click meets what the first did. */
  resize() {
    const { clientWidth: width, clientHeight: height } = this.frame;
    const { x, y, scale } = this.place;
    if (!width) return;
    const [across, down] = [width - this.width, height - this.height];
    Object.assign(this, { width, height });
    this.put({ x: x + across / 2 / scale, y: y + down / 2 / scale, scale });
  }

  /** @param {Place} place */
  put({ x, y, scale }) {
    const { whole, width, height } = this;
    x = Math.min(Math.max(x, whole.x), whole.x + whole.width);
    y = Math.min(Math.max(y, whole.y), whole.y + whole.height);
    this.place = { x, y, scale };
    this.svg.setAttribute("viewBox", [x - width / scale / 2, y - height / scale / 2, width / scale, height / scale].join(" "));
  }

  /** @param {Place} to */
  glide(to) {
    const from = this.place;
    this.stop();
    this.stop = animate((part) => this.put({
      x: from.x + (to.x - from.x) * part,
      y: from.y + (to.y - from.y) * part,
      scale: from.scale * (to.scale / from.scale) ** part,
    }));
  }

  /** Where a zoom leads that leaves a point of the window where it is. @param {number} factor @param {Point} [point] */
  zoomed(factor, point) {
    const { left, top } = this.frame.getBoundingClientRect();
    const { x, y, scale } = this.place;
    const least = Math.min(this.width / this.whole.width, this.height / this.whole.height, 1) / 2;
    const next = Math.min(Math.max(scale * factor, least), LARGEST);
    const move = 1 / scale - 1 / next;
    return {
      x: x + (point ? point.x - left - this.width / 2 : 0) * move,
      y: y + (point ? point.y - top - this.height / 2 : 0) * move,
      scale: next,
    };
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    event.preventDefault();
    this.stop();
    const speed = event.ctrlKey ? 0.01 : event.deltaMode ? 0.04 : 0.002; // a pinch on a touch pad, lines, pixels
    this.put(this.zoomed(Math.exp(-event.deltaY * speed), event));
    this.settle(true);
  }

  /** @param {boolean} zoomed */
  settle(zoomed) {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settled(zoomed), 300);
  }

  /** @param {PointerEvent} event */
  drag({ pointerId, x, y }) {
    const { fingers } = this;
    if (!fingers.has(pointerId)) return;
    const before = gripOf([...fingers.values()]);
    fingers.set(pointerId, { x, y });
    const after = gripOf([...fingers.values()]);
    this.moved += Math.abs(after.x - before.x) + Math.abs(after.y - before.y);
    if (!this.isDragged && fingers.size < 2) return;
    this.stop();
    this.frame.setPointerCapture(pointerId);
    const place = this.zoomed(after.size / before.size, after);
    this.put({ ...place, x: place.x - (after.x - before.x) / place.scale, y: place.y - (after.y - before.y) / place.scale });
    this.settle(fingers.size > 1);
  }

  /** A click that moves a little is a click. */
  get isDragged() {
    return this.moved > 4;
  }
}
