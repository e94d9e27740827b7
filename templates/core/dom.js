// Elements, and text for the clipboard.

import { min } from "./math.js";
import { heat } from "./format.js";
import { isChange } from "../compare/words.js";

/** @template {HTMLElement} T @param {string} id @returns {T} */
export const byId = (id) => /** @type {T} */ (document.getElementById(id));

/** The first element that a selector fits. @template {Element} [T=HTMLElement]
 * @param {string} selector @param {ParentNode} [root] @returns {T | null} */
export const find = (selector, root = document) => root.querySelector(selector);

/** All of them. @param {string} selector @param {ParentNode} [root] @returns {HTMLElement[]} */
export const findAll = (selector, root = document) =>
  /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);

/** What has the focus. */
export const focused = () => /** @type {HTMLElement | null} */ (document.activeElement);

/** Gives it to another, where that is: nothing moves. @param {HTMLElement | SVGElement | null | undefined} element */
export const moveFocus = (element) => element?.focus({ preventScroll: true });

/** Puts those in place of what an element holds. @param {Element | null} element @param {(Node | string)[]} content */
export const setContent = (element, ...content) => element?.replaceChildren(...content);

/** @param {Element} element @param {string} name @param {unknown} isOn */
export const toggleClass = ({ classList }, name, isOn) => classList.toggle(name, Boolean(isOn));

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

/** @param {string} [name] its class @param {(Node | string)[]} children */
export const buildBox = (name, ...children) => build("div", name, ...children);

/** @param {string} [name] its class @param {(Node | string)[]} children */
export const buildSpan = (name, ...children) => build("span", name, ...children);

/** Keeps the browser from doing what it would. @param {Event} event */
export const prevent = (event) => event.preventDefault();

/** @template {keyof WindowEventMap} K @param {EventTarget} target @param {K} type
 * @param {(event: WindowEventMap[K]) => void} listener @param {AddEventListenerOptions} [options] */
export function on(target, type, listener, options) {
  target.addEventListener(type, /** @type {EventListener} */ (listener), options);
}

/** @param {string} text @param {(event: MouseEvent) => void} action @param {string} [hint] */
export function buildButton(text, action, hint = "") {
  const button = build("button", "", text);
  button.title = hint;
  on(button, "click", action);
  return button;
}

/** A bar for the style sheets, --share long and --heat hot. @param {HTMLElement} element @param {number} share
 * @param {number} [hot] share of the profile; negative: not hot by itself */
export function setHeat({ style }, share, hot = share) {
  style.setProperty("--share", min(100, share * 100) + "%");
  const [light, dark] = [false, true].map((theme) => heat(hot, theme)[0]);
  style.setProperty("--heat", hot < 0 || (COMPARE && isChange()) ? "var(--quiet)" : `light-dark(${light},${dark})`);
}

/** Copies by way of a dialog, as pages in files and sandboxes have no other; where even that is forbidden
 * it stays, for the reader to copy from. @param {string} text @param {string} what for the message */
export function copyText(text, what) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("copy"));
  const area = /** @type {HTMLTextAreaElement} */ (dialog.querySelector("textarea"));
  area.value = text;
  dialog.showModal();
  area.select();
  if (!document.execCommand("copy")) return;
  dialog.close();
  const said = byId("said");
  setContent(said, what + " copied");
  setTimeout(() => setContent(said), 4000);
}
