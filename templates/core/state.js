// What is shown, kept in the address' fragment: "#flame?f=12&q=parse". A link to it shows the same, and
// Back undoes it.

export const VIEWS = ["summary", "graph", "flame", "tree", "table", "function"];

/** @typedef {{view: string, f: number, q: string, x: string, side: string, params: Record<string, string>}} State
 * x: the filters in force; side: "before" or "after", of a report that compares, where what changed is not shown; of one
 * with several inputs the number of the one that is shown; `params` belong to the view */
/** What the address calls the side. */
const SIDE = INPUTS ? "input" : "side";

/** @returns {State} */
function parse() {
  const [view, query] = location.hash.slice(1).split("?");
  const { f = "", q = "", x = "", [COMPARE || INPUTS ? SIDE : ""]: side = "", ...params } = Object.fromEntries(new URLSearchParams(query));
  const known = (COMPARE || INPUTS) && (INPUTS ? /^\d{1,3}$/ : /^(before|after)$/).test(side) ? side : "";
  return { view: VIEWS.includes(view) ? view : VIEWS[0], f: /^\d+$/.test(f) ? Number(f) : -1, q, x, side: known, params };
}

/** @param {State} state */
function format({ view, f, q, x, side, params }) {
  const query = new URLSearchParams(params);
  if (f >= 0) query.set("f", String(f));
  if (q) query.set("q", q);
  if (x) query.set("x", x);
  if ((COMPARE || INPUTS) && side) query.set(SIDE, side);
  return "#" + view + (query.size ? "?" + query : "");
}

/** Does what browsers may forbid to pages in files and sandboxes; they go on without. @template T @param {() => T} action */
export function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** What views were left with. @type {Record<string, State["params"]>} */
const left = {};
let pending = 0;
/** The address as it was last seen here: should the reader have changed it since, his counts. */
let written = location.hash;

/** The address follows. @param {"pushState" | "replaceState"} how */
function save(how) {
  clearTimeout(pending);
  pending = 0;
  if (location.hash === written) attempt(() => history[how](null, "", format(state)));
  written = location.hash;
}

/** What is selected, searched for and shown: the one place that knows. */
export let state = parse();
let tell = () => {};

/** @param {() => void} changed is told of each change */
export const follow = (changed) => void (tell = changed);

/** Leads to what is shown. */
export const link = () => location.href.replace(/#.*/s, "") + format(state);

/** Changes a part. Params are replaced as a whole; a view that is come back to has those it was left with.
 * @param {Partial<State>} patch @param {boolean} [step] Back undoes it */
export function set(patch, step) {
  const next = { ...state, ...patch };
  if (next.view !== state.view) {
    left[state.view] = state.params;
    next.params = patch.params ?? left[next.view] ?? {};
  }
  // Places are those of one picture, or of one tree.
  if ((COMPARE || INPUTS) && next.side !== state.side) {
    next.params = { ...next.params };
    for (const params of [next.params, ...Object.values(left)]) delete params.z;
  }
  if (format(next) === format(state)) return;
  if (pending && step) save("replaceState");
  state = next;
  // Not for each key, as browsers allow but so many changes.
  if (step) save("pushState");
  else pending ||= setTimeout(save, 250, "replaceState");
  tell();
}

/** Changes some of the view's parameters; "" drops one. @param {State["params"]} patch @param {boolean} [step] */
export function setParams(patch, step, f = state.f) {
  const params = Object.entries({ ...state.params, ...patch }).filter(([, value]) => value);
  set({ f, params: Object.fromEntries(params) }, step);
}

addEventListener("hashchange", () => {
  written = location.hash;
  if (location.hash === format(state)) return;
  state = parse();
  tell();
});
