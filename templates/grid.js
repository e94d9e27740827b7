// A grid of which only the rows in sight are there, however many it has.

import { build } from "./dom.js";

/** @typedef {{fill(row: HTMLElement, index: number): void, pick(index: number): void}} GridOwner */

const ROW_HEIGHT = 26;

/** Rows made beyond both ends of what is in sight. */
const SPARE = 8;

export class Grid {
  /** @param {HTMLElement} root what scrolls @param {string} label @param {GridOwner} owner */
  constructor(root, label, owner) {
    this.root = root;
    this.owner = owner;
    this.count = 0;
    /** The row that keys move, and which Tab leads to. */
    this.active = 0;
    this.first = 0;
    /** @type {HTMLElement[]} row i stands in item i modulo their number */
    this.pool = [];
    /** @type {number[]} the turn in which each was written */
    this.written = [];
    this.turn = 0;
    this.head = build("div", "row head");
    this.head.setAttribute("role", "row");
    this.head.ariaRowIndex = "1";
    this.body = build("div", "body");
    this.body.setAttribute("role", "rowgroup");
    const top = build("div", "top", this.head);
    top.setAttribute("role", "rowgroup");
    root.setAttribute("role", "grid");
    root.ariaLabel = label;
    root.tabIndex = -1;
    root.append(top, this.body);
    root.addEventListener("scroll", () => this.render(), { passive: true });
    new ResizeObserver(() => this.render()).observe(root);
    this.body.addEventListener("click", (event) => this.click(event));
  }

  /** Starts anew with other columns. @param {HTMLElement[]} heads */
  setHeads(heads) {
    const inside = this.body.contains(document.activeElement);
    this.head.replaceChildren(...heads);
    this.root.ariaColCount = String(heads.length);
    this.pool = [];
    this.body.replaceChildren();
    if (inside) this.root.focus({ preventScroll: true });
  }

  /** @param {number} count @param {number} active */
  show(count, active) {
    this.count = count;
    this.active = Math.max(0, Math.min(active, count - 1));
    this.root.ariaRowCount = String(count + 1);
    this.body.style.height = count * ROW_HEIGHT + "px";
    this.reveal();
    this.refresh();
  }

  /** Writes all rows anew. */
  refresh() {
    this.turn++;
    this.render();
  }

  render() {
    const { scrollTop, clientHeight } = this.root;
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - SPARE);
    const last = Math.min(this.count, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + SPARE);
    if (last - first > this.pool.length) this.grow(last - first);
    const rows = [];
    for (let index = first; index < last; index++) rows.push(this.place(index));
    // In the order in which they are read; but moving it would take the focus from the active row.
    const up = first < this.first;
    if (!this.body.contains(document.activeElement)) this.order(up ? rows.reverse() : rows, up);
    this.first = first;
    for (const row of this.pool) {
      const index = Number(row.dataset.index || -1);
      row.hidden = index < first || index >= last;
    }
    if (document.activeElement === this.root && this.active >= first && this.active < last) this.focusActive();
  }

  /** Moves no more rows than needed. @param {HTMLElement[]} rows @param {boolean} up whether the last is to come first */
  order(rows, up) {
    for (let i = 1; i < rows.length; i++) {
      const [beside, row] = [rows[i - 1], rows[i]];
      if ((up ? beside.previousSibling : beside.nextSibling) === row) continue;
      if (up) beside.before(row);
      else beside.after(row);
    }
  }

  /** @param {number} size */
  grow(size) {
    while (this.pool.length < size) {
      const row = build("div", "row");
      row.setAttribute("role", "row");
      this.pool.push(row);
      this.body.append(row);
    }
    for (const row of this.pool) row.dataset.index = "";
  }

  /** @param {number} index */
  place(index) {
    const at = index % this.pool.length;
    const row = this.pool[at];
    row.tabIndex = index === this.active ? 0 : -1;
    const moved = row.dataset.index !== String(index);
    if (!moved && this.written[at] === this.turn) return row;
    this.written[at] = this.turn;
    if (moved && row === document.activeElement) this.root.focus({ preventScroll: true });
    row.dataset.index = String(index);
    row.ariaRowIndex = String(index + 2);
    row.style.top = index * ROW_HEIGHT + "px";
    this.owner.fill(row, index);
    return row;
  }

  /** Scrolls the active row into sight. */
  reveal() {
    const top = this.active * ROW_HEIGHT;
    const room = this.root.clientHeight - this.head.offsetHeight - ROW_HEIGHT;
    if (top < this.root.scrollTop) this.root.scrollTop = top;
    else if (top > this.root.scrollTop + room) this.root.scrollTop = top - room;
  }

  /** @param {number} index */
  focus(index) {
    if (!this.count) return;
    this.active = Math.max(0, Math.min(index, this.count - 1));
    this.reveal();
    this.render();
    this.focusActive();
  }

  focusActive() {
    this.pool[this.active % this.pool.length].focus({ preventScroll: true });
  }

  /** @param {MouseEvent} event */
  click(event) {
    const row = event.target instanceof Element ? event.target.closest("[data-index]") : null;
    if (!(row instanceof HTMLElement)) return;
    this.focus(Number(row.dataset.index));
    this.owner.pick(this.active);
  }

  /** @param {KeyboardEvent} event */
  key({ key }) {
    const page = Math.max(1, Math.floor(this.root.clientHeight / ROW_HEIGHT) - 2);
    const inside = this.root.contains(document.activeElement);
    const steps = /** @type {Record<string, number>} */ ({
      ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.count, End: this.count,
    });
    if (key in steps) this.focus(this.active + (inside ? steps[key] : 0));
    else if ((key === "Enter" || key === " ") && inside && this.count) this.owner.pick(this.active);
    else return false;
    return true;
  }
}
