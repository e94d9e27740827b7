// A grid of which only the rows in sight are there, however many it has.

import { floor, max, min } from "../core/math.js";
import { buildBox, focused, moveFocus, on, setContent } from "../core/dom.js";

/** @typedef {{fill(row: HTMLElement, index: number): void, pick(index: number, event?: Event): void}} GridOwner */

const ROW_HEIGHT = 26;

/** Rows made beyond both ends of what is in sight. */
const SPARE = 4;

/** `active`: the row that keys move, and which Tab leads to. The rows from `first` on, before `last`, are there.
 * @typedef {ReturnType<typeof startGrid>} Grid */

/** @param {HTMLElement} root what scrolls @param {GridOwner} owner */
const startGrid = (root, owner) => ({
  root, owner, count: 0, active: 0, first: 0, last: 0, head: buildBox("row head"), body: buildBox("body"),
});

/** @param {HTMLElement} root what scrolls @param {GridOwner} owner @param {"grid" | "treegrid"} role @param {string} label */
export function makeGrid(root, owner, role, label) {
  const grid = startGrid(root, owner);
  const { head, body } = grid;
  head.role = "row";
  root.role = role;
  root.ariaLabel = label;
  root.tabIndex = -1;
  root.append(head, body);
  on(root, "scroll", () => render(grid));
  new ResizeObserver(() => render(grid)).observe(root);
  on(body, "click", (event) => {
    const row = /** @type {Element} */ (event.target).closest(".row");
    if (!row) return;
    focusRow(grid, Number(row.ariaRowIndex) - 2);
    owner.pick(grid.active, event);
  });
  return grid;
}

/** @param {Grid} grid @param {number} count @param {number} active */
export function showRows(grid, count, active) {
  const { root, body } = grid;
  grid.count = count;
  root.ariaRowCount = `${count + 1}`;
  body.style.height = count * ROW_HEIGHT + "px";
  activate(grid, active);
  render(grid, true);
}

/** @param {Grid} grid */
const activeRow = ({ body, active, first }) => /** @type {HTMLElement | undefined} */ (body.children[active - first]);

/** Makes the rows that are in sight, and drops the others. @param {Grid} grid
 * @param {boolean} [anew] whether those that are there have changed */
function render(grid, anew) {
  const { root, body } = grid;
  const { scrollTop, clientHeight } = root;
  const first = max(0, floor(scrollTop / ROW_HEIGHT) - SPARE);
  const last = min(grid.count, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + SPARE);
  const isFocused = focused() === root || body.contains(focused());
  if (anew || first >= grid.last || last <= grid.first) {
    setContent(body);
    grid.first = grid.last = first;
  }
  for (; grid.first < first; grid.first++) body.firstChild?.remove();
  for (; grid.last > last; grid.last--) body.lastChild?.remove();
  while (grid.first > first) body.prepend(makeRow(grid, --grid.first));
  while (grid.last < last) body.append(makeRow(grid, grid.last++));
  body.style.paddingTop = first * ROW_HEIGHT + "px";
  // It goes where the active row goes, and waits here while that is out of sight.
  if (isFocused && !body.contains(focused())) moveFocus(activeRow(grid) ?? root);
}

/** @param {Grid} grid @param {number} index */
function makeRow({ active, owner }, index) {
  const row = buildBox("row");
  row.role = "row";
  row.ariaRowIndex = `${index + 2}`;
  row.tabIndex = index === active ? 0 : -1;
  owner.fill(row, index);
  return row;
}

/** Scrolls a row into sight. @param {Grid} grid @param {number} index */
function activate(grid, index) {
  const { root } = grid;
  grid.active = max(0, min(index, grid.count - 1));
  const top = grid.active * ROW_HEIGHT;
  const room = root.clientHeight - 2 * ROW_HEIGHT;
  root.scrollTop = min(top, max(root.scrollTop, top - room));
}

/** @param {Grid} grid @param {number} index */
export function focusRow(grid, index) {
  const before = activeRow(grid);
  if (before) before.tabIndex = -1;
  activate(grid, index);
  render(grid);
  const row = activeRow(grid);
  if (!row) return;
  row.tabIndex = 0;
  moveFocus(row);
}

/** @param {Grid} grid @param {KeyboardEvent} event */
export function moveInGrid(grid, { key }) {
  const { root, active, count } = grid;
  const page = floor(root.clientHeight / ROW_HEIGHT) - 2;
  const isInside = root.contains(focused());
  const steps = /** @type {Record<string, number>} */ ({
    ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count,
  });
  if (key in steps) focusRow(grid, active + (isInside ? steps[key] : 0));
  else if (/^(Enter| )$/.test(key) && isInside && count) grid.owner.pick(active);
  else return false;
  return true;
}
