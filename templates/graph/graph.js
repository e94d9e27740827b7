// The call graph: the picture that is in the page anyway, to move about in, to thin out and to search.

import { abs, max, min, round } from "../core/math.js";
import { byId, find, findAll, moveFocus, on, setContent, toggleClass } from "../core/dom.js";
import * as report from "../core/data.js";
import { costWords, figuresOf, labelOf, titleOf } from "../core/facts.js";
import { formatCalls } from "../core/format.js";
import { otherPicture } from "../compare/pictures.js";
import { layOut } from "./layout.js";
import { clamp, frame, isDragged, pan, put, resize, reveal, showPicture, startPan, svg, zoomed } from "./pan.js";
import * as store from "../core/state.js";
import { hideTip, showTip } from "../core/tip.js";

/** @typedef {import("./pan.js").Place} Place */

const FULL = 4 / 3; // pixels for a point
/** A small picture fills the room, but is never larger. */
const LARGEST_FIT = 2;
const MOST = 500;

/** @type {{"nodes": number[], "edges": [number, number][]}} */
const data = report.dataOf("graph-data");
/** As prof2dot drew it; while filters are in force, one of what they leave takes its place. */
const drawn = { nodes: data["nodes"], edges: data["edges"], svg, prefix: "graph-" };
let { nodes, edges, prefix } = drawn;
const most = /** @type {HTMLSelectElement} */ (byId("graph-most"));
/** What the picture was made from. */
let made = "";
const sheet = new CSSStyleSheet();
/** @type {SVGGElement[]} */
let boxes = [];
/** @type {SVGGElement[]} */
let arrows = [];
/** @type {DOMRect[]} */
let areas = [];
/** @type {string | undefined} the place that the state tells */
let shown;
/** @type {Place | undefined} */
let home;
let wasBeside = false;
let chosen = -1;

/** Shows what there is of the profile now. */
function choosePicture() {
  const count = Number(store.state.params.n) || 0;
  const ready = COMPARE && store.state.side !== "after" ? otherPicture() : drawn;
  const picture = (!report.isFiltered && !count && ready) || layOut(min(count, MOST));
  ({ nodes, edges, prefix } = picture);
  most.value = count ? String(count) : "";
  arrows = []; // the focus may leave the old picture
  showPicture(picture.svg);
  readPicture();
  home = undefined;
  shown = "-";
}

/** A picture that says all at once becomes one of buttons. */
function readPicture() {
  const group = /** @type {SVGGElement} */ (find(".graph", svg));
  const { e, f } = /** @type {SVGTransform} */ (group.transform.baseVal.consolidate()).matrix;
  const part = (/** @type {string} */ id) => /** @type {SVGGElement} */ (svg.getElementById(prefix + id) ?? group);
  svg.setAttribute("role", "group");
  for (const title of findAll("g title", svg)) title.remove(); // the tip says more
  arrows = edges.map((_, i) => part("e" + i));
  boxes = nodes.map((_, i) => part("n" + i));
  areas = boxes.map((box, i) => {
    box.setAttribute("role", "button");
    box.dataset.box = `${i}`;
    const { x, y, width, height } = box.getBBox();
    return new DOMRect(x + e, y + f, width, height);
  });
}

/** The box that something belongs to, or -1. @param {EventTarget | null} target */
const boxOf = (target) =>
  Number(/** @type {SVGElement | null} */ (/** @type {Element} */ (target).closest("[data-box]"))?.dataset.box ?? -1);

/** The function of a row of a box, of the box around it, or -1. @param {EventTarget | null} target */
function functionOf(target) {
  const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-f]"));
  return row ? Number(row.dataset.f) : nodes[boxOf(target)] ?? -1;
}

/** Shows what a box is connected with. @param {number} box or -1 */
function light(box) {
  toggleClass(svg, "lit", box >= 0);
  arrows.forEach((arrow, i) => toggleClass(arrow, "near", edges[i].includes(box)));
}

