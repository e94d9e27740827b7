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
 * `guessed`: flags for what is a guess, `unsure`: for what its edges tell nothing of; `near`: 1 where marked functions
 * lead to, 3 over such as are unsure. @typedef {ReturnType<typeof startSide>} Side */

/** The edges of f are `starts[f]` to `starts[f + 1] - 1`, by way of `rows` if there are any. @param {Uint8Array} marked
 * @param {Uint32Array} starts @param {Uint32Array} ends who is at the other end of an edge @param {Uint32Array} [rows] */
const startSide = (marked, starts, ends, rows) => ({
  share: makeNumbers(marked.length), guessed: makeFlags(marked.length), unsure: makeFlags(marked.length), near: marked.slice(),
  starts, ends, rows,
});

/** @typedef {ReturnType<typeof startThrough>} Through */

/** @param {Table} table @param {Uint8Array} marked @param {Told} told */
function startThrough(table, marked, told) {
  const { edges } = table;
  const { first, caller, callee, total } = edges;
  const into = edgesInto(table);
  return {
    table, edges, marked, told, into,
    noTimes: !total.some((time) => time > 0),
    below: startSide(marked, into.first, caller, into.members),
    above: startSide(marked, first, callee),
    ownFactor: 1, totalFactor: 1, most: Infinity,
  };
}

/** Of what is known. The tree may have less of what takes so long than the table, or more.
 * @param {Known} known @param {number} f a function or call @param {number} most @returns {Part} */
function knownPart({ rowOf, own, within, onward, total, either, ahead }, f, most) {
  const n = rowOf[f];
  const whole = min(total[n], most || total[n]);
  const all = min(either[n] / whole, 1);
  const from = min(ahead[n] / whole, 1);
  return { own: own[n] ? within[n] / own[n] : all, onward: own[n] ? onward[n] / own[n] : from, either: all, ahead: from };
}

