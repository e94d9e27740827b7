// The flame view: the tree of paths as an icicle or a sunburst, from the callers down or upside down.

import { costAndShare, costText, elementOf, finderOf, labelOf, shortened } from "./facts.js";
import { formatCount, formatShare } from "./format.js";
import { Painter, ROW, THINNEST } from "./paint.js";
import { isStill } from "./pan.js";
import { blockAt, childrenOf, cutWeight, heaviest, invertTree, levelsBelow, matchedWeight, pathTo, placeBlocks } from "./tree.js";
import { hideTip, showTip } from "./tip.js";

/** @typedef {import("./data.js").Report} Report @typedef {import("./state.js").Store} Store @typedef {import("./state.js").State} State */
/** @typedef {import("./tree.js").Tree} Tree @typedef {import("./tree.js").Places} Places */

const GROW = 180; // milliseconds
const PATHS_LISTED = 10;
const THINNEST_IN_RINGS = 0.01; // of what fills the view; rings have room for few levels

export class FlameView {
  /** @param {Report} report @param {HTMLElement} section @param {Store} store */
  constructor(report, section, store) {
    this.report = report;
    this.section = section;
    this.store = store;
    this.canvas = /** @type {HTMLCanvasElement} */ (section.querySelector("canvas"));
    this.frame = elementOf("flame-frame");
    this.painter = new Painter(report, this.canvas);
    /** @type {{tree: Tree, places: Places}[]} as called, and upside down */
    this.trees = [];
    /** @type {Tree} */ this.tree = report.blocks;
    /** @type {Places} */ this.places = this.use(false);
    this.top = 0;
    this.focus = -1;
    this.hover = { block: -1, isCut: false };
    this.window = { left: 0, right: 1, first: 0 };
    this.waiting = 0;
    this.state = store.state;
    this.levels = 0;
    elementOf("flame-view").hidden = this.isEmpty;
    elementOf("flame-none").hidden = !this.isEmpty;
    this.listen();
    this.listenToControls();
  }

  get isEmpty() {
    return !(this.report.blocks.weight[0] > 0);
  }

  /** Which of the two trees to show; the other is made when first wanted. @param {boolean} inverted @returns {Places} */
  use(inverted) {
    const at = inverted ? 1 : 0;
    if (!this.trees[at]) {
      const tree = inverted ? invertTree(this.report.blocks) : this.report.blocks;
      this.trees[at] = { tree, places: placeBlocks(tree) };
    }
    this.tree = this.trees[at].tree;
    return (this.places = this.trees[at].places);
  }

  listen() {
    const { canvas, frame } = this;
    new ResizeObserver(() => {
      this.fitFrame();
      this.draw();
    }).observe(frame);
    frame.addEventListener("scroll", () => this.drawSoon());
    canvas.addEventListener("pointermove", (event) => this.point(event));
    canvas.addEventListener("pointerleave", () => this.point());
    canvas.addEventListener("click", (event) => {
      const { block } = this.find(event);
      this.focus = -1;
      if (block >= 0) this.zoom(block === this.top && this.state.params.rings ? this.tree.parent[block] : block);
    });
    canvas.addEventListener("blur", () => {
      this.focus = -1;
      this.drawSoon();
    });
  }

  listenToControls() {
    const toggle = (/** @type {string} */ name) => this.keep({ [name]: this.state.params[name] ? "" : "1", z: name === "callers" ? "" : this.state.params.z });
    elementOf("flame-reset").addEventListener("click", () => this.zoom(0));
    elementOf("flame-up").addEventListener("click", () => this.zoom(this.tree.parent[this.top]));
    elementOf("flame-callers").addEventListener("click", () => toggle("callers"));
    elementOf("flame-rings").addEventListener("click", () => toggle("rings"));
    elementOf("flame-paths").addEventListener("toggle", () => this.listPaths());
  }

