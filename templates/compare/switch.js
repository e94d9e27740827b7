// The switch between before, after and what changed, which is in the header of every view.

import { findAll, on } from "../core/dom.js";
import * as store from "../core/state.js";

/** The sides by their keys. */
export const SIDES = { b: "before", a: "after", c: "" };

const buttons = () => findAll("#sides button");

export function listenToSides() {
  for (const button of buttons()) on(button, "click", () => store.set({ side: button.dataset.side ?? "" }, true));
}

/** @param {string} side */
export function showSide(side) {
  document.body.dataset.side = side;
  for (const button of buttons()) button.ariaPressed = String(button.dataset.side === side);
}
