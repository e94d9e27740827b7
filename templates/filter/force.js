// The filters that are in force: in the address as "focus-12.hide-45", worked out in steps, shown as chips.

import { makeFlags } from "../core/math.js";
import { buildButton, buildSpan, byId, setContent } from "../core/dom.js";
import * as report from "../core/data.js";
import { labelOf } from "../core/facts.js";
import { formatCost, formatShare } from "../core/format.js";
import * as store from "../core/state.js";
import { leftOf } from "../compare/sides.js";
import { inputLeft } from "../inputs/inputs.js";
import { hideFunctions } from "./hide.js";
import { startPaths } from "./parts.js";
import { filterBlocks, tableOf } from "./paths.js";
import { cutPaths } from "./rules.js";

/** @typedef {typeof import("../core/data.js").profile & {kept?: Uint8Array, whole?: number}} Whole kept, whole: of one of
 * several inputs, what it has and its total */
/** @typedef {import("../core/state.js").State} State @typedef {import("./edges.js").Table} Table @typedef {keyof typeof WORDS} Kind @typedef {{kind: Kind, f: number}} Filter */

export const WORDS = {
  focus: "Focus", hide: "Hide", ignore: "Ignore", from: "Only from", fold: "Fold",
};
/** As prof2dot applies them. */
const ORDER = /** @type {const} */ (["ignore", "focus", "from", "hide"]);
const SLICE = 25; // milliseconds that the page may stand still

let running = 0;
let known = "";

/** @param {string} text @returns {Filter[]} */
function parse(text) {
  return text.split(".").flatMap((part) => {
    const [kind, f] = part.split("-");
    return kind in WORDS && /^\d+$/.test(f) && Number(f) < report.size ? [{ kind: /** @type {Kind} */ (kind), f: Number(f) }] : [];
  });
}

/** @param {Filter[]} filters */
const format = (filters) => filters.map(({ kind, f }) => kind + "-" + f).join(".");

/** Whether a function is filtered so. @param {Kind} kind @param {number} f */
export const isFiltered = (kind, f) => parse(store.state.x).some((filter) => filter.kind === kind && filter.f === f);

/** Adds a filter, or takes it away. @param {Kind} kind @param {number} f */
export function toggle(kind, f) {
  const filters = parse(store.state.x);
  const others = filters.filter((filter) => filter.kind !== kind || filter.f !== f);
  store.set({ x: format(others.length < filters.length ? others : [...filters, { kind, f }]) }, true);
}

/** Of a package, all that only it calls: those that others call stand for it. @param {Whole} from @param {number} f @param {Uint8Array} marked */
function markPackage(from, f, marked) {
  const { caller, callee } = from.wholeEdges();
  const name = report.familyOf(f);
  const family = makeFlags(report.size);
  // Who calls a function beside itself: 1: its package, 2: others.
  const by = makeFlags(report.size);
  for (let other = 0; other < report.size; other++) family[other] = Number(report.familyOf(other) === name);
  for (let e = 0; e < callee.length; e++) if (caller[e] !== callee[e]) by[callee[e]] |= 2 - family[caller[e]];
  for (let other = 0; other < report.size; other++) if (by[other] === 1) marked[other] |= family[other];
}

/** Flags for each kind of filter and function. @param {Whole} from @param {Filter[]} filters */
function marksOf(from, filters) {
  return ORDER.flatMap((kind) => {
    const some = filters.filter((filter) => filter.kind === kind || (kind === "hide" && filter.kind === "fold"));
    const marked = makeFlags(report.size);
    for (const filter of some) {
      if (filter.kind === "fold") markPackage(from, filter.f, marked);
      else marked[filter.f] = 1;
    }
    return some.length ? [{ kind, marked }] : [];
  });
}

/** What filters are applied to. @param {Whole} from @returns {Table} */
const startTable = (from) => ({
  ...from.columns, count: report.size, kept: (INPUTS && from.kept) || makeFlags(report.size).fill(1), edges: from.wholeEdges(),
});

