// Numbers and colours as people read them.

/** @typedef {{title: string, unit: string, quantum: number, total: number, own: number, calls: number, primitive: number, sampled: boolean, palette: string[][]}} Meta */

const THIN = "\u202f";

/** Three significant digits, without an exponent. @param {number} value */
function significant(value) {
  return Number(value.toPrecision(3)).toString();
}

/** @param {number} count */
export function formatCount(count) {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, THIN);
}

/** "41.8 s", "690 ms", "12.3 µs", "5 ns". @param {number} seconds */
export function formatTime(seconds) {
  if (seconds >= 999.5) return formatCount(seconds) + THIN + "s";
  const units = ["s", "ms", "µs", "ns"];
  let value = seconds;
  let unit = 0;
  while (unit < 3 && Number(value.toPrecision(3)) < 1 && seconds > 0) {
    value *= 1000;
    unit++;
  }
  return significant(value) + THIN + units[unit];
}

/** "94 %", "1.6 %", "<0.1 %". @param {number} share */
export function formatShare(share) {
  if (share <= 0) return "0" + THIN + "%";
  if (share < 0.001) return "<0.1" + THIN + "%";
  const percent = share * 100;
  return (percent < 9.95 ? String(Number(percent.toFixed(1))) : formatCount(percent)) + THIN + "%";
}

/** The heat of a share as [fill, text]. @param {Meta} meta @param {number} share @param {boolean} dark */
export function heat(meta, share, dark) {
  const steps = meta.palette[dark ? 1 : 0];
  const fill = steps[Math.round(Math.sqrt(Math.min(1, Math.max(0, share))) * (steps.length - 1))];
  return [fill, inkOn(fill)];
}

/** Black or white, whichever stands out more. @param {string} fill "#rrggbb" */
export function inkOn(fill) {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(fill.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000000" : "#ffffff";
}
