// The flame view: the tree of paths as an icicle or a sunburst, from the callers down or upside down.

import { buildButton, byId } from "./dom.js";
import { animate, costWords, labelOf, setParams, titleOf } from "./facts.js";
import { formatCost, formatCount, formatShare } from "./format.js";
import { Painter, ROW } from "./paint.js";
import { blockAt, childrenOf, countLevels, cutWeight, invertTree, matchedWeight, pathTo, placeBlocks } from "./tree.js";
import { hideTip, showTip } from "./tip.js";

/** @typedef {import("./data.js").Report} Report @typedef {import("./state.js").Store} Store @typedef {import("./state.js").State} State */
/** @typedef {import("./query.js").Search} Search @typedef {import("./tree.js").Tree} Tree @typedef {import("./tree.js").Places} Places */

const NOTHING = { block: -1, isCut: false };

export class FlameView {
  /** @param {Report} report @param {HTMLElement} section @param {Store} store @param {Search} search */
  constructor(report, section, store, search) {
    this.report = report;
    this.store = store;
    this.search = search;
    this.canvas = /** @type {HTMLCanvasElement} */ (section.querySelector("canvas"));
    this.frame = byId("flame-frame");
    this.painter = new Painter(report, this.canvas);
    /** @type {{tree: Tree, places: Places}[]} as called, and upside down */
    this.trees = [];
    /** @type {Tree} */ this.tree = report.blocks;
    /** @type {Places} */ this.places = placeBlocks(this.tree);
    this.top = -1; // the block that fills the view
    this.focus = -1;
    this.levels = 1;
    this.hover = NOTHING;
    this.window = { left: 0, right: 1, first: 0 };
    this.stop = () => {};
    this.isEmpty = !(this.tree.weight[0] > 0);
    byId("flame-view").hidden = this.isEmpty;
    byId("flame-none").hidden = !this.isEmpty;
    this.listen();
  }

  listen() {
    const { canvas, frame } = this;
    new ResizeObserver(() => this.fit()).observe(frame);
    frame.addEventListener("scroll", () => this.draw());
    canvas.addEventListener("pointermove", (event) => this.point(event));
    canvas.addEventListener("pointerleave", () => this.point());
    canvas.addEventListener("click", (event) => {
      const { block } = this.find(event);
      if (block >= 0) this.zoom(block === this.top ? this.tree.parent[block] : block);
    });
    canvas.addEventListener("blur", () => this.focusOn(-1));
    byId("flame-up").addEventListener("click", () => this.zoom(this.tree.parent[this.top]));
    for (const name of ["callers", "rings"]) {
      byId("flame-" + name).addEventListener("click", () => {
        const value = this.store.state.params[name] ? "" : "1";
        setParams(this.store, name === "rings" ? { rings: value } : { callers: value, z: "" }, true);
      });
    }
  }

  /** @param {State} state */
  update({ params }) {
    if (this.isEmpty) return;
    const { tree: before, top: topBefore } = this;
    const at = params.callers ? 1 : 0;
    if (!this.trees[at]) {
      const made = at ? invertTree(this.report.blocks) : this.report.blocks;
      this.trees[at] = { tree: made, places: placeBlocks(made) };
    }
    const { tree } = Object.assign(this, this.trees[at]);
    this.top = /^\d+$/.test(params.z) && Number(params.z) < tree.count ? Number(params.z) : 0;
    for (const name of ["callers", "rings"]) byId("flame-" + name).setAttribute("aria-pressed", String(Boolean(params[name])));
    const { matched } = this.search;
    byId("flame-found").textContent = matched ? "Found: " + this.shareWords(matchedWeight(tree, this.top, (f) => matched[f] > 0)) : "";
    if (this.top !== topBefore || tree !== before) {
      this.focus = -1;
      this.frame.scrollTop = 0;
      this.showPath();
      this.move(tree === before && topBefore >= 0);
    }
    this.fit();
  }

  /** @param {boolean} dark */
  theme(dark) {
    this.painter.theme(dark);
    this.draw();
  }

  /** Gives frame and canvas the size that the levels in sight need. */
  fit() {
    const { tree, top, frame, painter, canvas } = this;
    const { rings } = this.store.state.params;
    if (this.isEmpty || top < 0 || !frame.clientWidth) return;
    this.levels = countLevels(tree, top, tree.weight[top] * (rings ? 0.01 : 0.5 / frame.clientWidth));
    frame.classList.toggle("rings", Boolean(rings));
    /** @type {HTMLElement} */ (canvas.parentElement).style.height = rings ? "100%" : this.levels * ROW + "px";
    const { clientWidth, clientHeight } = frame;
    if (clientWidth !== painter.width || clientHeight !== painter.height) painter.resize(clientWidth, clientHeight);
    this.draw();
  }

