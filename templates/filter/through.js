// How much of each function's time is on paths through marked functions: as src/analysis/graph/through.c works it out.

import { abs, makeFlags, makeNumbers, max, min } from "../core/math.js";
import { STEPS, findCycles } from "./cycles.js";
import { edgesInto } from "./edges.js";

/** @typedef {import("./edges.js").Table} Table */
/** @typedef {import("./parts.js").Known} Known @typedef {{functions: Known, calls: Known} | undefined} Told by a tree */
/** @typedef {{own: number, onward: number, either: number, ahead: number}} Part as struct through_part has it */

/** Fractions this near to nothing or all are rounding. */
export const ROUNDING = 1e-9;
/** In a cycle fractions are computed so often at most, or until none changes by more than that. */
const MOST_SWEEPS = 100;
const SETTLED = 1e-12;

/** @param {number} fraction */
export const isPartial = (fraction) => fraction > ROUNDING && fraction < 1 - ROUNDING;

/** One way through the table: of each function how much of its time is below marked ones, or, of the rest, above.
 * `guessed`: flags for what is a guess. @typedef {ReturnType<typeof startSide>} Side */

/** The edges of f are `starts[f]` to `starts[f + 1] - 1`, by way of `rows` if there are any. @param {number} count
 * @param {Uint32Array} starts @param {Uint32Array} ends who is at the other end of an edge @param {Uint32Array} [rows] */
const startSide = (count, starts, ends, rows) => ({ share: makeNumbers(count), guessed: makeFlags(count), starts, ends, rows });

/** @typedef {ReturnType<typeof startThrough>} Through */

/** @param {Table} table @param {Uint8Array} marked @param {Told} told */
function startThrough(table, marked, told) {
  const { count, edges: { first, caller, callee, total } } = table;
  const into = edgesInto(table);
  return {
    table, marked, told, into,
    noTimes: !total.some((time) => time > 0),
    below: startSide(count, into.first, caller, into.members),
    above: startSide(count, first, callee),
    ownFactor: 1, totalFactor: 1, most: Infinity,
  };
}

/** Of what is known. The tree may have less of what takes so long than the table, or more.
 * @param {Known} known @param {number} n @param {number} most @returns {Part} */
function knownPart({ own, within, onward, total, either, ahead }, n, most) {
  const whole = min(total[n], most || total[n]);
  const [all, from] = [either, ahead].map((some) => min(some[n] / whole, 1));
  return { own: own[n] ? within[n] / own[n] : all, onward: own[n] ? onward[n] / own[n] : from, either: all, ahead: from };
}

/** Finds a function's fraction from those of its callers or callees. @param {Through} through @param {Side} side */
function finder({ table: { own, total, edges }, marked, told, noTimes, below }, side) {
  const { share, guessed, starts, ends, rows } = side;
  let part = 0;
  let whole = 0;
  const add = (/** @type {number} */ f, /** @type {Float64Array} */ weights) => {
    part = whole = 0;
    for (let i = starts[f]; i < starts[f + 1]; i++) {
      const e = rows ? rows[i] : i;
      if (ends[e] === f) continue;
      part += weights[e] * share[ends[e]];
      whole += weights[e];
    }
  };
  return (/** @type {number} */ f) => {
    if (marked[f]) return 1;
    if (guessed[f] && told?.functions.total[f]) {
      const { onward, either } = knownPart(told.functions, f, total[f]);
      return side === below ? onward : either > onward ? (either - onward) / (1 - onward) : 0;
    }
    let rest = 1;
    const mine = side === below ? 0 : own[f];
    add(f, edges.total);
    whole = max(whole + mine, total[f]);
    if (noTimes || whole <= 0) {
      add(f, edges.calls);
      rest = total[f] > 0 ? max(0, 1 - mine / total[f]) : 1;
    }
    return whole > 0 ? min((rest * part) / whole, 1) : 0;
  };
}

/** Whether a function has several callers. @param {Side} below @param {number} f */
function hasSeveral({ starts, ends, rows }, f) {
  const callers = /** @type {Uint32Array} */ (rows).subarray(starts[f], starts[f + 1]).filter((e) => ends[e] !== f);
  return callers.length > 1;
}

/** A caller that is partly below a marked function does not tell which of its calls are; nor does a callee that
 * leads partly to one tell for which of its callers. @param {Through} through @param {Side} side @param {number} f */
const guesses = ({ below }, side, f) =>
  side.guessed[f] || (isPartial(side.share[f]) && (side === below || hasSeveral(below, f)));

/** Callers come before callees for what is below, after them for what is above. What one member of a cycle
 * guesses, all do; then what the tree tells stands for it. @param {Through} through @param {Side} side */
