// The call graph: the picture that is in the page anyway, to move about in, to thin out and to search.

import { elementOf, factsOf, finderOf } from "./facts.js";
import { formatCount, formatShare } from "./format.js";
import { Pan } from "./pan.js";
import { hideTip, showTip } from "./tip.js";

/** @typedef {import("./data.js").Report} Report @typedef {import("./state.js").Store} Store @typedef {import("./state.js").State} State */
/** @typedef {{x: number, y: number, width: number, height: number}} Area */

export class GraphView {
  /** @param {Report} report @param {HTMLElement} section @param {Store} store */
  constructor(report, section, store) {
    this.report = report;
    this.store = store;
    this.svg = /** @type {SVGSVGElement | null} */ (section.querySelector("svg"));
    /** @type {Element[]} */ this.boxes = [];
    /** @type {Element[]} */ this.arrows = [];
    /** @type {Area[]} */ this.areas = [];
    this.current = 0; // the box that Tab leads to
    this.shownPlace = "?";
    this.frame = elementOf("graph-picture");
    if (!this.svg || !report.graph.nodes.length) {
      this.frame.textContent = "There is no call graph in this report.";
      return;
    }
    this.readPicture(this.svg);
    this.pan = new Pan(this.svg, this.frame, (zoomed) => this.keepPlace(zoomed));
    elementOf("graph-controls").hidden = false;
    this.listen();
    this.listenToControls();
  }

  /** A picture that says all at once becomes one of buttons. @param {SVGSVGElement} svg */
  readPicture(svg) {
    const { prefix, nodes, edges } = this.report.graph;
    svg.setAttribute("role", "group");
    const group = /** @type {SVGGElement} */ (svg.querySelector(".graph"));
    const move = group.transform.baseVal.consolidate()?.matrix ?? { e: 0, f: 0 };
    for (const title of svg.querySelectorAll("g title")) title.remove(); // the tip says more
    const find = (/** @type {string} */ id) => document.getElementById(prefix + id) ?? group;
    this.arrows = edges.map((_, i) => find("e" + i));
    this.boxes = nodes.map((f, i) => {
      const box = find("n" + i);
      box.setAttribute("role", "button");
      box.setAttribute("tabindex", "-1");
      box.setAttribute("aria-label", factsOf(this.report, f).join(", "));
      box.setAttribute("data-box", String(i));
      return box;
    });
    this.areas = this.boxes.map((box) => {
      const { x, y, width, height } = /** @type {SVGGraphicsElement} */ (box).getBBox();
      return { x: x + move.e, y: y + move.f, width, height };
    });
    this.shares = nodes.map((f) => Math.floor(this.report.shareOf(this.report.total[f]) * 1e5) / 1e3);
    this.steps = [...new Set(this.shares)].sort((a, b) => a - b);
    this.steps[0] = 0;
  }

  listen() {
    const { frame } = this;
    frame.addEventListener("click", (event) => {
      const i = this.boxOf(event.target);
      if (i >= 0 && !this.pan?.dragged) this.select(i);
    });
    frame.addEventListener("dblclick", (event) => this.zoomTo(this.boxOf(event.target)));
    frame.addEventListener("pointermove", (event) => {
      if (event.buttons || event.pointerType === "touch") return hideTip();
      const i = this.boxOf(event.target);
      this.light(i);
      if (i < 0) hideTip();
      else showTip(factsOf(this.report, this.report.graph.nodes[i]), event.clientX, event.clientY);
    });
    frame.addEventListener("pointerleave", () => {
      hideTip();
      this.light(-1);
    });
    frame.addEventListener("focusin", (event) => {
      const i = this.boxOf(event.target);
      if (i >= 0) this.current = i;
      this.light(i);
    });
    frame.addEventListener("focusout", () => this.light(-1));
    addEventListener("beforeprint", () => this.svg?.setAttribute("viewBox", Object.values(this.pan?.whole ?? {}).join(" ")));
    addEventListener("afterprint", () => this.pan?.draw());
  }

