// The summary is written by prof2dot; here its names follow the search. While
// filters are in force, what they leave is told in its place.

import { build, byId, findAll, setHeat, toggleClass } from "../core/dom.js";
import * as report from "../core/data.js";
import { linkTo } from "../core/facts.js";
import { formatCalls, formatCost, formatShare } from "../core/format.js";
import { ownOf, totalOf } from "../compare/sides.js";
import { changeWords, isChange, pairOf } from "../compare/words.js";
import { functionRows, parseSort, sortRows } from "../table/rows.js";

/** So many functions are named. */
const NAMED = 10;

/** Rows of the functions with most of a cost. @param {string} title @param {"own" | "total"} key @param {(f: number) => boolean} wants */
export function listOf(title, key, wants) {
  const costs = report.columnOf(key);
  const top = sortRows(functionRows(), parseSort(key), (f) => costs[f] > 0 && report.has(f) && wants(f)).subarray(0, NAMED);
  const rows = Array.from(top, (f) => {
    const told = formatCost(costs[f]) + (report.isSampled ? "" : " ×" + formatCalls(report.callCount[f], report.recursions[f]));
    const words = COMPARE && isChange() ? changeWords(pairOf(key === "own" ? ownOf : totalOf, f)) : told;
    const share = report.shareOf(costs[f]);
    const row = build("li", report.originOf(f) ? "others" : "", build("span", "meter"), build("span", "share", formatShare(share)),
      linkTo(f), build("small", "", words));
    setHeat(row, share);
    return row;
  });
  return build("div", "part", build("h3", "", title), build("ul", "rows", ...rows));
}

/** @returns {import("../main.js").View} */
export function makeSummary() {
  const section = byId("summary");
  const links = /** @type {HTMLAnchorElement[]} */ (findAll("a[href*='?f=']", section));
  const place = build("div");
  section.append(place);
  let version = 0;
  return {
    update({ f }, matched) {
      if (version !== report.edition) {
        version = report.edition;
        const children = /** @type {Iterable<HTMLElement>} */ (section.children);
        for (const child of children) child.hidden = report.isFiltered !== (child === place);
        place.replaceChildren(
          listOf("Most own time left", "own", () => true), listOf("Your functions by Total", "total", (other) => !report.originOf(other)),
        );
      }
      for (const link of links) {
        const of = Number(link.hash.split("=")[1]);
        toggleClass(link, "found", matched?.[of]);
        toggleClass(link, "selected", of === f);
      }
    },
  };
}