/** What an arrow stands for. @param {PointerEvent} event */
function hoverArrow(event) {
  const arrow = arrows.findIndex((part) => part.contains(/** @type {Node} */ (event.target)));
  const ends = edges[arrow]?.map((i) => nodes[i]);
  const { callee, total, calls, recursive } = report.edgesNow();
  const e = ends && report.calleesOf(ends[0]).find((other) => callee[other] === ends[1]);
  if (e === undefined) return hideTip();
  const times = report.isSampled ? [] : ["×" + formatCalls(calls[e], recursive[e])];
  showTip([`${labelOf(ends[0])} → ${labelOf(ends[1])}`, costWords(total[e]), ...times], event);
}

/** @param {PointerEvent} event */
function hover(event) {
  const box = event.buttons || event.pointerType === "touch" ? -1 : boxOf(event.target);
  light(box);
  if (box < 0) return hoverArrow(event);
  const f = functionOf(event.target);
  showTip([...titleOf(f), ...figuresOf(f)], event);
}

function listen() {
  on(frame, "click", ({ target }) => {
    if (!isDragged()) select(functionOf(target));
  });
  on(frame, "dblclick", ({ target }) => zoomTo(boxOf(target)));
  on(frame, "pointermove", hover);
  for (const change of /** @type {const} */ (["pointerleave", "focusin", "focusout"])) {
    on(frame, change, ({ type, target }) => {
      hideTip();
      light(type === "focusin" ? boxOf(target) : -1);
    });
  }
  on(byId("graph-controls"), "click", ({ target }) => {
    const by = /** @type {HTMLElement} */ (target).dataset.zoom;
    if (by) zoomBy(Number(by));
  });
  on(most, "change", () => {
    most.blur();
    store.setParams({ n: most.value, z: "" });
  });
  on(window, "beforeprint", () => {
    const { x, y, width, height } = pan.extent;
    svg.setAttribute("viewBox", [x, y, width, height].join(" "));
  });
  on(window, "afterprint", resize);
}

/** @param {number} f or -1 */
function select(f) {
  if (f >= 0) store.set({ f }, true);
}

/** The place that shows all of an area. @param {DOMRect} area @returns {Place} */
const fitting = ({ x, y, width, height }) =>
  ({ x: x + width / 2, y: y + height / 2, scale: min(pan.width / width, pan.height / height, LARGEST_FIT) });

/** Zooms in on a box with its callers and callees. @param {number} box */
function zoomTo(box) {
  if (box < 0) return;
  const near = edges.filter((ends) => ends.includes(box)).flat();
  const around = [box, ...near].map((i) => areas[i]);
  const x = min(...around.map(({ left }) => left)) - 20;
  const y = min(...around.map(({ top }) => top)) - 20;
  const right = max(...around.map((area) => area.right)) + 20;
  const bottom = max(...around.map((area) => area.bottom)) + 20;
  const place = fitting(new DOMRect(x, y, right - x, bottom - y));
  goTo({ ...place, scale: max(place.scale, pan.scale) });
}

/** Beside the summary there is less room: what has not been moved is placed for each. @param {boolean} isBeside */
function fitAnew(isBeside) {
  resize();
  if (isBeside === wasBeside) return;
  wasBeside = isBeside;
  home = undefined;
  shown = "-";
}

/** The whole if its text can be read, else what is selected, or what the summary begins with, or the costliest, as large
 * as the room is wide for. */
function start() {
  const { view, f } = store.state;
  const isBeside = view === "summary";
  const fit = fitting(pan.extent);
  if (fit.scale >= (isBeside ? 0.7 : 0.9)) return fit;
  const costliest = nodes.reduce((a, b) => (report.totalCost[b] > report.totalCost[a] ? b : a));
  const area = areas[nodes.indexOf(isBeside ? report.lead : f)] ?? areas[nodes.indexOf(costliest)];
  const { x, y, width, height } = pan.extent;
  const scale = clamp(pan.width / width, 1, FULL);
  const [across, down] = [min(width, pan.width / scale) / 2, min(height, pan.height / scale) / 2];
  return {
    x: clamp(area.x + area.width / 2, x + across, x + width - across), y: clamp(area.y, y + down, y + height - down), scale,
  };
}

