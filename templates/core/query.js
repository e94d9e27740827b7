// The search's language: words, /patterns/ and conditions such as own:>1%, all of which must hold.

import { makeFlags, min } from "./math.js";
import { ORIGINS } from "./data.js";
import * as report from "./data.js";

/** @typedef {(f: number) => boolean} Test */
/** @typedef {(text: string) => boolean} TextTest */

const TERM = /(-?)(?:([a-z]+):(?=\S))?(?:"([^"]*)"|\/((?:\\.|[^\\/])+)(?:\/(?=\s|$)|(?=\s|$)|$)|(\S+))/g;
const CONDITION = /^([<>]=?|=|)([\d.]+)(%|s|ms|us|µs|ns|k|)$/;
const SCALES = /** @type {Record<string, number>} */ ({ ms: 1e-3, us: 1e-6, "µs": 1e-6, ns: 1e-9, k: 1000 });

/** What files have, in their order. */
const FIELDS = ["file", "module", "package", "origin"];

/** Patterns see this many characters of a name: what they cost can grow with the square and worse. */
const PATTERN_SEES = 300;

/** Asks once for each item. @param {number} size @param {Test} test @returns {Test} */
function remember(size, test) {
  const known = makeFlags(size);
  return (i) => (known[i] ||= test(i) ? 2 : 1) === 2;
}

/** @param {string} source @returns {TextTest} */
function patternTest(source) {
  if (/[*+}|].*\)[*+{]/.test(source)) throw new Error("repeats within repeats could take forever");
  const pattern = new RegExp(source, "i");
  return (text) => pattern.test(text.slice(0, PATTERN_SEES));
}

/** "=text" is the text itself, else it may stand anywhere. @param {string} wanted @returns {TextTest} */
function wordTest(wanted) {
  const word = wanted.toLowerCase();
  if (/^=./.test(word)) return (text) => text.toLowerCase() === word.slice(1);
  return (text) => text.toLowerCase().includes(word);
}

/** @param {TextTest} has @returns {Test} */
function nameTest(has) {
  const test = remember(report.names.length, (i) => has(report.names[i]));
  return (f) => test(report.name[f]);
}

/** @param {TextTest} has @param {number[]} fields any of them @returns {Test} */
function fileTest(has, ...fields) {
  const fieldOf = (/** @type {number} */ i, /** @type {number} */ at) => String(at < 3 ? report.files[i][at] : ORIGINS[report.files[i][3]]);
  const test = remember(report.files.length, (i) => fields.some((at) => has(fieldOf(i, at))));
  return (f) => test(report.file[f]);
}

/** In the name, the path, the module, or all of "path:line(name)". @param {TextTest} has @param {string} source @returns {Test} */
function anywhere(has, source) {
  const byName = nameTest(has);
  const byFile = fileTest(has, 0, 1);
  const isWhole = /[:(]/.test(source);
  return (f) => byName(f) || byFile(f) || (isWhole && has(report.placeOf(f) + "(" + report.nameOf(f) + ")"));
}

/** @param {"own" | "total" | "calls"} key @param {string} text @returns {Test} */
function conditionTest(key, text) {
  const column = report.columnOf(key);
  const [, sign, digits, unit] = CONDITION.exec(text) ?? [];
  const ofCalls = key === "calls";
  if (!(Number(digits) >= 0)) throw new Error(`${key}: takes a number, as in ${key}:>1${ofCalls ? "000" : "%"}`);
  let limit = Number(digits) * (SCALES[unit] ?? 1);
  if (unit === "%") limit *= (ofCalls ? report.meta["calls"] : report.whole) / 100;
  else if (!ofCalls) limit /= report.meta.quantum;
  return (f) => (sign || ">=").includes(column[f] < limit ? "<" : column[f] > limit ? ">" : "=");
}

/** A key that means nothing; it may be part of a name. */
let unknown = "";

/** @param {string} key @param {string} word @param {string} [pattern] @returns {Test} */
function termTest(key, word, pattern) {
  if (key === "own" || key === "total" || key === "calls") return conditionTest(key, word);
  const has = pattern ? patternTest(pattern) : wordTest(word);
  const field = FIELDS.indexOf(key);
  if (field >= 0) return fileTest(has, field);
  if (key === "name") return nameTest(has);
  unknown ||= key;
  return key ? anywhere(wordTest(key + ":" + word), ":") : anywhere(has, pattern ?? word);
}

/** What q asks for, as a test of functions; null: nothing. Throws where it can't be understood. @param {string} q */
function parseQuery(q) {
  /** @type {Test[]} */
  const tests = [];
  unknown = "";
  for (const [all, minus, key = "", quoted, pattern, plain] of q.matchAll(TERM)) {
    const word = quoted ?? plain ?? pattern ?? "";
    if (all === "-" || !word) continue;
    const test = termTest(key, word, pattern);
    tests.push(minus ? (f) => !test(f) : test);
  }
  return tests.length ? (/** @type {number} */ f) => tests.every((test) => test(f)) : null;
}

let q = "";
let edition = 0;
let turn = 0;
let done = () => {};

/** 1 for what the search has found; null: it is not asked for anything. @type {Uint8Array | null} */
export let found = null;
export let foundCount = report.size;
/** What is wrong with the query. */
export let trouble = "";

/** @param {() => void} then is called when there is something found */
export const startSearch = (then) => void (done = then);

/** Searches all functions, in steps short enough that the page stays quick. Whether it was done before it returns.
 * @param {string} query */
export function search(query) {
  if (query === q && report.edition === edition) return false;
  q = query;
  edition = report.edition;
  trouble = "";
  /** @type {Test | null} */
  let test = null;
  try {
    test = parseQuery(q);
  } catch (error) {
    trouble = /** @type {Error} */ (error).message.replace(/^Invalid regular expression: /, "Bad pattern: ");
  }
  turn++;
  return test ? step(test, makeFlags(report.size), 0, turn) : finish(null, report.size);
}

/** @param {Test} test @param {Uint8Array} matched @param {number} f @param {number} mine */
function step(test, matched, f, mine) {
  if (turn !== mine) return false;
  const end = performance.now() + 25;
  while (f < matched.length) {
    for (const stop = min(f + 32, matched.length); f < stop; f++) matched[f] = report.has(f) && test(f) ? 1 : 0;
    if (performance.now() > end) {
      setTimeout(step, 0, test, matched, f, mine);
      return false;
    }
  }
  return finish(matched, matched.reduce((sum, one) => sum + one, 0));
}

/** @param {Uint8Array | null} matched @param {number} count */
function finish(matched, count) {
  found = matched;
  foundCount = count;
  if (!count && unknown) trouble = `There is no field ${unknown}: (see Help)`;
  done();
  return true;
}
