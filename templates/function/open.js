// Where the source of a function is: behind a link, or in this report.

import { build, find } from "../core/dom.js";
import * as report from "../core/data.js";
import * as store from "../core/state.js";

/** [first line, text, lines left out] of functions. @type {Record<string, [number, string, number?]>} */
export const sources = report.dataOf("sources");

/** The link to a function's source, unless a script could run from it. @param {number} f */
export function safeLink(f) {
  const link = build("a");
  link.href = report.linkOf(f);
  link.target = "_blank";
  link.rel = "noreferrer";
  return link.getAttribute("href") && !/^(javascript|data|vbscript|blob):/i.test(link.protocol) ? link : undefined;
}

/** @param {number} f */
export const hasSource = (f) => f >= 0 && Boolean(safeLink(f) || sources[f]);

/** @param {number} f */
export function openSource(f) {
  const link = safeLink(f);
  if (link) return link.click();
  store.set({ f, ...(store.state.view === "summary" && { view: "function" }) }, true);
  find("#function .source")?.scrollIntoView();
}