/** @param {number} factor 0: to fit, 1: to full size */
function zoomBy(factor) {
  goTo(factor ? zoomed(factor === 1 ? FULL / pan.scale : factor) : fitting(pan.extent));
}

/** @param {Place} place */
function goTo(place) {
  put(place);
  keepPlace(true);
}

/** @param {boolean} step Back undoes it */
function keepPlace(step) {
  shown = [round(pan.x), round(pan.y), Number(pan.scale.toPrecision(3))].join();
  store.setParams({ z: shown }, step);
}

/** Up and down among callers and callees, left and right among all: to the box that is nearest. @param {number} box @param {string} key */
function nextBox(box, key) {
  const [dx, dy] = /** @type {Record<string, number[]>} */ ({
    ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
  })[key] ?? [0, 0];
  let [next, least] = [-1, Infinity];
  areas.forEach((area, i) => {
    const [x, y] = [area.x + area.width / 2 - areas[box].x - areas[box].width / 2, area.y - areas[box].y];
    const ahead = x * dx + y * dy;
    const far = ahead + 3 * abs(x * dy + y * dx);
    const isNear = dx || edges.some((ends) => ends.includes(box) && ends.includes(i));
    if (ahead > 0 && far < least && isNear) [next, least] = [i, far];
  });
  return next;
}

/** @param {number} i */
function focusOn(i) {
  boxes.forEach((box, other) => (box.tabIndex = other === i ? 0 : -1));
  moveFocus(boxes[i]);
  reveal(areas[i]);
}

/** @returns {import("../main.js").View} */
export function makeGraph() {
  sheet.replaceSync("@media screen{" + report.textOf("graph-dark") + "}");
  const theme = (/** @type {boolean} */ dark) => void (document.adoptedStyleSheets = dark ? [sheet] : []);
  if (!svg) setContent(frame, "No call graph: -n leaves no function.");
  if (!nodes.length) return { update() {}, theme };
  byId("graph-controls").hidden = false;
  startPan(keepPlace);
  listen();
  return {
    theme,
    functionAt: ({ target }) => functionOf(target),
    lacks: (f) => !nodes.includes(f) && !find(`[data-f="${f}"]`, svg),
    update({ f, params, view }, matched) {
      fitAnew(view === "summary");
      const wanted = report.edition + "-" + (params.n ?? "");
      if (made !== wanted) choosePicture();
      made = wanted;
      let isAnyFound = false;
      boxes.forEach((box, i) => {
        const rows = findAll("[data-f]", box);
        let isFound = matched?.[nodes[i]];
        for (const row of rows) {
          isFound ||= matched?.[Number(row.dataset.f)];
          toggleClass(row, "selected", Number(row.dataset.f) === f);
        }
        isAnyFound ||= Boolean(isFound);
        toggleClass(box, "found", isFound);
        toggleClass(box, "selected", nodes[i] === f);
        box.tabIndex = i === max(0, nodes.indexOf(f)) ? 0 : -1;
      });
      toggleClass(svg, "searched", isAnyFound);
      const { z = "" } = params;
      const at = nodes.indexOf(f);
      if (z === shown && f !== chosen && at >= 0) reveal(areas[at]);
      chosen = f;
      if (z === shown) return;
      shown = z;
      const [x, y, scale] = z.split(",").map(Number);
      put(scale > 0 && Number.isFinite(x + y) ? { x, y, scale } : (home ??= start()));
    },
    key({ key, target }) {
      const box = boxOf(target);
      const factor = { "+": 1.5, "-": 1 / 1.5, 0: 0 }[key];
      const next = box < 0 ? -1 : nextBox(box, key);
      if (factor !== undefined) zoomBy(factor);
      else if (key === "Escape" && store.state.params.z) store.setParams({ z: "" }, true);
      else if (next >= 0) focusOn(next);
      else if (box >= 0 && /^(Enter| )$/.test(key)) {
        select(nodes[box]);
        if (key === "Enter") zoomTo(box);
      } else return box >= 0 && key.startsWith("Arrow");
      return true;
    },
  };
}
