// The call graph: the picture that is in the page anyway, to move about in, to thin out and to search.

import { byId } from "./dom.js";
import { factsOf, setParams } from "./facts.js";
import { formatCount, formatShare } from "./format.js";
import { Pan } from "./pan.js";
import { hideTip, showTip } from "./tip.js";

/** @typedef {import("./data.js").Report} Report @typedef {import("./state.js").Store} Store @typedef {import("./state.js").State} State */
/** @typedef {import("./query.js").Search} Search @typedef {import("./pan.js").Place} Place */
/** @typedef {{x: number, y: number, width: number, height: number}} Area */

export class GraphView {
  /** @param {Report} report @param {HTMLElement} section @param {Store} store @param {Search} search */
  constructor(report, section, store, search) {
    this.report = report;
    this.store = store;
    this.search = search;
    this.graph = report.graph;
    this.svg = /** @type {SVGSVGElement} */ (section.querySelector("svg"));
    this.frame = byId("graph-picture");
    this.slider = /** @type {HTMLInputElement} */ (byId("graph-least"));
    this.sheet = new CSSStyleSheet();
    this.sheet.replaceSync("@media screen{" + byId("graph-dark").textContent + "}");
    this.isEmpty = !this.graph.nodes.length;
    this.shown = "?"; // the place that the state tells
    /** @type {Place | undefined} */ this.home = undefined;
    if (!this.svg) this.frame.textContent = "There is no call graph in this report.";
    if (this.isEmpty) return;
    byId("graph-controls").hidden = false;
    this.shares = this.graph.nodes.map((f) => Math.floor(report.shareOf(report.total[f]) * 1e5) / 1e3);
    this.steps = [0, ...[...new Set(this.shares)].sort((a, b) => a - b).slice(1)];
    this.slider.max = String(this.steps.length - 1);
    this.readPicture();
    this.pan = new Pan(this.svg, this.frame, (zoomed) => this.keepPlace(zoomed));
    this.listen();
  }

  /** A picture that says all at once becomes one of buttons. */
  readPicture() {
    const { svg, graph } = this;
    const group = /** @type {SVGGElement} */ (svg.querySelector(".graph"));
    const { e, f } = /** @type {DOMMatrix} */ (group.transform.baseVal.consolidate()?.matrix);
    const find = (/** @type {string} */ id) => /** @type {SVGGElement} */ (svg.getElementById("graph-" + id) ?? group);
    svg.setAttribute("role", "group");
    for (const title of svg.querySelectorAll("g title")) title.remove(); // the tip says more
    this.arrows = graph.edges.map((_, i) => find("e" + i));
    this.boxes = graph.nodes.map((_, i) => {
      const box = find("n" + i);
      box.setAttribute("role", "button");
      box.dataset.box = String(i);
      return box;
    });
    this.areas = this.boxes.map((box) => {
      const { x, y, width, height } = box.getBBox();
      return { x: x + e, y: y + f, width, height };
    });
  }

  listen() {
    const { frame, slider } = this;
    frame.addEventListener("click", ({ target }) => {
      if (!this.pan?.isDragged) this.select(this.boxOf(target));
    });
    frame.addEventListener("dblclick", ({ target }) => this.zoomTo(this.boxOf(target)));
    frame.addEventListener("pointermove", ({ target, buttons, pointerType, x, y }) => {
      const i = buttons || pointerType === "touch" ? -1 : this.boxOf(target);
      this.light(i);
      if (i < 0) hideTip();
      else showTip(factsOf(this.report, this.graph.nodes[i]).filter(Boolean), x, y);
    });
    for (const change of ["pointerleave", "focusin", "focusout"]) {
      frame.addEventListener(change, ({ type, target }) => {
        hideTip();
        this.light(type === "focusin" ? this.boxOf(target) : -1);
      });
    }
    byId("graph-controls").addEventListener("click", ({ target }) => {
      const by = /** @type {HTMLElement} */ (target).dataset.zoom;
      if (by) this.zoomBy(Number(by));
    });
    slider.addEventListener("input", () => setParams(this.store, { n: String(this.steps?.[Number(slider.value)] || "") }, false));
    addEventListener("beforeprint", () => this.svg.setAttribute("viewBox", Object.values(this.pan?.whole ?? {}).join(" ")));
    addEventListener("afterprint", () => this.pan?.resize());
  }

  /** @param {EventTarget | null} target */
  boxOf(target) {
    const box = /** @type {Element} */ (target).closest("[data-box]");
    return box instanceof SVGElement ? Number(box.dataset.box) : -1;
  }

  /** @param {State} state */
  update({ f, params }) {
    const { boxes, graph, pan, search } = this;
    if (!boxes || !pan) return;
    this.thin(Number(params.n) || 0);
    this.svg.classList.toggle("searched", Boolean(search.matched));
    boxes.forEach((box, i) => {
      box.classList.toggle("found", Boolean(search.matched?.[graph.nodes[i]]));
      box.classList.toggle("selected", graph.nodes[i] === f);
      box.tabIndex = i === Math.max(0, graph.nodes.indexOf(f)) ? 0 : -1;
    });
    const place = params.z ?? "";
    if (place === this.shown) return;
    const [x, y, scale] = place.split(",").map(Number);
    const to = scale > 0 && Number.isFinite(x + y) ? { x, y, scale } : (this.home ??= this.start());
    if (this.shown === "?") pan.put(to);
    else pan.glide(to);
    this.shown = place;
  }

  /** @param {boolean} dark */
  theme(dark) {
    document.adoptedStyleSheets = dark ? [this.sheet] : [];
  }

