// The summary is written by prof2dot; here its names follow the search, and the table of blame is sorted. While
// filters are in force, what they leave is told in its place.

import { build, buildButton, byId, setHeat } from "../core/dom.js";
import { report } from "../core/data.js";
import { labelOf } from "../core/facts.js";
import { formatCalls, formatCost, formatNumberOf, formatShare } from "../core/format.js";

/** So many functions are named. */
const NAMED = 10;

/** Rows of functions, with the largest of a column. @param {string} title @param {Float64Array} costs @param {(f: number) => boolean} wants */
function listOf(title, costs, wants) {
  const { meta, calls, recursive } = report;
  const top = [...costs.keys()].filter((f) => costs[f] > 0 && report.has(f) && wants(f)).sort((a, b) => costs[b] - costs[a] || a - b);
  const rows = top.slice(0, NAMED).map((f) => {
    const share = report.shareOf(costs[f]);
    const name = build("a", "", labelOf(f));
    name.href = "#function?f=" + f;
    const words = formatCost(meta, costs[f]) + (meta.sampled ? "" : " ×" + formatCalls(calls[f], recursive[f]));
    const parts = [build("span", "share", formatShare(share)), build("span", "name", name), build("small", "", words)];
    const row = build("li", report.originOf(f) ? "others" : "", build("span", "meter"), ...parts);
    setHeat(row, share);
    return row;
  });
  return build("div", "part", build("h3", "", title), build("ul", "rows", ...rows));
}

/** @param {HTMLElement} place */
function tellLeft(place) {
  const { meta, own, total } = report;
  const left = own.reduce((sum, time) => sum + time, 0);
  const count = own.reduce((sum, _, f) => sum + (report.has(f) ? 1 : 0), 0);
  const words = `With these filters ${formatCost(meta, left)} of ${formatCost(meta, meta.total)} are left ` +
    `(${formatShare(report.shareOf(left))}), in ${formatNumberOf(count, "function")}.`;
  const isOwn = (/** @type {number} */ f) => !report.originOf(f);
  const lists = [listOf("Most own time", own, () => true), listOf("Your functions by Total", total, isOwn)];
  place.replaceChildren(build("p", "verdict", words), ...lists);
}

/** Makes the first three columns sort the rows, by the numbers that each row carries. @param {HTMLElement} section */
function makeSortable(section) {
  const body = section.querySelector("#blame tbody");
  const heads = [...section.querySelectorAll("#blame th")].slice(0, 3);
  heads.forEach((head, column) => {
    /** @param {Element} row */
    const value = (row) => Number(/** @type {HTMLElement} */ (row).dataset.values?.split(" ")[column]);
    const sort = () => {
      body?.append(...[...body.children].sort((a, b) => value(b) - value(a)));
      for (const other of heads) other.ariaSort = other === head ? "descending" : null;
    };
    head.replaceChildren(buildButton(head.textContent ?? "", sort));
    if (!column) head.ariaSort = "descending";
  });
}

/** @returns {import("../main.js").View} */
export function makeSummary() {
  const section = byId("summary");
  const links = /** @type {HTMLAnchorElement[]} */ ([...section.querySelectorAll("a[href*='?f=']")]);
  makeSortable(section);
  const place = build("div");
  section.append(place);
  let version = 0;
  return {
    update({ f }, matched) {
      if (version !== report.version) {
        version = report.version;
        const children = /** @type {Iterable<HTMLElement>} */ (section.children);
        for (const child of children) child.hidden = Boolean(report.left) !== (child === place);
        if (report.left) tellLeft(place);
      }
      for (const { hash, classList } of links) {
        const of = Number(hash.split("=")[1]);
        classList.toggle("found", Boolean(matched?.[of]));
        classList.toggle("selected", of === f);
      }
    },
  };
}