function* settle(through, side) {
  const { table, into, below, marked } = through;
  const { count, first, members } = (into.cycles ??= yield* findCycles(table, null));
  const { share, guessed, starts, ends, rows } = side;
  const find = finder(through, side);
  const isReached = marked.slice();
  // Whether that is so of any of a function's callers or callees.
  const some = (/** @type {number} */ f, /** @type {(other: number) => unknown} */ isSo) => {
    for (let i = starts[f]; i < starts[f + 1]; i++) if (isSo(ends[rows ? rows[i] : i])) return true;
    return false;
  };
  for (let i = 0; i < count; i++) {
    if (!(i & STEPS)) yield;
    const c = side === below ? count - 1 - i : i;
    const cycle = members.subarray(first[c], first[c + 1]);
    if (!cycle.some((f) => isReached[f] || some(f, (other) => isReached[other]))) continue;
    for (const f of cycle) isReached[f] = 1;
    yield* sweep(cycle, find, share);
    if (!cycle.some((f) => !marked[f] && some(f, (other) => guesses(through, side, other)))) continue;
    for (const f of cycle) guessed[f] = 1 - marked[f];
    yield* sweep(cycle, find, share);
  }
}

/** @param {Uint32Array} cycle @param {(f: number) => number} find @param {Float64Array} share */
function* sweep(cycle, find, share) {
  let change = 1;
  for (let sweeps = cycle.length > 1 ? MOST_SWEEPS : 1; sweeps > 0 && change > SETTLED; sweeps--) {
    change = 0;
    for (const f of cycle) {
      const found = find(f);
      change = max(change, abs(found - share[f]));
      share[f] = found;
    }
    if (cycle.length > STEPS / 16) yield;
  }
}

/** @param {number} own @param {number} below @param {number} above @returns {Part} */
const plainPart = (own, below, above) => ({ own, onward: below, either: below + (1 - below) * above, ahead: below });

/** Takes what the tree tells in place of what is a guess, and fits that to what marked functions take.
 * @param {Through} through @param {Part} part @param {Known | undefined} known @param {number} n its row
 * @param {unknown} isBelow whether that is a guess, too @param {number} total */
function better({ ownFactor, totalFactor, most }, part, known, n, isBelow, total) {
  const guess = known?.total[n] ? knownPart(known, n, total) : part;
  const fit = (/** @type {number} */ some, factor = totalFactor, limit = total > most ? most / total : 1) =>
    isPartial(some) ? min(some * factor, limit) : some;
  const either = fit(guess.either);
  if (!isBelow) return { ...part, either };
  return { own: fit(guess.own, ownFactor, 1), onward: fit(guess.onward, ownFactor, 1), either, ahead: fit(guess.ahead) };
}

/** @param {Through} through @param {number} f */
export function partOfFunction(through, f) {
  const { below, above, told, table } = through;
  const part = plainPart(below.share[f], below.share[f], above.share[f]);
  if (!below.guessed[f] && !above.guessed[f]) return part;
  return better(through, part, told?.functions, f, below.guessed[f], table.total[f]);
}

/** @param {Through} through @param {number} e */
export function partOfCall(through, e) {
  const { below, above, marked, told, table: { edges: { caller, callee, total } } } = through;
  const [from, to] = [caller[e], callee[e]];
  const part = plainPart(marked[to] ? 1 : below.share[from], below.share[from], above.share[to]);
  const isBelow = guesses(through, below, from);
  return isBelow || guesses(through, above, to) ? better(through, part, told?.calls, e, isBelow, total[e]) : part;
}

/** A factor far from 1 is no correction. @param {number} wanted @param {number} found */
function saneFactor(wanted, found) {
  const factor = found > 0 ? wanted / found : 1;
  return factor > 0.5 && factor < 2 ? factor : 1;
}

/** What makes guesses agree with what marked functions take. @param {Through} through */
function findFactors(through) {
  const { told, marked, below: { guessed }, table: { count, own, total } } = through;
  let [wanted, byPaths, sure, partial] = [0, 0, 0, 0];
  for (let f = 0; f < count && told; f++) {
    const known = told.functions;
    if (!marked[f] || !known.total[f]) continue;
    wanted += (total[f] * known.foremost[f]) / known.total[f];
    byPaths += known.foremost[f];
  }
  if (!wanted) return;
  for (let f = 0; f < count; f++) {
    const { onward } = partOfFunction(through, f);
    const cost = max(0, own[f]) * onward;
    if (isPartial(onward) && guessed[f]) partial += cost;
    else sure += cost;
  }
  through.most = wanted;
  through.ownFactor = saneFactor(wanted - sure, partial);
  through.totalFactor = saneFactor(wanted, byPaths);
}

/** Finds it, and what makes guesses agree with the table. @param {Table} table @param {Uint8Array} marked @param {Told} told
 * @returns {Generator<undefined, Through>} */
export function* findThrough(table, marked, told) {
  const through = startThrough(table, marked, told);
  yield* settle(through, through.below);
  yield* settle(through, through.above);
  findFactors(through);
  return through;
}
