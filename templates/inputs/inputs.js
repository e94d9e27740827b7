// A report of several inputs that were added up: chips that choose one, and what that holds by itself. Written by
// src/output/page/html_inputs.c.

import { makeFlags } from "../core/math.js";
import { buildButton, buildSpan, byId } from "../core/dom.js";
import { numbersOf, readBlocks, readEdges, textOf } from "../core/data.js";
import * as report from "../core/data.js";
import { formatCost, formatShare } from "../core/format.js";
import * as store from "../core/state.js";
import { costsFor } from "../filter/edges.js";

/** @typedef {import("../core/blocks.js").Block} Block @typedef {import("../core/data.js").Left} Left */
/** @typedef {import("../filter/edges.js").Edges} Edges */
/** @typedef {import("../filter/force.js").Whole & {kept: Uint8Array, whole: number, known: number}} Input known: how many functions it has */

/** @type {[name: string, total: number, unit: number][]} unit: of its tree, in quanta */
let told;
/** Those that were chosen before, as their data stand in the page. @type {Input[]} */
const read = [];
/** @type {HTMLButtonElement[]} the first shows all */
let chips;
/** @type {HTMLElement} */
let words;

/** Makes a tree's times quanta of the page. @param {Block[]} blocks @param {number} unit */
function scaled(blocks, unit) {
  for (const block of blocks) {
    block.weight *= unit;
    block.own *= unit;
    block.gap *= unit;
    block.low *= unit;
    block.high *= unit;
    block.start *= unit;
    block.filled *= unit;
  }
  return blocks;
}

/** @param {number} i @returns {Input} */
function readInput(i) {
  const numbers = numbersOf("functions-" + i);
  const columns = costsFor(report.size);
  const kept = makeFlags(report.size);
  let f = 0;
  for (let at = 0; at < numbers.length; at += 5) {
    f += numbers[at];
    kept[f] = 1;
    [columns.calls[f], columns.recursive[f], columns.own[f], columns.total[f]] = numbers.subarray(at + 1, at + 5);
  }
  /** @type {Edges | undefined} */ let edges;
  /** @type {Block[] | undefined} */ let blocks;
  return {
    columns, kept, whole: told[i][1], known: numbers.length / 5,
    wholeEdges: () => (edges ??= readEdges(report.size, "edges-" + i)),
    wholeBlocks: () => (blocks ??= scaled(readBlocks("tree-" + i), told[i][2])),
  };
}

/** One input by itself. @param {Input} input @returns {Left} */
function wholeOf({ columns, kept, wholeEdges, wholeBlocks }) {
  const table = {
    ...columns, kept, count: report.size,
    get edges() {
      return wholeEdges();
    },
  };
  return { table, blocks: wholeBlocks };
}

/** What filters leave of an input, and what that is a part of. @param {string} side the input's number
 * @param {(from: Input) => Generator<undefined, Left | null>} filter
 * @returns {Generator<undefined, Left & {whole: number, known: number}>} */
export function* inputLeft(side, filter) {
  const input = (read[Number(side)] ??= readInput(Number(side)));
  return { ...((yield* filter(input)) ?? wholeOf(input)), whole: input.whole, known: input.known };
}

/** Says which inputs there are, a button each. */
export function startInputs() {
  told = JSON.parse(textOf("inputs-data"));
  /** @param {string} side */
  const choose = (side) => store.set({ side }, true);
  chips = [buildButton("All", () => choose(""))];
  told.forEach(([name], i) => {
    const chip = buildButton(name, () => choose(store.state.side === `${i}` ? "" : `${i}`));
    chip.title = name;
    chips.push(chip);
  });
  words = buildSpan("faint");
  words.role = "status";
  const bar = byId("inputs");
  bar.append(buildSpan("faint", `${bar.ariaLabel}`), ...chips, words);
  bar.hidden = false;
}

/** Shows which one is chosen. The address may name none that there is. */
export function showInput() {
  const state = store.state;
  if (!told[Number(state.side)]) state.side = "";
  chips.forEach((chip, i) => (chip.ariaPressed = `${state.side === (i ? `${i - 1}` : "")}`));
  const [, total = 0] = state.side ? told[Number(state.side)] : [];
  const all = report.meta["total"];
  words.textContent = state.side ? `${formatCost(total)} of ${formatCost(all)} (${formatShare(all ? total / all : 0)})` : "";
}
