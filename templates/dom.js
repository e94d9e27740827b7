// Elements, and text for the clipboard.

import { heat } from "./format.js";

/** @template {HTMLElement} T @param {string} id @returns {T} */
export function byId(id) {
  return /** @type {T} */ (document.getElementById(id));
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {string} [name] its class @param {(Node | string)[]} children
 */
export function build(tag, name = "", ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...children);
  return element;
}

/** @param {string} text @param {(event: MouseEvent) => void} action @param {string} [hint] */
export function buildButton(text, action, hint = "") {
  const button = build("button", "", text);
  button.type = "button";
  button.title = hint;
  button.addEventListener("click", action);
  return button;
}

/** A bar for the style sheets, --share long and --heat hot. @param {HTMLElement} element @param {import("./format.js").Meta} meta @param {number} share @param {boolean} dark @param {number} [hot] share of the profile */
export function setHeat(element, meta, share, dark, hot = share) {
  element.style.setProperty("--share", Math.min(100, share * 100) + "%");
  element.style.setProperty("--heat", heat(meta, hot, dark)[0]);
}

/** Says something to all who see or hear the page. @param {string} text */
export function announce(text) {
  byId("said").textContent = text;
}

/** Copies by way of a dialog, as pages in files and sandboxes have no other; where even that is forbidden
 * it stays, for the reader to copy from. @param {string} text @param {string} what for the message */
export function copyText(text, what) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("copy"));
  const area = /** @type {HTMLTextAreaElement} */ (byId("copy-text"));
  area.value = text;
  dialog.showModal();
  area.select();
  if (!document.execCommand("copy")) return;
  dialog.close();
  announce(what + " copied");
}