  /** Hides boxes below a share, and the arrows at them. @param {number} least in percent */
  thin(least) {
    const { shares = [], steps = [], slider } = this;
    this.boxes?.forEach((box, i) => box.classList.toggle("out", shares[i] < least));
    this.arrows?.forEach((arrow, i) => arrow.classList.toggle("out", this.graph.edges[i].some((end) => shares[end] < least)));
    slider.value = String(steps.filter((step) => step <= least).length - 1);
    const count = formatCount(shares.filter((share) => share >= least).length) + " of " + formatCount(shares.length);
    const words = least ? `functions of at least ${formatShare(least / 100)} of the total: ${count}` : `all ${shares.length} functions`;
    byId("graph-count").textContent = words;
    slider.setAttribute("aria-valuetext", words);
  }

  /** Shows what a box is connected with. @param {number} box or -1 */
  light(box) {
    this.svg.classList.toggle("lit", box >= 0);
    this.arrows?.forEach((arrow, i) => arrow.classList.toggle("near", this.graph.edges[i].includes(box)));
  }

  /** @param {number} box */
  select(box) {
    if (box >= 0) this.store.set({ f: this.graph.nodes[box] }, true);
  }

  /** @param {number} i */
  isShown(i) {
    return (this.shares?.[i] ?? 0) >= (Number(this.store.state.params.n) || 0);
  }

  /** Zooms to a box with its callers and callees. @param {number} box */
  zoomTo(box) {
    if (box < 0) return;
    const near = this.graph.edges.filter((ends) => ends.includes(box)).flat().filter((i) => this.isShown(i));
    const areas = [box, ...near].map((i) => /** @type {Area[]} */ (this.areas)[i]);
    const x = Math.min(...areas.map((area) => area.x)) - 20;
    const y = Math.min(...areas.map((area) => area.y)) - 20;
    const right = Math.max(...areas.map((area) => area.x + area.width)) + 20;
    const bottom = Math.max(...areas.map((area) => area.y + area.height)) + 20;
    this.goTo(this.fitting({ x, y, width: right - x, height: bottom - y }));
  }

  /** @param {Area} [area] the whole @returns {Place} */
  fitting(area) {
    const { whole, width, height } = /** @type {Pan} */ (this.pan);
    const to = area ?? whole;
    return { x: to.x + to.width / 2, y: to.y + to.height / 2, scale: Math.min(width / to.width, height / to.height, 4 / 3) };
  }

  /** The whole if its text can be read, else what is selected, or the top. */
  start() {
    const selected = this.graph.nodes.indexOf(this.store.state.f);
    const { x, y, width } = /** @type {Area[]} */ (this.areas)[Math.max(0, selected)];
    const fit = this.fitting();
    if (fit.scale >= 0.9) return fit;
    return { x: x + width / 2, y: selected < 0 ? y - 10 + (this.pan?.height ?? 0) / 2 : y, scale: 1 };
  }

  /** @param {number} factor 0: to fit, 1: to full size */
  zoomBy(factor) {
    const { pan } = this;
    if (pan) this.goTo(factor ? pan.zoomed(factor === 1 ? 4 / 3 / pan.place.scale : factor) : this.fitting());
  }

  /** @param {Place} place */
  goTo(place) {
    this.pan?.glide(place);
    this.keepPlace(true, place);
  }

  /** @param {boolean} step Back undoes it @param {Place | undefined} place */
  keepPlace(step, place = this.pan?.place) {
    if (!place) return;
    this.shown = [Math.round(place.x), Math.round(place.y), Number(place.scale.toPrecision(3))].join();
    setParams(this.store, { z: this.shown }, step);
  }

  /** @param {KeyboardEvent} event */
  key({ key, target }) {
    const box = this.boxOf(target);
    if (key === "+") this.zoomBy(1.5);
    else if (key === "-") this.zoomBy(1 / 1.5);
    else if (key === "0") this.zoomBy(0);
    else if (key === "Escape" && this.store.state.params.z) setParams(this.store, { z: "" }, true);
    else if (box >= 0 && key === " ") this.select(box);
    else if (box >= 0 && key === "Enter") {
      this.select(box);
      this.zoomTo(box);
    } else return box >= 0 && this.walk(box, key);
    return true;
  }

  /** Up to a caller, down to a callee, left and right along the row. @param {number} box @param {string} key */
  walk(box, key) {
    const { graph, areas = [] } = this;
    const at = areas[box];
    const side = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
    const far = (/** @type {number} */ i) => (areas[i].x + areas[i].width / 2 - at.x - at.width / 2) * side;
    const isBeside = (/** @type {number} */ i) => far(i) > 0 && Math.abs(areas[i].y - at.y) < at.height;
    let others;
    if (key === "ArrowDown") others = graph.edges.filter(([from]) => from === box).map(([, to]) => to);
    else if (key === "ArrowUp") others = graph.edges.filter(([, to]) => to === box).map(([from]) => from);
    else if (side) others = graph.nodes.map((_, i) => i).filter(isBeside).sort((a, b) => far(a) - far(b));
    else return false;
    const next = others.find((i) => i !== box && this.isShown(i));
    if (next !== undefined) this.focusOn(next);
    return true;
  }

  /** @param {number} i */
  focusOn(i) {
    const { pan, areas = [] } = this;
    this.boxes?.forEach((box, other) => (box.tabIndex = other === i ? 0 : -1));
    this.boxes?.[i].focus({ preventScroll: true });
    const { x, y, width, height } = areas[i];
    if (!pan) return;
    const isIn = Math.abs(x + width / 2 - pan.place.x) < (pan.width / pan.place.scale - width) / 2 &&
      Math.abs(y + height / 2 - pan.place.y) < (pan.height / pan.place.scale - height) / 2;
    if (!isIn) pan.glide({ x: x + width / 2, y: y + height / 2, scale: pan.place.scale });
  }
}
