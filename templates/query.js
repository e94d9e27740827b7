// The search's language: words, /patterns/ and conditions such as own:>1%, all of which must hold.

import { ORIGINS } from "./data.js";

/** @typedef {import("./data.js").Report} Report */
/** @typedef {(f: number) => boolean} Test */
/** @typedef {(text: string) => boolean} TextTest */

const TERM = /(-?)(?:([a-z]+):(?=\S))?(?:"([^"]*)"|\/((?:\\.|[^\\/])+)(?:\/(?=\s|$)|(?=\s|$)|$)|(\S+))/g;
const CONDITION = /^([<>]=?|=)?([\d.]+)(%|s|ms|us|µs|ns|k)?$/;
const SCALES = /** @type {Record<string, number>} */ ({ s: 1, ms: 1e-3, us: 1e-6, "µs": 1e-6, ns: 1e-9, k: 1000 });

/** @type {Record<string, (a: number, b: number) => boolean>} */
const COMPARISONS = {
  "<": (a, b) => a < b, "<=": (a, b) => a <= b, "=": (a, b) => a === b, ">=": (a, b) => a >= b, ">": (a, b) => a > b,
};

/** Patterns see this many characters of a name: what they cost can grow with the square and worse. */
const PATTERN_SEES = 300;

/** Asks once for each item. @param {number} size @param {(i: number) => boolean} test @returns {(i: number) => boolean} */
function remember(size, test) {
  const known = new Uint8Array(size);
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
  if (word[0] === "=" && word[1]) return (text) => text.toLowerCase() === word.slice(1);
  return (text) => text.toLowerCase().includes(word);
}

/** In the name, the path, the module, or all of "path:line(name)". @param {Report} report @param {TextTest} has @param {string} source @returns {Test} */
function anywhere(report, has, source) {
  const byName = remember(report.names.length, (i) => has(report.names[i]));
  const byFile = remember(report.files.length, (i) => has(report.files[i][0]) || has(report.files[i][1]));
  const whole = /[:(]/.test(source);
  return (f) => byName(report.name[f]) || byFile(report.file[f]) ||
    (whole && has(report.placeOf(f) + "(" + report.nameOf(f) + ")"));
}

/** @param {Report} report @param {string} key @param {TextTest} has @returns {Test | undefined} */
function fieldTest(report, key, has) {
  if (key === "name") {
    const byName = remember(report.names.length, (i) => has(report.names[i]));
    return (f) => byName(report.name[f]);
  }
  const at = ["file", "module", "package", "origin"].indexOf(key);
  if (at < 0) return undefined;
  const byFile = remember(report.files.length, (i) => {
    const value = report.files[i][at];
    return has(typeof value === "number" ? ORIGINS[value] : value);
  });
  return (f) => byFile(report.file[f]);
}

/** @param {Report} report @param {"own" | "total" | "calls"} key @param {string} text @returns {Test} */
function conditionTest(report, key, text) {
  const column = report[key];
  const [, sign = ">=", digits = "", unit = ""] = CONDITION.exec(text) ?? [];
  if (!(Number(digits || NaN) >= 0)) throw new Error(`${key}: takes a number, as in ${key}:>1${key === "calls" ? "000" : "%"}`);
  const { meta } = report;
  let limit = Number(digits) * (SCALES[unit] ?? 1);
  if (unit === "%") limit *= (key === "calls" ? meta.calls : meta.total) / 100;
  else if (key !== "calls") limit /= meta.quantum;
  const holds = COMPARISONS[sign];
  return (f) => holds(column[f], limit);
}

/** @param {Report} report @param {string} key @param {string} word @param {string} [pattern] @returns {Test} */
function termTest(report, key, word, pattern) {
  if (key === "own" || key === "total" || key === "calls") return conditionTest(report, key, word);
  const has = pattern ? patternTest(pattern) : wordTest(word);
  const test = key && fieldTest(report, key, has);
  if (test) return test;
  return key ? anywhere(report, wordTest(key + ":" + word), ":") : anywhere(report, has, pattern ?? word);
}

/** @param {Report} report @param {string} q @returns {{test: Test | null, problem: string}} test is null where nothing is asked */
export function parseQuery(report, q) {
  /** @type {Test[]} */
  const tests = [];
  try {
    for (const [all, minus, key = "", quoted, pattern, plain] of q.matchAll(TERM)) {
      const word = quoted ?? plain ?? pattern ?? "";
      if (all === "-" || !word) continue;
      const test = termTest(report, key, word, pattern);
      tests.push(minus ? (f) => !test(f) : test);
    }
  } catch (error) {
    const text = error instanceof Error ? error.message : "";
    return { test: null, problem: text.replace(/^Invalid regular expression: /, "Bad pattern: ") };
  }
  return { test: tests.length ? (f) => tests.every((test) => test(f)) : null, problem: "" };
}

/** What q asks for, as a test of functions; null: nothing, or nothing that can be understood. @param {Report} report @param {string} q */
export function matcher(report, q) {
  return parseQuery(report, q).test;
}

/** Runs a search over all functions in steps short enough that the page stays quick. */
export class Search {
  /** @param {Report} report @param {() => void} done */
  constructor(report, done) {
    this.report = report;
    this.done = done;
    this.q = "";
    this.problem = "";
    /** @type {Uint8Array | null} 1 for what matches; null: all do */
    this.matched = null;
    this.count = report.count;
  }

  /** @param {string} q */
  run(q) {
    if (q === this.q) return;
    this.q = q;
    const { test, problem } = parseQuery(this.report, q);
    this.problem = problem;
    if (test) this.step(q, test, new Uint8Array(this.report.count), 0);
    else this.finish(null, this.report.count);
  }

  /** @param {string} q @param {Test} test @param {Uint8Array} matched @param {number} f */
  step(q, test, matched, f) {
    if (q !== this.q) return;
    const end = performance.now() + 25;
    while (f < matched.length) {
      for (const stop = Math.min(f + 32, matched.length); f < stop; f++) matched[f] = test(f) ? 1 : 0;
      if (performance.now() > end) {
        setTimeout(() => this.step(q, test, matched, f));
        return;
      }
    }
    this.finish(matched, matched.reduce((sum, one) => sum + one, 0));
  }

  /** @param {Uint8Array | null} matched @param {number} count */
  finish(matched, count) {
    this.matched = matched;
    this.count = count;
    this.done();
  }
}