  /** @param {State} state */
  update(state) {
    this.state = state;
    if (this.isEmpty) return;
    const { params, q } = state;
    const before = this.tree;
    this.use(Boolean(params.callers));
    const { tree } = this;
    const z = Number(params.z);
    const top = Number.isInteger(z) && z > 0 && z < tree.count ? z : 0;
    const moved = top !== this.top || tree !== before;
    this.top = top;
    this.finds = q ? finderOf(this.report, q) : undefined;
    elementOf("flame-callers").setAttribute("aria-pressed", String(Boolean(params.callers)));
    elementOf("flame-rings").setAttribute("aria-pressed", String(Boolean(params.rings)));
    elementOf("flame-found").textContent = this.finds
      ? "found: " + this.shareWords(matchedWeight(tree, top, this.finds)) : "";
    /** @type {HTMLButtonElement} */ (elementOf("flame-reset")).disabled = !top;
    /** @type {HTMLButtonElement} */ (elementOf("flame-up")).disabled = !top;
    this.showPath();
    if (moved || !this.levels) {
      this.frame.scrollTop = 0;
      if (this.focus < top || this.focus >= tree.end[top]) this.focus = -1;
      this.say(top);
      this.listPaths();
    }
    this.fitFrame();
    this.moveTo(top, tree === before && this.levels > 0);
  }

  /** @param {boolean} dark */
  theme(dark) {
    this.painter.theme(dark);
    this.drawSoon();
  }

  /** Gives canvas and frame the size that the levels in sight need. */
  fitFrame() {
    const width = this.frame.clientWidth;
    if (!width || this.isEmpty) return;
    const { tree, top } = this;
    const rings = Boolean(this.state.params.rings);
    this.frame.classList.toggle("rings", rings);
    this.levels = levelsBelow(tree, top, tree.weight[top] * (rings ? THINNEST_IN_RINGS : THINNEST / width));
    const spacer = /** @type {HTMLElement} */ (this.canvas.parentElement);
    spacer.style.height = rings ? "100%" : (this.levels + 1) * ROW + "px";
    const { clientWidth, clientHeight } = this.frame;
    if (clientWidth !== this.painter.width || clientHeight !== this.painter.height) this.painter.resize(clientWidth, clientHeight);
  }

  /** Brings a block to full width. @param {number} top @param {boolean} smoothly */
  moveTo(top, smoothly) {
    const left = this.places.start[top];
    const to = { left, right: left + this.tree.weight[top], first: this.tree.depth[top] };
    const from = this.window;
    const start = performance.now();
    cancelAnimationFrame(this.moving ?? 0);
    const step = () => {
      const part = !smoothly || isStill() ? 1 : Math.min(1, (performance.now() - start) / GROW);
      const ease = part * (2 - part);
      const mix = (/** @type {number} */ a, /** @type {number} */ b) => (part < 1 ? a + (b - a) * ease : b);
      this.window = { left: mix(from.left, to.left), right: mix(from.right, to.right), first: mix(from.first, to.first) };
      this.draw();
      if (part < 1) this.moving = requestAnimationFrame(step);
    };
    step();
  }

  get scene() {
    const { tree, places, window, levels, finds, focus, state } = this;
    return {
      ...window, tree, places, levels, finds, focus, rings: Boolean(state.params.rings), selected: state.f,
      hover: this.hover.isCut ? -1 : this.hover.block, scroll: this.frame.scrollTop,
    };
  }

  draw() {
    cancelAnimationFrame(this.waiting);
    this.waiting = 0;
    if (this.painter.width && this.painter.hatch && !this.isEmpty) this.painter.draw(this.scene);
  }

  drawSoon() {
    this.waiting ||= requestAnimationFrame(() => this.draw());
  }

  /** @param {MouseEvent} event */
  find({ offsetX, offsetY }) {
    const { depth, cost } = this.painter.find(this.scene, offsetX, offsetY);
    const { tree, top } = this;
    return depth < tree.depth[top] ? { block: -1, isCut: false } : blockAt(tree, this.places, top, depth, cost);
  }

  /** @param {PointerEvent} [event] */
  point(event) {
    const hover = event && event.pointerType !== "touch" ? this.find(event) : { block: -1, isCut: false };
    this.canvas.style.cursor = hover.block >= 0 ? "pointer" : "";
    if (event && hover.block >= 0) showTip(this.linesOf(hover.block, hover.isCut), event.clientX, event.clientY);
    else hideTip();
    const isSame = hover.block === this.hover.block && hover.isCut === this.hover.isCut;
    this.hover = hover;
    if (!isSame) this.drawSoon();
  }

  /** @param {number} block */
  nameOf(block) {
    const f = this.tree.function[block];
    return f < 0 ? "all" : labelOf(this.report, f);
  }