/** Finds a function's fraction from those of its callers or callees. @param {Through} through @param {Side} side */
function finder({ table: { own, total }, edges, marked, told, noTimes, below }, side) {
  const { share, guessed, starts, ends, rows } = side;
  const known = told?.functions;
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
    if (known && guessed[f] && known.total[known.rowOf[f]]) {
      const { onward, either } = knownPart(known, f, total[f]);
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
function hasSeveral({ starts, ends, rows = ends }, f) {
  let callers = 0;
  for (let i = starts[f]; i < starts[f + 1]; i++) if (ends[rows[i]] !== f && callers++) return true;
  return false;
}

/** Callers come before callees for what is below, after them for what is above. What one member of a cycle
 * guesses, all do; then what the tree tells stands for it. @param {Through} through @param {Side} side */
function* settle(through, side) {
  const { table, into, below, above, marked } = through;
  const { count, first, members } = (into.cycles ??= yield* findCycles(table, null));
  const { share, guessed, unsure, near } = side;
  const { starts, ends, rows } = side === below ? above : below;
  const find = finder(through, side);
  const isGuess = (/** @type {number} */ f) => (near[f] >> 1) * (1 - marked[f]);
  const pass = (/** @type {number} */ f) => {
    // A caller that is partly below a marked function does not tell which of its calls are; nor does a callee that
    // leads partly to one tell for which of its callers.
    unsure[f] = guessed[f] || Number(isPartial(share[f]) && (side === below || hasSeveral(below, f)));
    for (let i = starts[f]; i < starts[f + 1]; i++) near[ends[rows ? rows[i] : i]] |= 1 + 2 * unsure[f];
  };
  for (let i = 0; i < count; i++) {
    if (!(i & STEPS)) yield;
    const c = side === below ? count - 1 - i : i;
    const f = members[first[c]];
    if (first[c + 1] - first[c] === 1) {
      if (!near[f]) continue;
      do {
        guessed[f] = isGuess(f);
        share[f] = find(f);
        pass(f);
        // What it calls of itself may make it one.
      } while (isGuess(f) && !guessed[f]);
      continue;
    }
    const cycle = members.subarray(first[c], first[c + 1]);
    if (!cycle.some((member) => near[member])) continue;
    yield* sweep(cycle, find, share);
    cycle.forEach(pass);
    if (!cycle.some(isGuess)) continue;
    for (const member of cycle) guessed[member] = 1 - marked[member];
    yield* sweep(cycle, find, share);
    cycle.forEach(pass);
  }
}

/** @param {Uint32Array} cycle @param {(f: number) => number} find @param {Float64Array} share */
function* sweep(cycle, find, share) {
  let change = 1;
  for (let sweeps = MOST_SWEEPS; sweeps > 0 && change > SETTLED; sweeps--) {
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
export const plainPart = (own, below, above) => ({ own, onward: below, either: below + (1 - below) * above, ahead: below });

/** Fits what is neither nothing nor all. @param {number} some @param {number} factor @param {number} limit */
const fit = (some, factor, limit) => (isPartial(some) ? min(some * factor, limit) : some);

/** Takes what the tree tells in place of what is a guess, and fits that to what marked functions take.
 * @param {Through} through @param {Part} part @param {Known | undefined} known @param {number} n a function or call
 * @param {unknown} isBelow whether that is a guess, too @param {number} total */
function better({ ownFactor, totalFactor, most }, part, known, n, isBelow, total) {
  const guess = known?.total[known.rowOf[n]] ? knownPart(known, n, total) : part;
  const limit = total > most ? most / total : 1;
  const either = fit(guess.either, totalFactor, limit);
  if (!isBelow) return { own: part.own, onward: part.onward, either, ahead: part.ahead };
  return {
    own: fit(guess.own, ownFactor, 1), onward: fit(guess.onward, ownFactor, 1), either, ahead: fit(guess.ahead, totalFactor, limit),
  };
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
  const { below, above, marked, told, edges: { caller, callee, total } } = through;
  const from = caller[e];
  const to = callee[e];
  const part = plainPart(marked[to] ? 1 : below.share[from], below.share[from], above.share[to]);
  const isBelow = below.unsure[from];
  return isBelow || above.unsure[to] ? better(through, part, told?.calls, e, isBelow, total[e]) : part;
}

/** A factor far from 1 is no correction. @param {number} wanted @param {number} found */
function saneFactor(wanted, found) {
  const factor = found > 0 ? wanted / found : 1;
  return factor > 0.5 && factor < 2 ? factor : 1;
}

/** What makes guesses agree with what marked functions take. @param {Through} through */
function findFactors(through) {
  const { told, marked, below: { guessed, share }, table: { count, own, total } } = through;
  let [wanted, byPaths, sure, partial] = [0, 0, 0, 0];
  for (let f = 0; f < count && told; f++) {
    if (!marked[f]) continue;
    const { rowOf, foremost, total: known } = told.functions;
    const row = rowOf[f];
    if (!known[row]) continue;
    wanted += (total[f] * foremost[row]) / known[row];
    byPaths += foremost[row];
  }
  if (!wanted) return;
  for (let f = 0; f < count; f++) {
    const onward = guessed[f] ? partOfFunction(through, f).onward : share[f];
    const cost = max(0, own[f]) * onward;
    if (isPartial(onward) && guessed[f]) partial += cost;
    else sure += cost;
  }
  through.most = wanted;
  through.ownFactor = saneFactor(wanted - sure, partial);
  through.totalFactor = saneFactor(wanted, byPaths);
}

/** Finds it, and what makes guesses agree with the table. @param {Table} table @param {Uint8Array} marked @param {Told} told
 * @param {boolean} isBelow whether what is above is not asked for @returns {Generator<undefined, Through>} */
export function* findThrough(table, marked, told, isBelow) {
  const through = startThrough(table, marked, told);
  yield* settle(through, through.below);
  if (!isBelow) yield* settle(through, through.above);
  findFactors(through);
  return through;
}
