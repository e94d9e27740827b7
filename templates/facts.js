// What the graph and the flame view share: functions in words, moving smoothly, the view's parameters.

import { formatCalls, formatCost, formatShare } from "./format.js";

/** @typedef {import("./data.js").Report} Report @typedef {import("./state.js").Store} Store */

const LONGEST = 300; // names may be endless

/** "concatenate", "append", "parse". @param {Report} report @param {number} f */
export function labelOf(report, f) {
  return report.nameOf(f).slice(0, LONGEST).replace(/^<(?:built-in )?method '?(?:builtins\.)?([^' ]+).*>$/, "$1");
}

/** @param {Report} report @param {number} f */
export function titleOf(report, f) {
  return [report.nameOf(f).slice(0, LONGEST), report.placeOf(f).slice(0, LONGEST)];
}

/** "41.8 s  94 %". @param {Report} report @param {number} cost */
export function costWords(report, cost) {
  return formatCost(report.meta, cost) + "\u2003" + formatShare(report.shareOf(cost));
}

/** @param {Report} report @param {number} f */
export function factsOf(report, f) {
  const { total, own, calls, recursive } = report;
  return [...titleOf(report, f), "Total " + costWords(report, total[f]), "Own " + costWords(report, own[f]), "×" + formatCalls(calls[f], recursive[f])];
}

/** Changes some of a view's parameters; "" drops one. @param {Store} store @param {Record<string, string>} patch @param {boolean} step @param {number} [f] */
export function setParams(store, patch, step, f = store.state.f) {
  const params = Object.entries({ ...store.state.params, ...patch }).filter(([, value]) => value);
  store.set({ f, params: Object.fromEntries(params) }, step);
}

/** Draws from 0 to 1 in a moment. Returns how to stop. @param {(part: number) => void} draw */
export function animate(draw) {
  const start = performance.now();
  const duration = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 200;
  let frame = 0;
  const step = () => {
    const part = Math.min(1, (performance.now() - start) / duration);
    draw(part * (2 - part));
    frame = part < 1 ? requestAnimationFrame(step) : 0;
  };
  step();
  return () => cancelAnimationFrame(frame);
}