  /** "34.2 s  64 % of the total, 71 % of main". @param {number} cost @param {number} [block] */
  shareWords(cost, block) {
    const { tree, top } = this;
    const ofTop = top && block !== top ? ", " + formatShare(cost / tree.weight[top]) + " of " + this.nameOf(top) : "";
    return costAndShare(this.report, cost) + " of the total" + ofTop;
  }

  /** What is to say of a block. @param {number} i @param {boolean} [isCut] */
  linesOf(i, isCut) {
    const { report, tree } = this;
    const f = tree.function[i];
    if (isCut) {
      const cut = cutWeight(tree, this.places, i);
      return [formatCount(tree.cut[i]) + " more, not shown", "below " + this.nameOf(i), this.shareWords(cut)];
    }
    const name = f < 0 ? "all" : shortened(report.nameOf(f));
    const lines = [name, f < 0 ? "" : shortened(report.placeOf(f)), this.shareWords(tree.weight[i], i)];
    if (tree.estimated[i]) {
      const isKnown = tree.low[i] < tree.high[i];
      const range = ": " + costText(report, Math.max(0, tree.low[i])) + " to " + costText(report, tree.high[i]);
      lines.push("estimated" + (isKnown ? range : ""));
    }
    if (tree.own[i] > 0) lines.push((this.state.params.callers ? "of it on paths that begin here: " : "of it own: ") + costText(report, tree.own[i]));
    if (f >= 0) lines.push("in all places: Total " + costText(report, report.total[f]) + ", Own " + costText(report, report.own[f]) + ", ×" + formatCount(report.calls[f]));
    return lines.filter(Boolean);
  }

  /** @param {number} block */
  say(block) {
    elementOf("flame-said").textContent = this.linesOf(block).join(" · ");
  }

  /** The path to what fills the view, as buttons. */
  showPath() {
    const path = elementOf("flame-path");
    path.replaceChildren(...pathTo(this.tree, this.top).map((block) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = this.nameOf(block);
      if (block === this.top) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => this.zoom(block));
      return button;
    }));
    path.scrollLeft = path.scrollWidth;
  }

  /** The same as text. */
  listPaths() {
    const list = /** @type {HTMLDetailsElement} */ (elementOf("flame-paths"));
    if (!list.open) return;
    const { tree, report } = this;
    const items = heaviest(tree, this.top, PATHS_LISTED).map((block) => {
      const item = document.createElement("li");
      const names = pathTo(tree, block).slice(1).map((i) => this.nameOf(i));
      item.textContent = costAndShare(report, tree.own[block]) + "\u2003" + names.join(" › ");
      return item;
    });
    list.querySelector("ol")?.replaceChildren(...items);
  }

  /** @param {number} block */
  zoom(block) {
    const f = this.tree.function[block];
    this.keep({ z: String(block || "") }, block && f >= 0 ? f : this.state.f);
  }

  /** @param {Record<string, string>} patch "" drops one */
  keep(patch, f = this.state.f) {
    const params = Object.entries({ ...this.state.params, ...patch }).filter(([, value]) => value);
    this.store.set({ f, params: Object.fromEntries(params) }, true);
  }

  /** @param {KeyboardEvent} event */
  key({ key, target }) {
    const { tree, top } = this;
    if (key === "Escape" && top) this.zoom(tree.parent[top]);
    else if (target !== this.canvas || this.isEmpty) return false;
    else if (key === "Enter" && this.focus >= 0) this.zoom(this.focus);
    else return this.walk(key);
    return true;
  }

  /** @param {string} key */
  walk(key) {
    const { tree, top } = this;
    const at = this.focus < 0 ? top : this.focus;
    const beside = at === top ? [at] : childrenOf(tree, tree.parent[at]);
    const place = beside.indexOf(at);
    /** @type {Record<string, number | undefined>} */
    const next = {
      ArrowUp: at === top ? at : tree.parent[at],
      ArrowDown: this.focus < 0 ? at : childrenOf(tree, at)[0],
      ArrowLeft: beside[place - 1],
      ArrowRight: beside[place + 1],
      Home: top,
    };
    if (!(key in next)) return false;
    this.focus = next[key] ?? at;
    const y = (tree.depth[this.focus] - tree.depth[top]) * ROW;
    const { scrollTop, clientHeight } = this.frame;
    if (y < scrollTop || y + ROW > scrollTop + clientHeight) this.frame.scrollTop = y - clientHeight / 2;
    this.say(this.focus);
    this.drawSoon();
    return true;
  }
}
