// A picture to move about in: dragging pans; the wheel, two fingers and buttons zoom. All through its
// viewBox, so that text stays sharp.

/** @typedef {{x: number, y: number, scale: number}} Place the point in the middle; pixels for a unit */

const GLIDE = 200; // milliseconds
const LARGEST = 8;

export const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Pan {
  /** @param {SVGSVGElement} svg @param {HTMLElement} frame @param {(zoomed: boolean) => void} settled the user has moved the picture */
  constructor(svg, frame, settled) {
    this.svg = svg;
    this.frame = frame;
    this.settled = settled;
    const { x, y, width, height } = svg.viewBox.baseVal;
    this.whole = { x, y, width, height };
    /** @type {Place} */
    this.place = { x: x + width / 2, y: y + height / 2, scale: 1 };
    this.width = frame.clientWidth || 1;
    this.height = frame.clientHeight || 1;
    this.dragged = false;
    this.gliding = 0;
    this.waiting = 0;
    this.settling = 0;
    /** @type {Map<number, PointerEvent>} */
    this.fingers = new Map();
    new ResizeObserver(() => this.resize()).observe(frame);
    frame.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    frame.addEventListener("pointerdown", (event) => this.press(event));
    frame.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"])
      frame.addEventListener(end, (event) => this.fingers.delete(/** @type {PointerEvent} */ (event).pointerId));
  }

  get fit() {
    const { width, height } = this.whole;
    return Math.min(this.width / width, this.height / height, 4 / 3);
  }

  /** What is at the top left stays there, so that a second click meets what the first did. */
  resize() {
    const { clientWidth: width, clientHeight: height } = this.frame;
    if (!width || !height) return;
    const { x, y, scale } = this.place;
    const [across, down] = [width - this.width, height - this.height];
    this.width = width;
    this.height = height;
    this.put({ x: x + across / 2 / scale, y: y + down / 2 / scale, scale });
  }

  /** @param {Place} place */
  put({ x, y, scale }) {
    const { whole } = this;
    this.place = {
      x: Math.min(Math.max(x, whole.x), whole.x + whole.width),
      y: Math.min(Math.max(y, whole.y), whole.y + whole.height),
      scale: Math.min(Math.max(scale, this.fit / 2), LARGEST),
    };
    this.waiting ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.waiting = 0;
    const { x, y, scale } = this.place;
    const [width, height] = [this.width / scale, this.height / scale];
    this.svg.setAttribute("viewBox", [x - width / 2, y - height / 2, width, height].join(" "));
  }

  /** Moves there in a moment. @param {Place} to */
  glide(to) {
    cancelAnimationFrame(this.gliding);
    const from = this.place;
    const start = performance.now();
    const step = () => {
      const part = isStill() ? 1 : Math.min(1, (performance.now() - start) / GLIDE);
      const ease = part * (2 - part);
      this.put({
        x: from.x + (to.x - from.x) * ease,
        y: from.y + (to.y - from.y) * ease,
        scale: from.scale * (to.scale / from.scale) ** ease,
      });
      if (part < 1) this.gliding = requestAnimationFrame(step);
    };
    step();
  }

  /** @param {number} factor @param {number} [clientX] @param {number} [clientY] the point that stays where it is */
  zoom(factor, clientX, clientY) {
    const frame = this.frame.getBoundingClientRect();
    const { x, y, scale } = this.place;
    const across = clientX === undefined ? 0 : clientX - frame.left - this.width / 2;
    const down = clientY === undefined ? 0 : clientY - frame.top - this.height / 2;
    const next = Math.min(Math.max(scale * factor, this.fit / 2), LARGEST);
    const move = 1 / scale - 1 / next;
    return { x: x + across * move, y: y + down * move, scale: next };
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    event.preventDefault();
    cancelAnimationFrame(this.gliding);
    const lines = event.deltaMode ? 20 : 1;
    const speed = event.ctrlKey ? 0.01 : 0.002; // a pinch on a touch pad comes as small steps
    this.put(this.zoom(Math.exp(-event.deltaY * lines * speed), event.clientX, event.clientY));
    this.settle(true, 400);
  }

  /** @param {boolean} zoomed @param {number} delay */
  settle(zoomed, delay) {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settled(zoomed), delay);
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (!this.fingers.size) this.dragged = false;
    this.fingers.set(event.pointerId, event);
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const [across, down] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (!this.dragged && Math.hypot(across, down) < 4) return;
    if (!this.dragged) this.frame.setPointerCapture(event.pointerId);
    this.dragged = true;
    cancelAnimationFrame(this.gliding);
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    this.fingers.set(event.pointerId, event);
    const { x, y, scale } = this.place;
    const share = other ? 2 : 1; // each of two fingers moves the picture by half
    this.put({ x: x - across / scale / share, y: y - down / scale / share, scale });
    if (other) {
      const distance = (/** @type {PointerEvent} */ one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      const middle = [(event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2];
      this.put(this.zoom(distance(event) / Math.max(1, distance(before)), middle[0], middle[1]));
    }
    this.settle(Boolean(other), 200);
  }
}