  listenToControls() {
    const press = (/** @type {string} */ id, /** @type {() => void} */ act) => elementOf(id).addEventListener("click", act);
    press("graph-fit", () => this.goTo(this.fitting(this.pan?.whole)));
    press("graph-full", () => this.zoomBy((4 / 3) / (this.pan?.place.scale ?? 1)));
    press("graph-in", () => this.zoomBy(1.5));
    press("graph-out", () => this.zoomBy(1 / 1.5));
    const slider = /** @type {HTMLInputElement} */ (elementOf("graph-least"));
    slider.max = String((this.steps?.length ?? 1) - 1);
    const least = () => this.steps?.[Number(slider.value)] ?? 0;
    slider.addEventListener("input", () => this.thin(least()));
    slider.addEventListener("change", () => this.keep({ n: String(least() || "") }));
  }

  /** @param {EventTarget | null} target */
  boxOf(target) {
    const box = target instanceof Element ? target.closest("[data-box]") : null;
    return Number(box?.getAttribute("data-box") ?? -1);
  }

  /** @param {State} state */
  update({ f, q, params }) {
    if (!this.pan) return;
    this.thin(Number(params.n) || 0);
    const { nodes } = this.report.graph;
    const finds = q ? finderOf(this.report, q) : undefined;
    this.svg?.classList.toggle("searched", Boolean(finds));
    this.boxes.forEach((box, i) => {
      box.classList.toggle("found", Boolean(finds?.(nodes[i])));
      box.classList.toggle("selected", nodes[i] === f);
      box.setAttribute("aria-pressed", String(nodes[i] === f));
    });
    if (nodes.includes(f)) this.current = nodes.indexOf(f);
    this.boxes.forEach((box, i) => box.setAttribute("tabindex", i === this.current ? "0" : "-1"));
    const place = params.z ?? "";
    if (place === this.shownPlace) return;
    const first = this.shownPlace === "?";
    this.shownPlace = place;
    const [x, y, scale] = place.split(",").map(Number);
    const to = scale > 0 && x + y < Infinity ? { x, y, scale } : this.start();
    if (first) this.pan.put(to);
    else this.pan.glide(to);
  }

  /** @param {boolean} dark */
  theme(dark) {
    if (!this.darkSheet) {
      this.darkSheet = new CSSStyleSheet();
      this.darkSheet.replaceSync("@media screen{" + elementOf("graph-dark").textContent + "}");
    }
    document.adoptedStyleSheets = dark ? [this.darkSheet] : [];
  }

  /** Hides boxes below a share, and the arrows at them. @param {number} least in percent */
  thin(least) {
    const { edges } = this.report.graph;
    const shares = this.shares ?? [];
    const steps = this.steps ?? [];
    this.boxes.forEach((box, i) => box.classList.toggle("out", shares[i] < least));
    this.arrows.forEach((arrow, i) => arrow.classList.toggle("out", edges[i].some((end) => shares[end] < least)));
    const slider = /** @type {HTMLInputElement} */ (elementOf("graph-least"));
    slider.value = String(Math.max(0, steps.filter((step) => step <= least).length - 1));
    const count = formatCount(shares.filter((share) => share >= least).length) + " of " + formatCount(shares.length);
    const words = least ? "functions of at least " + formatShare(least / 100) + " of the total: " + count : "all " + formatCount(shares.length) + " functions";
    elementOf("graph-count").textContent = words;
    slider.setAttribute("aria-valuetext", words);
  }

  /** Shows what a box is connected with. @param {number} box or -1 */
  light(box) {
    this.svg?.classList.toggle("lit", box >= 0);
    this.report.graph.edges.forEach((ends, i) => this.arrows[i].classList.toggle("near", ends.includes(box)));
  }

  /** @param {number} i */
  select(i) {
    this.store.set({ f: this.report.graph.nodes[i] }, true);
  }

  /** Zooms to a box and what it calls and is called by. @param {number} box */
  zoomTo(box) {
    if (box < 0) return;
    const ends = this.report.graph.edges.filter((edge) => edge.includes(box)).flat();
    const areas = [box, ...ends].filter((i) => !this.boxes[i].classList.contains("out")).map((i) => this.areas[i]);
    const x = Math.min(...areas.map((area) => area.x)) - 20;
    const y = Math.min(...areas.map((area) => area.y)) - 20;
    const right = Math.max(...areas.map((area) => area.x + area.width)) + 20;
    const bottom = Math.max(...areas.map((area) => area.y + area.height)) + 20;
    this.goTo(this.fitting({ x, y, width: right - x, height: bottom - y }));
  }

