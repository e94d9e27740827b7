// The summary is written by prof2dot; here its names follow the search, and the table of blame is sorted.

import { buildButton, byId } from "../core/dom.js";

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
  return {
    update({ f }, matched) {
      for (const { hash, classList } of links) {
        const of = Number(hash.split("=")[1]);
        classList.toggle("found", Boolean(matched?.[of]));
        classList.toggle("selected", of === f);
      }
    },
  };
}
