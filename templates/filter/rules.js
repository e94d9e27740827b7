// The rules of --ignore, --focus, --show-from over a table of calls, as src/analysis/filter/filter.c has them;
// hide.js has those of --hide.

import { makeFlags, max, round } from "../core/math.js";
import { STEPS } from "./cycles.js";
import { costsFor, edgesFor, shortened, withEdges } from "./edges.js";
import { costsOf, cutParts, flagThrough } from "./parts.js";
import { ROUNDING, findThrough, isPartial, partOfCall, partOfFunction } from "./through.js";

/** @typedef {import("./edges.js").Table} Table @typedef {import("./edges.js").Edges} Edges @typedef {import("./edges.js").Columns} Columns */
/** @typedef {import("./through.js").Through} Through @typedef {import("./through.js").Part} Part */

/** As many of the calls as the part is; at least one. @param {number} count @param {number} part */
const partOfCount = (count, part) => part > 1 - ROUNDING || !count ? count : max(1, round(count * part));

/** Writes what is kept of row `from` to row `to`: parts of own and of all time. @param {Columns} source @param {Columns} target */
function taker({ calls, recursive, own, total }, target) {
  const { calls: toCalls, recursive: toRecursive, own: toOwn, total: toTotal } = target;
  return (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ ofOwn, /** @type {number} */ ofAll) => {
    const isWhole = ofOwn > 1 - ROUNDING && ofAll > 1 - ROUNDING;
    const count = calls[from];
    const again = recursive[from];
    toOwn[to] = isWhole ? own[from] : own[from] * ofOwn;
    toTotal[to] = isWhole ? total[from] : total[from] * ofAll;
    toCalls[to] = isWhole ? count : partOfCount(count, ofAll);
    toRecursive[to] = isWhole ? again : max(0, toCalls[to] - partOfCount(count - again, ofAll));
  };
}

/** Of own and of all time, what is wanted. @param {Part} part @param {"ignore" | "focus" | "from"} kind */
function wantedOf({ own, onward, either, ahead }, kind) {
  if (kind === "from") return [onward, ahead];
  return kind === "focus" ? [own, either] : [1 - own, 1 - either];
}

/** Reduces a table to wanted paths, and these. @param {Table} table @param {Uint8Array} marked
 * @param {"ignore" | "focus" | "from"} kind @param {import("./parts.js").Paths} paths
 * @returns {Generator<undefined, Table>} */
export function* cutPaths(table, marked, kind, paths) {
  const onPaths = flagThrough(paths, marked);
  const told = onPaths.includes(1) ? costsOf(paths, table, onPaths) : undefined;
  yield;
  const through = yield* findThrough(table, marked, told);
  yield;
  const { count } = table;
  const kept = makeFlags(count);
  const made = { count, kept, ...costsFor(count) };
  const take = taker(table, made);
  for (let f = 0; f < count; f++) {
    const [own, all] = wantedOf(partOfFunction(through, f), kind);
    kept[f] = all > ROUNDING ? table.kept[f] : 0;
    if (kept[f]) take(f, f, own, all);
  }
  cutParts(paths, onPaths, kept, kind);
  yield;
  return withEdges(made, cutEdges(through, kept, kind));
}

/** The edges of wanted paths. @param {Through} through @param {Uint8Array} kept @param {"ignore" | "focus" | "from"} kind
 * @returns {Generator<undefined, Edges>} */
function* cutEdges(through, kept, kind) {
  const { table: { count, edges } } = through;
  const made = edgesFor(edges.caller.length, count);
  const takeEdge = taker(edges, made);
  let to = 0;
  for (let f = 0; f < count; f++) {
    for (let e = edges.first[f]; e < edges.first[f + 1] && kept[f]; e++) {
      const [own, all] = wantedOf(partOfCall(through, e), kind);
      if (!kept[edges.callee[e]] || all <= ROUNDING) continue;
      takeEdge(e, to, own, all);
      made.caller[to] = f;
      made.callee[to] = edges.callee[e];
      // A part is shared out alike, whichever way the function was called.
      made.estimated[to++] = isPartial(all) ? 1 : edges.estimated[e];
    }
    made.first[f + 1] = to;
    if (!(f & STEPS)) yield;
  }
  return shortened(made, to);
}