/** @param {Filter[]} filters @param {Whole} from @returns {Generator<undefined, import("../core/data.js").Left | null>} */
function* work(filters, from) {
  if (!filters.length) return null;
  const marks = marksOf(from, filters);
  yield;
  /** @type {import("../core/blocks.js").Block[] | undefined} */
  let made;
  const blocks = () => (made ??= marks.reduce((all, { kind, marked }) => filterBlocks(all, marked, kind), from.wholeBlocks()));
  if (STACKS && report.meta.stacks) return { table: tableOf(blocks(), report.size), blocks };
  let table = startTable(from);
  /** @type {import("./parts.js").Paths | undefined} */
  let paths;
  for (const { kind, marked } of marks) {
    if (table.later) yield* table.later;
    table = kind === "hide" ? yield* hideFunctions(table, marked, INPUTS ? from.whole ?? report.meta["total"] : report.whole)
      : yield* cutPaths(table, marked, kind, (paths ??= startPaths(from.wholeBlocks())));
    yield;
  }
  // The table alone asks for no calls.
  if (table.later && (store.state.view !== "table" || store.state.f >= 0)) yield* table.later;
  return { table, blocks };
}

/** Goes on with steps until the page has stood still for long enough. @template T @param {Generator<undefined, T>} steps
 * @returns {IteratorReturnResult<T> | undefined} what they came to, once they have */
function advance(steps) {
  const end = performance.now() + SLICE;
  for (;;) {
    const step = steps.next();
    if (step.done) return step;
    if (performance.now() > end) return undefined;
  }
}

/** Filters for nothing, until a reader does: what the first filter would wait for is there then, its code compiled. */
export function prepare() {
  report.edgesNow(); // in a task of its own
  const steps = work([{ kind: "focus", f: 0 }], report.profile);
  const go = () => void (running || advance(steps) || setTimeout(go));
  if (report.size && !(STACKS && report.meta.stacks)) setTimeout(go);
}

/** Lets the filters of a state be in force, then calls `done`; at once where that is quick. @param {State} state @param {() => void} done */
export function enforce({ x, side }, done) {
  const wanted = COMPARE || INPUTS ? side + "." + x : x;
  if (wanted === known) return done();
  known = wanted;
  const filters = parse(x);
  const run = ++running;
  const steps = COMPARE ? leftOf(side, (from) => work(filters, from))
    : INPUTS && side ? inputLeft(side, (from) => work(filters, from)) : work(filters, report.profile);
  const bar = byId("force");
  const tell = () => {
    bar.ariaBusy = "false";
    showChips(filters);
    done();
  };
  // What took its time leaves the views a task of their own.
  let finish = tell;
  const go = () => {
    if (run !== running) return;
    const made = advance(steps);
    if (!made) {
      finish = () => void setTimeout(tell);
      return void setTimeout(go);
    }
    report.use(made.value, filters.length > 0 || (INPUTS && side !== ""));
    finish();
  };
  bar.ariaBusy = "true";
  go();
}

/** What stands for threads, as the profiler named them: recorded stacks begin with it. */
const threads = STACKS && report.meta.stacks
  ? [...report.ownCost.keys()].filter((f) => /^thread /.test(report.nameOf(f)) && !report.placeOf(f)) : [];

/** Lets only one thread be seen, or all again. @param {number} f */
function buildThread(f) {
  const chip = buildButton(labelOf(f), () => toggle("from", f));
  chip.ariaPressed = `${isFiltered("from", f)}`;
  return chip;
}

/** @param {Filter} filter */
function buildChip({ kind, f }) {
  const name = kind === "fold" ? report.familyOf(f) : labelOf(f);
  const words = `${WORDS[kind]}: ${name.slice(0, 80)}`;
  const chip = buildButton(words + " ✕", () => toggle(kind, f));
  chip.ariaLabel = "Remove " + words;
  return chip;
}

/** @param {Filter[]} filters */
function showChips(filters) {
  const bar = byId("force");
  const chips = STACKS ? threads.map(buildThread) : [];
  bar.hidden = !filters.length && chips.length < 2;
  if (!filters.length) return setContent(bar, ...chips);
  const left = report.ownCost.reduce((sum, time) => sum + time, 0);
  const share = formatShare(report.shareOf(left));
  const told = `${formatCost(left)} of ${formatCost(report.whole)} (${share})`;
  const words = buildSpan("faint", COMPARE && !store.state.side ? "" : told);
  words.role = "status";
  words.title = STACKS && report.meta.stacks ? "Exact." : "Exact where functions have one caller, else estimated.";
  const others = STACKS ? filters.filter(({ kind, f }) => kind !== "from" || !threads.includes(f)) : filters;
  setContent(bar, ...chips, ...others.map(buildChip), buildButton("Clear", () => store.set({ x: "" }, true)), words);
}

showChips([]);
