// The menu of a function: by the right button, a long press, or the key m, on any row, box or block.

import { max, min } from "../core/math.js";
import { build, byId, copyText, findAll, focused, moveFocus, on, prevent, setContent } from "../core/dom.js";
import { ORIGINS } from "../core/data.js";
import * as report from "../core/data.js";
import { labelOf } from "../core/facts.js";
import { isFiltered, toggle } from "./force.js";
import { hasSource, openSource } from "../function/open.js";
import * as store from "../core/state.js";
import { hideTip } from "../core/tip.js";

const LONG_PRESS = 550; // milliseconds

const menu = byId("menu");
/** @type {HTMLElement | null} */
let before = null;

/** @param {number} f @returns {[title: string, action: () => void, isOn?: boolean][]} */
function entries(f) {
  const filter = (/** @type {import("./force.js").Kind} */ kind, /** @type {string} */ title) =>
    /** @type {[string, () => void, boolean]} */ ([title, () => toggle(kind, f), isFiltered(kind, f)]);
  const isPackage = /^(site|stdlib)$/.test(ORIGINS[report.originOf(f)]);
  return [
    filter("focus", "Focus: paths through it"),
    filter("from", "Only from here"),
    filter("hide", "Hide: charge callers"),
    filter("ignore", "Ignore: drop paths through it"),
    ...(isPackage ? [filter("fold", `Fold ${report.familyOf(f)}`)] : []),
    ["Callers and callees", () => store.set({ view: "function", f }, true)],
    ["Copy name", () => copyText(`${report.placeOf(f)}(${report.nameOf(f)})`, "Name")],
    ...(hasSource(f) ? [/** @type {[string, () => void]} */ (["Open source", () => openSource(f)])] : []),
  ];
}

function close() {
  if (menu.hidden) return;
  menu.hidden = true;
  moveFocus(before);
}

/** @param {number} f @param {number} x @param {number} y of the window */
export function openMenu(f, x, y) {
  if (f < 0 || f >= report.size) return;
  hideTip();
  before = focused();
  const items = entries(f).map(([title, action, isOn]) => {
    const item = build("button", "", title);
    item.role = isOn === undefined ? "menuitem" : "menuitemcheckbox";
    if (isOn !== undefined) item.ariaChecked = `${isOn}`;
    item.tabIndex = -1;
    on(item, "click", () => {
      close();
      action();
    });
    return item;
  });
  const title = build("b", "name", labelOf(f).slice(0, 80));
  title.ariaHidden = "true";
  setContent(menu, title, ...items);
  menu.ariaLabel = labelOf(f).slice(0, 80);
  menu.hidden = false;
  menu.style.left = max(4, min(x, innerWidth - menu.offsetWidth - 4)) + "px";
  menu.style.top = max(4, min(y, innerHeight - menu.offsetHeight - 4)) + "px";
  items[0].focus();
}

/** @param {KeyboardEvent} event */
function key(event) {
  const items = findAll("button", menu);
  const at = items.indexOf(/** @type {HTMLElement} */ (focused()));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  event.stopPropagation();
  if (to !== undefined) items.at(to % items.length)?.focus();
  else if (/^(Escape|Tab)$/.test(event.key)) close();
  else return;
  prevent(event);
}

/** Opens menus over what `find` says a function of. @param {(event: MouseEvent) => number} find */
export function startMenu(find) {
  let pressing = 0;
  on(menu, "keydown", key);
  on(window, "pointerdown", (event) => {
    clearTimeout(pressing);
    if (event.target instanceof Node && !menu.contains(event.target)) menu.hidden = true;
    if (event.pointerType === "touch") pressing = setTimeout(() => openMenu(find(event), event.clientX, event.clientY), LONG_PRESS);
  }, { capture: true });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel", "pointermove", "scroll"]))
    on(window, end, () => clearTimeout(pressing), { capture: true });
  on(window, "contextmenu", (event) => {
    const f = find(event);
    if (f < 0) return;
    prevent(event);
    openMenu(f, event.clientX, event.clientY);
  });
}
