// A grid of which only the rows in sight are there, however many it has.

import { floor, max, min } from "../core/math.js";
import { buildBox, focused, moveFocus, on, setContent } from "../core/dom.js";

/** @typedef {{fill(row: HTMLElement, index: number): void, pick(index: number, event?: Event): void}} GridOwner */

const ROW_HEIGHT = 26;

/** Rows made beyond both ends of what is in sight. */
const SPARE = 4;

export class Grid {
  /** @param {HTMLElement} root what scrolls @param {GridOwner} owner @param {"grid" | "treegrid"} role @param {string} label */
  constructor(root, owner, role, label) {
    this.root = root;
    this.owner = owner;
    this.count = 0;
    /** The row that keys move, and which Tab leads to. */
    this.active = 0;
    /** The rows that are there: from `first` on, before `last`. */
    this.first = this.last = 0;
    this.head = buildBox("row head");
    this.head.role = "row";
    this.body = buildBox("body");
    root.role = role;
    root.ariaLabel = label;
    root.tabIndex = -1;
    root.append(this.head, this.body);
    on(root, "scroll", () => this.render());
    new ResizeObserver(() => this.render()).observe(root);
    on(this.body, "click", (event) => {
      const row = /** @type {Element} */ (event.target).closest(".row");
      if (!row) return;
      this.focus(Number(row.ariaRowIndex) - 2);
      owner.pick(this.active, event);
    });
  }

  /** @param {number} count @param {number} active */
  show(count, active) {
    this.count = count;
    this.root.ariaRowCount = `${count + 1}`;
    this.body.style.height = count * ROW_HEIGHT + "px";
    this.activate(active);
    this.render(true);
  }

  /** Makes the rows that are in sight, and drops the others. @param {boolean} [anew] whether those that are there have changed */
  render(anew) {
    const { root, body } = this;
    const first = max(0, floor(root.scrollTop / ROW_HEIGHT) - SPARE);
    const last = min(this.count, Math.ceil((root.scrollTop + root.clientHeight) / ROW_HEIGHT) + SPARE);
    const isFocused = focused() === root || body.contains(focused());
    if (anew || first >= this.last || last <= this.first) {
      setContent(body);
      this.first = this.last = first;
    }
    for (; this.first < first; this.first++) body.firstChild?.remove();
    for (; this.last > last; this.last--) body.lastChild?.remove();
    while (this.first > first) body.prepend(this.make(--this.first));
    while (this.last < last) body.append(this.make(this.last++));
    body.style.paddingTop = first * ROW_HEIGHT + "px";
    // It goes where the active row goes, and waits here while that is out of sight.
    if (isFocused && !body.contains(focused())) moveFocus(this.activeRow ?? root);
  }

  /** @param {number} index */
  make(index) {
    const row = buildBox("row");
    row.role = "row";
    row.ariaRowIndex = `${index + 2}`;
    row.tabIndex = index === this.active ? 0 : -1;
    this.owner.fill(row, index);
    return row;
  }

  get activeRow() {
    return /** @type {HTMLElement | undefined} */ (this.body.children[this.active - this.first]);
  }

  /** Scrolls a row into sight. @param {number} index */
  activate(index) {
    this.active = max(0, min(index, this.count - 1));
    const top = this.active * ROW_HEIGHT;
    const room = this.root.clientHeight - 2 * ROW_HEIGHT;
    this.root.scrollTop = min(top, max(this.root.scrollTop, top - room));
  }

  /** @param {number} index */
  focus(index) {
    if (this.activeRow) this.activeRow.tabIndex = -1;
    this.activate(index);
    this.render();
    if (!this.activeRow) return;
    this.activeRow.tabIndex = 0;
    moveFocus(this.activeRow);
  }

  /** @param {KeyboardEvent} event */
  key({ key }) {
    const page = floor(this.root.clientHeight / ROW_HEIGHT) - 2;
    const isInside = this.root.contains(focused());
    const steps = /** @type {Record<string, number>} */ ({
      ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.count, End: this.count,
    });
    if (key in steps) this.focus(this.active + (isInside ? steps[key] : 0));
    else if (/^(Enter| )$/.test(key) && isInside && this.count) this.owner.pick(this.active);
    else return false;
    return true;
  }
}
