// The rules of --ignore, --focus, --show-from over a table of calls, as src/analysis/filter/filter.c has them;
// hide.js has those of --hide.

import { makeFlags, max, round } from "../core/math.js";
import { STEPS } from "./cycles.js";
import { costsFor, edgesFor, shortened, withEdges } from "./edges.js";
import { costsOf, cutParts, flagThrough } from "./parts.js";
import { ROUNDING, findThrough, isPartial, partOfCall, partOfFunction, plainPart } from "./through.js";

/** @typedef {import("./edges.js").Table} Table @typedef {import("./edges.js").Edges} Edges @typedef {import("./edges.js").Columns} Columns */
/** @typedef {import("./through.js").Through} Through @typedef {import("./through.js").Part} Part */

/** As many of the calls as the part is; at least one. @param {number} count @param {number} part */
const partOfCount = (count, part) => part > 1 - ROUNDING || !count ? count : max(1, round(count * part));

/** Writes what is kept of row `from` to row `to`: parts of own and of all time. @param {Columns} source @param {Columns} target */
const taker = (source, target) =>
  (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ ofOwn, /** @type {number} */ ofAll) => {
    const isWhole = ofOwn > 1 - ROUNDING && ofAll > 1 - ROUNDING;
    const calls = source.calls[from];
    const again = source.recursive[from];
    target.own[to] = source.own[from] * (isWhole ? 1 : ofOwn);
    target.total[to] = source.total[from] * (isWhole ? 1 : ofAll);
    target.calls[to] = isWhole ? calls : partOfCount(calls, ofAll);
    target.recursive[to] = isWhole ? again : max(0, target.calls[to] - partOfCount(calls - again, ofAll));
  };

/** Of own and of all time, what is wanted. @param {Part} part @param {"ignore" | "focus" | "from"} kind */
function wantedOf({ own, onward, either, ahead }, kind) {
  if (kind === "from") return { own: onward, total: ahead };
  return kind === "focus" ? { own, total: either } : { own: 1 - own, total: 1 - either };
}

/** Reduces a table to wanted paths, and these. @param {Table} table @param {Uint8Array} marked
 * @param {"ignore" | "focus" | "from"} kind @param {import("./parts.js").Paths} paths
 * @returns {Generator<undefined, Table>} */
export function* cutPaths(table, marked, kind, paths) {
  const onPaths = flagThrough(paths, marked);
  const told = onPaths.includes(1) ? costsOf(paths, table, onPaths) : undefined;
  yield;
  const through = yield* findThrough(table, marked, told, kind === "from");
  yield;
  const { below: { near }, above } = through;
  const { count } = table;
  const kept = makeFlags(count);
  const made = { count, kept, ...costsFor(count) };
  const take = taker(table, made);
  const far = wantedOf(plainPart(0, 0, 0), kind);
  for (let f = 0; f < count; f++) {
    const { own, total } = near[f] || above.near[f] ? wantedOf(partOfFunction(through, f), kind) : far;
    if (total > ROUNDING && (kept[f] = table.kept[f])) take(f, f, own, total);
  }
  cutParts(paths, onPaths, kept, kind);
  yield;
  return withEdges(made, cutEdges(through, kept, kind));
}

/** The edges of wanted paths. @param {Through} through @param {Uint8Array} kept @param {"ignore" | "focus" | "from"} kind
 * @returns {Generator<undefined, Edges>} */
function* cutEdges(through, kept, kind) {
  const { table: { count }, edges } = through;
  const made = edgesFor(edges.caller.length, count);
  const takeEdge = taker(edges, made);
  let to = 0;
  for (let f = 0; f < count; f++) {
    for (let e = edges.first[f]; e < edges.first[f + 1] && kept[f]; e++) {
      if (!kept[edges.callee[e]]) continue;
      const { own, total } = wantedOf(partOfCall(through, e), kind);
      if (total <= ROUNDING) continue;
      takeEdge(e, to, own, total);
      made.caller[to] = f;
      made.callee[to] = edges.callee[e];
      // A part is shared out alike, whichever way the function was called.
      made.estimated[to++] = isPartial(total) ? 1 : edges.estimated[e];
    }
    made.first[f + 1] = to;
    if (!(f & STEPS)) yield;
  }
  return shortened(made, to);
}
