// A function between its callers' flame above and its callees' below: widths are shares of its own Total.

import { buildBox, buildSpan, findAll, setHeat } from "../core/dom.js";
import * as report from "../core/data.js";
import { blocksOf } from "../core/counts.js";
import { linkTo } from "../core/facts.js";
import { changeWords, fromTo, isChange, partOf, setTint } from "../compare/words.js";
import { formatCost, formatShare } from "../core/format.js";

/** @typedef {import("../core/blocks.js").Block} Block @typedef {{f: number, weight: number, parts: Map<number, Part>, pair?: any}} Part
 * pair: of a report that compares, the weight on both sides */

const DEEPEST = 10;
const NARROWEST = 0.02; // of the function

/** @param {number} f @returns {Part} */
const makePart = (f) => ({ f, weight: 0, parts: new Map(), ...(COMPARE && { pair: [0, 0] }) });

/** Adds a cost to what stands beside a part. @param {Part} part @param {number} f @param {number} weight @param {number[]} [pair] */
function addTo({ parts }, f, weight, pair) {
  const found = parts.get(f) ?? makePart(f);
  parts.set(f, found);
  found.weight += weight;
  if (COMPARE) pair?.forEach((cost, side) => (found.pair[side] += cost));
  return found;
}

/** The paths that lead to a function, and those that it leads to, over all its blocks that are not within another.
 * @param {number} f */
function merge(f) {
  const [above, below] = [0, 0].map(() => addTo(makePart(f), f, 0));
  for (const block of blocksOf(report.blocksNow(), f)) {
    let up = block.parent;
    while (up && up.f !== f) up = up.parent;
    if (up) continue;
    above.weight += block.weight;
    below.weight += block.weight;
    let to = above;
    up = block.parent;
    for (let depth = 0; depth < DEEPEST && up && up.f >= 0; depth++, { parent: up } = up) to = addTo(to, up.f, block.weight, block.pair);
    /** @type {[Block, Part, number][]} */
    const left = [[block, below, 0]];
    for (let next = left.pop(); next; next = left.pop()) {
      const [from, part, depth] = next;
      if (from === block && block.own) addTo(part, -1, block.own, block.owns);
      if (depth < DEEPEST) for (const child of from.below) left.push([child, addTo(part, child.f, child.weight, child.pair), depth + 1]);
    }
  }
  return { above, below };
}

/** @param {Part} part @param {number} whole of the function */
function draw({ f, weight, parts, pair }, whole) {
  const told = `${formatCost(weight)}, ${formatShare(weight / whole)} of this function`;
  const words = COMPARE && isChange() ? changeWords(pair) + "\n" + fromTo(pair) : told;
  const label = f < 0 ? buildSpan("name", "itself") : linkTo(f);
  label.tabIndex = -1;
  label.title = (f < 0 ? "" : report.nameOf(f).slice(0, 300) + "\n") + words;
  setHeat(label, 1, f < 0 ? -1 : report.shareOf(weight));
  if (COMPARE && isChange()) setTint(label, partOf(f, pair));
  const inner = buildBox("parts", ...drawAll(parts, weight, whole));
  return buildBox("slab", label, inner);
}

/** @param {Map<number, Part>} parts @param {number} room @param {number} whole @returns {HTMLElement[]} */
function drawAll(parts, room, whole) {
  const wide = [...parts.values()].filter(({ weight }) => weight >= whole * NARROWEST).sort((a, b) => b.weight - a.weight || a.f - b.f);
  return wide.map((part) => {
    const element = draw(part, whole);
    element.style.width = (100 * part.weight) / room + "%";
    return element;
  });
}

/** @param {number} f @param {HTMLElement} self what stands between @returns {HTMLElement[]} */
export function buildSandwich(f, self) {
  const { above, below } = merge(f);
  const whole = above.weight;
  if (!whole) return [self];
  const box = buildBox("sandwich", buildBox("parts up", ...drawAll(above.parts, whole, whole)), self,
    buildBox("parts", ...drawAll(below.parts, whole, whole)));
  const links = findAll("a", box);
  if (links.length) links[0].tabIndex = 0;
  return [box];
}

/** Arrow keys go from part to part. @param {KeyboardEvent} event */
export function moveInSandwich({ key, target }) {
  const links = findAll(".sandwich a");
  const at = links.indexOf(/** @type {HTMLElement} */ (target));
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[key];
  if (at < 0 || !step) return false;
  links[at + step]?.focus();
  return true;
}
