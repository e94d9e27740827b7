// The call graphs of the profile before and of what changed, as prof2dot drew them.

import { find, findAll } from "../core/dom.js";
import * as store from "../core/state.js";
import { place, texts } from "./sides.js";

/** @typedef {{nodes: number[], edges: [number, number][], svg: SVGSVGElement, prefix: string}} Picture */

/** @type {Record<string, Picture | undefined>} */
const known = {};

/** The picture in place of that of the profile after, if there is one.
 * @returns {Picture | undefined} */
export function otherPicture() {
  const { side } = store.state;
  return (known[side] ??= read(side || "change", texts["graphs"][side ? 0 : 1]));
}

/** @param {string} name @param {{"nodes": number[], "edges": [number, number][]}} data @returns {Picture | undefined} */
function read(name, data) {
  const prefix = name + "-";
  const svg = /** @type {SVGSVGElement | null} */ (find(`#pictures svg[id^="${prefix}"]`));
  if (!svg) return undefined;
  // Rows of boxes are those of the profile before.
  for (const { dataset } of findAll("[data-f]", svg)) dataset.f = String(place[Number(dataset.f)]);
  return { nodes: data["nodes"], edges: data["edges"], svg, prefix };
}
