// The call graph's picture to move about in, through its viewBox, so that text stays sharp: dragging pans,
// the wheel and two fingers zoom.

import { abs, max, min } from "../core/math.js";
import { byId, find, on, prevent } from "../core/dom.js";

/** @typedef {{x: number, y: number}} Point @typedef {Point & {scale: number}} Place what is in the middle, pixels for a unit */

const LARGEST = 8;

export const frame = byId("graph-picture");
export let svg = /** @type {SVGSVGElement} */ (find("svg", frame));
/** @type {Map<number, Point>} */
const fingers = new Map();
/** What pictures show as a whole: their viewBox moves. @type {WeakMap<SVGSVGElement, DOMRect>} */
const pictureBox = new WeakMap();
let settling = 0;

/** The picture, the frame's size, and the place that is shown; `moved`: how far since the pointer came down. */
export const pan = { extent: new DOMRect(), width: 1, height: 1, x: 0, y: 0, scale: 1, moved: 0 };

/** @param {number} value @param {number} least @param {number} most */
export const clamp = (value, least, most) => max(least, min(value, most));

/** @param {Place} place */
export function put({ x, y, scale }) {
  const { extent, width, height } = pan;
  pan.x = clamp(x, extent.left, extent.right);
  pan.y = clamp(y, extent.top, extent.bottom);
  pan.scale = scale;
  svg.setAttribute("viewBox", [pan.x - width / scale / 2, pan.y - height / scale / 2, width / scale, height / scale].join(" "));
}

/** Moves no more than is needed to show an area. @param {DOMRect} area */
export function reveal({ left, right, top, bottom }) {
  const { x, y, scale } = pan;
  const [across, down] = [pan.width / scale / 2, pan.height / scale / 2];
  put({ x: clamp(x, right - across, left + across), y: clamp(y, bottom - down, top + down), scale });
}

/** What is at the top left stays there, so that a second click meets what the first did. */
export function resize() {
  const { clientWidth, clientHeight } = frame;
  const { x, y, width, height, scale } = pan;
  if (!clientWidth) return;
  pan.width = clientWidth;
  pan.height = clientHeight;
  put({ x: x + (clientWidth - width) / 2 / scale, y: y + (clientHeight - height) / 2 / scale, scale });
}

/** Where a zoom leads that leaves a point of the frame, seen from its middle, where it is. @param {number} factor @returns {Place} */
export function zoomed(factor, x = 0, y = 0) {
  const { extent, width, height } = pan;
  const least = min(width / extent.width, height / extent.height, 1) / 2;
  const scale = clamp(pan.scale * factor, least, LARGEST);
  const move = 1 / pan.scale - 1 / scale;
  return { x: pan.x + x * move, y: pan.y + y * move, scale };
}

/** @param {number} factor @param {Point} point of the window */
function zoomAt(factor, { x, y }) {
  const { left, top } = frame.getBoundingClientRect();
  put(zoomed(factor, x - left - pan.width / 2, y - top - pan.height / 2));
}

/** A click that moves a little is a click. */
export const isDragged = () => pan.moved > 4 || fingers.size > 1;

/** The middle of the fingers and how far they are apart. */
function grip() {
  const [a, b = a] = fingers.values();
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, size: Math.hypot(a.x - b.x, a.y - b.y) || 1 };
}

/** Puts another picture in the frame. @param {SVGSVGElement} picture */
export function showPicture(picture) {
  svg.replaceWith(picture);
  svg = picture;
  const { x, y, width, height } = pictureBox.get(picture) ?? picture.viewBox.baseVal;
  pan.extent = new DOMRect(x, y, width, height);
  pictureBox.set(picture, pan.extent);
}

/** @param {(zoomed: boolean) => void} settled it has been moved */
export function startPan(settled) {
  /** @param {boolean} isZoom */
  const settle = (isZoom) => {
    clearTimeout(settling);
    settling = setTimeout(settled, 300, isZoom);
  };
  showPicture(svg);
  resize();
  new ResizeObserver(resize).observe(frame);
  on(frame, "wheel", (event) => {
    prevent(event);
    // A pinch on a touch pad, lines, pixels.
    const speed = event.ctrlKey ? 0.01 : event.deltaMode ? 0.04 : 0.002;
    zoomAt(Math.exp(-event.deltaY * speed), event);
    settle(true);
  }, { passive: false });
  on(frame, "pointerdown", (event) => {
    if (!fingers.size) pan.moved = 0;
    fingers.set(event.pointerId, event);
  });
  on(frame, "pointermove", (event) => {
    const { pointerId } = event;
    if (!fingers.has(pointerId)) return;
    const before = grip();
    fingers.set(pointerId, event);
    const after = grip();
    const [across, down] = [after.x - before.x, after.y - before.y];
    pan.moved += abs(across) + abs(down);
    if (!isDragged()) return;
    frame.setPointerCapture(pointerId);
    put({ ...pan, x: pan.x - across / pan.scale, y: pan.y - down / pan.scale });
    zoomAt(after.size / before.size, after);
    settle(fingers.size > 1);
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"]))
    on(frame, end, ({ pointerId }) => fingers.delete(pointerId));
}