  /** @param {Area | undefined} area */
  fitting(area = { x: 0, y: 0, width: 1, height: 1 }) {
    const { width, height } = this.pan ?? area;
    const scale = Math.min(width / area.width, height / area.height, 2);
    return { x: area.x + area.width / 2, y: area.y + area.height / 2, scale };
  }

  /** The whole if its text can be read, else the top of it, or what is selected. */
  start() {
    const fit = this.fitting(this.pan?.whole);
    const selected = this.report.graph.nodes.indexOf(this.store.state.f);
    const { x, y, width } = this.areas[Math.max(0, selected)];
    const height = this.pan?.height ?? 0;
    if (fit.scale >= 0.9) return fit;
    return { x: x + width / 2, y: selected < 0 ? y - 10 + height / 2 : y, scale: 1 };
  }

  /** @param {number} factor */
  zoomBy(factor) {
    if (this.pan) this.goTo(this.pan.zoom(factor));
  }

  /** A step that Back undoes. @param {import("./pan.js").Place} place */
  goTo(place) {
    this.pan?.glide(place);
    this.keepPlace(true, place);
  }

  /** @param {boolean} step @param {import("./pan.js").Place} [place] */
  keepPlace(step, place = this.pan?.place) {
    if (!place) return;
    this.shownPlace = [Math.round(place.x), Math.round(place.y), place.scale.toPrecision(3)].join(",");
    this.keep({ z: this.shownPlace }, step);
  }

  /** @param {Record<string, string>} patch "" drops one @param {boolean} [step] */
  keep(patch, step) {
    const params = Object.entries({ ...this.store.state.params, ...patch }).filter(([, value]) => value);
    this.store.set({ params: Object.fromEntries(params) }, step);
  }

  /** @param {KeyboardEvent} event */
  key({ key, target }) {
    const box = this.boxOf(target);
    if (key === "Escape") return this.undo();
    if (key === "+" || key === "-") this.zoomBy(key === "+" ? 1.5 : 1 / 1.5);
    else if (key === "0") elementOf("graph-fit").click();
    else if (box < 0) return false;
    else if (key === " ") this.select(box);
    else if (key === "Enter") {
      this.select(box);
      this.zoomTo(box);
    } else return this.walk(box, key);
    return true;
  }

  undo() {
    const { f, params } = this.store.state;
    if (params.z) this.keep({ z: "" }, true);
    else if (f >= 0) this.store.set({ f: -1 }, true);
    else return false;
    return true;
  }

  /** Up to a caller, down to a callee, left and right along the row. @param {number} box @param {string} key */
  walk(box, key) {
    const { edges } = this.report.graph;
    const at = this.areas[box];
    const isShown = (/** @type {number} */ i) => i !== box && !this.boxes[i].classList.contains("out");
    const far = (/** @type {number} */ i) => Math.abs(this.areas[i].x + this.areas[i].width / 2 - at.x - at.width / 2);
    let others;
    if (key === "ArrowDown") others = edges.filter(([from]) => from === box).map(([, to]) => to);
    else if (key === "ArrowUp") others = edges.filter(([, to]) => to === box).map(([from]) => from);
    else if (key === "ArrowLeft" || key === "ArrowRight") {
      const side = key === "ArrowLeft" ? -1 : 1;
      const isBeside = (/** @type {Area} */ area) => (area.x - at.x) * side > 0 && Math.abs(area.y + area.height / 2 - at.y - at.height / 2) < at.height;
      others = [...this.areas.keys()].filter((i) => isBeside(this.areas[i])).sort((a, b) => far(a) - far(b));
    } else return false;
    const next = others.find(isShown);
    if (next !== undefined) this.moveTo(next);
    return true;
  }

  /** Focuses a box, and brings it into sight. @param {number} i */
  moveTo(i) {
    this.boxes[this.current].setAttribute("tabindex", "-1");
    this.boxes[i].setAttribute("tabindex", "0");
    /** @type {SVGElement} */ (this.boxes[i]).focus({ preventScroll: true });
    const pan = this.pan;
    if (!pan) return;
    const { x, y, scale } = pan.place;
    const area = this.areas[i];
    const [across, down] = [pan.width / scale / 2, pan.height / scale / 2];
    const isIn = area.x > x - across && area.x + area.width < x + across && area.y > y - down && area.y + area.height < y + down;
    if (!isIn) pan.glide({ x: area.x + area.width / 2, y: area.y + area.height / 2, scale });
  }
}
