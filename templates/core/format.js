// Numbers and colours as people read them.

import { meta } from "./data.js";
import { max, min, round, sqrt } from "./math.js";

/** @typedef {{title: string, unit: string, quantum: number, total: number, own: number, calls: number, primitive: number, sampled: boolean, stacks: boolean, tabled: boolean, palette: string[], signed: string[]}} Meta
 * signed: of a report that compares: the colours of less, the same, and more */

const THIN = "\u202f";

/** @param {number} count */
export const formatCount = (count) => String(round(count)).replace(/\B(?=(\d{3})+$)/g, THIN);

/** "41.8 s", "690 ms", "12.3 µs", "5 ns": three digits, as src/view/number.c writes them. @param {number} seconds */
export function formatTime(seconds) {
  if (seconds >= 999.5) return formatCount(seconds) + THIN + "s";
  const rounded = Number(seconds.toPrecision(3));
  if (!(rounded > 0)) return "0" + THIN + "s";
  let unit = 0;
  while (unit < 3 && rounded * 1000 ** unit < 1) unit++;
  const value = rounded * 1000 ** unit;
  const text = unit < 3 ? value.toPrecision(3) : value < 1 ? "<1" : value.toFixed();
  return text + THIN + ["s", "ms", "µs", "ns"][unit];
}

/** A cost in quanta, in the profile's unit. @param {number} cost */
export function formatCost(cost) {
  const value = cost * meta.quantum;
  if (meta.unit === "s") return formatTime(value);
  const text = formatCount(value) + THIN + meta.unit;
  return text === "1" + THIN + "samples" ? text.slice(0, -1) : text;
}

/** "94 %", "1.6 %", "<0.1 %". @param {number} share */
export function formatShare(share) {
  const percent = share * 100;
  if (!(percent > 0)) return "0" + THIN + "%";
  if (percent < 0.05) return "<0.1" + THIN + "%";
  if (percent >= 1e4) return ">" + formatCount(1e4) + THIN + "%";
  return (percent < 9.95 ? percent.toFixed(1) : String(round(percent))) + THIN + "%";
}

/** @param {number} count @param {string} one @param {string} [many] */
export const formatNumberOf = (count, one, many = one + "s") => formatCount(count) + " " + (count === 1 ? one : many);

/** "10 001", or "10 001/4 001": all calls, and those that are not recursive. @param {number} calls @param {number} recursive */
export const formatCalls = (calls, recursive) => formatCount(calls) + (recursive > 0 ? "/" + formatCount(calls - recursive) : "");

/** The heat of a share as [fill, text]. @param {number} share @param {boolean} dark */
export function heat(share, dark) {
  const steps = meta.palette[dark ? 1 : 0];
  const step = round(sqrt(min(1, max(0, share))) * (steps.length / 6 - 1));
  const fill = "#" + steps.slice(6 * step, 6 * step + 6);
  return [fill, inkOn(fill)];
}

/** Black or white, whichever stands out more. @param {string} fill "#rrggbb" */
export function inkOn(fill) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(fill.slice(at, at + 2), 16) / 255;
    return ((part + 0.055) / 1.055) ** 2.4; // less than a thousandth too much where it is dark
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#ffffff";
}
