// The summary is written by prof2dot; here its names follow the search, and the table of blame is sorted.

import { buildButton } from "./dom.js";
import { matcher } from "./query.js";

/** @typedef {import("./data.js").Report} Report @typedef {import("./state.js").Store} Store @typedef {import("./state.js").State} State */

/** Makes the first three columns sort the rows, by the numbers that each row carries. @param {HTMLElement} section */
function makeSortable(section) {
  const body = section.querySelector("#blame tbody");
  const heads = [...section.querySelectorAll("#blame thead th")].slice(0, 3);
  heads.forEach((head, column) => {
    /** @param {Element} row */
    const value = (row) => Number(/** @type {HTMLElement} */ (row).dataset.values?.split(" ")[column]);
    const sort = () => {
      body?.append(...[...body.children].sort((a, b) => value(b) - value(a)));
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", "descending");
    };
    head.replaceChildren(buildButton(head.textContent ?? "", sort, "sort by this, largest first"));
  });
  heads[0]?.setAttribute("aria-sort", "descending");
}

export class SummaryView {
  /** @param {Report} report @param {HTMLElement} section @param {Store} store */
  constructor(report, section, store) {
    void store;
    this.report = report;
    this.links = /** @type {HTMLAnchorElement[]} */ ([...section.querySelectorAll("a[href*='?f=']")]);
    makeSortable(section);
  }

  /** @param {State} state */
  update(state) {
    const matches = matcher(this.report, state.q);
    for (const link of this.links) {
      const f = Number(link.hash.split("=")[1]);
      link.classList.toggle("found", matches?.(f) ?? false);
      link.classList.toggle("selected", f === state.f);
    }
  }
}