  /** Brings the block on top to full width. @param {boolean} smoothly */
  move(smoothly) {
    const { tree, top, window: from } = this;
    const left = this.places.start[top];
    const to = { left, right: left + tree.weight[top], first: tree.depth[top] };
    this.stop();
    this.window = to;
    if (!smoothly) return;
    this.stop = animate((part) => {
      const mix = (/** @type {"left" | "right" | "first"} */ name) => from[name] + (to[name] - from[name]) * part;
      this.window = part < 1 ? { left: mix("left"), right: mix("right"), first: mix("first") } : to;
      this.draw();
    });
  }

  draw() {
    const { tree, places, levels, focus, hover, frame } = this;
    const { f, params } = this.store.state;
    if (this.top >= 0) this.painter.draw({
      ...this.window, tree, places, levels, focus, hover: hover.isCut ? -1 : hover.block, rings: Boolean(params.rings),
      scroll: params.rings ? 0 : frame.scrollTop, selected: f, seeks: this.search.matched,
    });
  }

  /** @param {MouseEvent} event */
  find({ offsetX, offsetY }) {
    const { tree, top, places } = this;
    const { depth, cost } = this.painter.find(offsetX, offsetY);
    return depth < tree.depth[top] ? NOTHING : blockAt(tree, places, top, depth, cost);
  }

  /** @param {PointerEvent} [event] */
  point(event) {
    const { block: before } = this.hover;
    const { block, isCut } = (this.hover = event && event.pointerType !== "touch" ? this.find(event) : NOTHING);
    this.canvas.style.cursor = block >= 0 ? "pointer" : "";
    if (event && block >= 0) showTip(this.linesOf(block, isCut), event.clientX, event.clientY);
    else hideTip();
    if (block !== before) this.draw();
  }

  /** @param {number} block */
  nameOf(block) {
    const f = this.tree.function[block];
    return f < 0 ? "all" : labelOf(this.report, f);
  }

  /** "34.2 s  64 % of the total, 71 % of main". @param {number} cost */
  shareWords(cost) {
    const { tree, top } = this;
    const words = costWords(this.report, cost) + " of the total";
    return top && cost !== tree.weight[top] ? words + ", " + formatShare(cost / tree.weight[top]) + " of " + this.nameOf(top) : words;
  }

  /** What there is to say of a block. @param {number} i @param {boolean} [isCut] */
  linesOf(i, isCut) {
    const { report, tree, places } = this;
    if (isCut) return [formatCount(tree.cut[i]) + " more below " + this.nameOf(i), this.shareWords(cutWeight(tree, places, i))];
    const [low, high, own] = [tree.low, tree.high, tree.own].map((column) => formatCost(report.meta, Math.max(0, column[i])));
    const range = tree.low[i] < tree.high[i] ? ": " + low + " to " + high : "";
    return [
      ...(i ? titleOf(report, tree.function[i]) : ["all"]),
      this.shareWords(tree.weight[i]),
      tree.estimated[i] ? "estimated" + range : "",
      tree.own[i] ? (this.store.state.params.callers ? "from paths that begin here " : "Own ") + own : "",
    ].filter(Boolean);
  }

  /** The path to what fills the view, as buttons. */
  showPath() {
    const path = byId("flame-path");
    path.replaceChildren(...pathTo(this.tree, this.top).map((block) => buildButton(this.nameOf(block), () => this.zoom(block))));
    path.lastElementChild?.setAttribute("aria-current", "true");
    path.scrollLeft = path.scrollWidth;
    byId("flame-said").textContent = this.linesOf(this.top).join(" · ");
  }

  /** @param {number} block */
  zoom(block) {
    setParams(this.store, { z: String(block || "") }, true, block ? this.tree.function[block] : undefined);
  }

  /** @param {KeyboardEvent} event */
  key({ key, target }) {
    const { tree, top, focus } = this;
    if (key === "Escape" && top > 0) this.zoom(tree.parent[top]);
    else if (target !== this.canvas || this.isEmpty) return false;
    else if (key === "Enter" && focus >= 0) this.zoom(focus);
    else if (/^Arrow|^Home$/.test(key)) this.focusOn(focus < 0 || key === "Home" ? top : this.besides(focus, key));
    else return false;
    return true;
  }

  /** @param {number} block @param {string} key */
  besides(block, key) {
    const { tree, top } = this;
    if (key === "ArrowDown") return childrenOf(tree, block)[0] ?? block;
    if (block === top) return block;
    if (key === "ArrowUp") return tree.parent[block];
    const row = childrenOf(tree, tree.parent[block]);
    return row[row.indexOf(block) + (key === "ArrowLeft" ? -1 : 1)] ?? block;
  }

  /** @param {number} block */
  focusOn(block) {
    const { tree, top, frame } = this;
    this.focus = block;
    if (block >= 0) {
      const y = (tree.depth[block] - tree.depth[top]) * ROW;
      if (y < frame.scrollTop || y + ROW > frame.scrollTop + frame.clientHeight) frame.scrollTop = y - frame.clientHeight / 2;
      byId("flame-said").textContent = this.linesOf(block).join(" · ");
    }
    this.draw();
  }
}
