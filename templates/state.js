// What is shown, kept in the address' fragment: "#flame?f=12&q=parse". A link to it shows the same, and
// Back undoes it.

export const VIEWS = ["summary", "graph", "flame", "table", "function"];

/** @typedef {{view: string, f: number, q: string, params: Record<string, string>}} State `params` belong to the view */

/** @returns {State} */
function parse() {
  const [path, query = ""] = location.hash.slice(1).split("?");
  const params = Object.fromEntries(new URLSearchParams(query));
  const { f = "-1", q = "", ...others } = params;
  return { view: VIEWS.includes(path) ? path : VIEWS[0], f: /^\d+$/.test(f) ? Number(f) : -1, q, params: others };
}

/** @param {State} state */
function format(state) {
  const query = new URLSearchParams(state.params);
  if (state.f >= 0) query.set("f", String(state.f));
  if (state.q) query.set("q", state.q);
  const text = query.toString();
  return "#" + state.view + (text ? "?" + text : "");
}

/** The one place that knows what is selected, searched for and shown. */
export class Store {
  constructor() {
    this.state = parse();
    /** @type {((state: State) => void)[]} */
    this.listeners = [];
    addEventListener("hashchange", () => {
      this.state = parse();
      this.tell();
    });
  }

  /** @param {(state: State) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  tell() {
    for (const listener of this.listeners) listener(this.state);
  }

  /** Changes a part; `step`: Back undoes it. Params are replaced as a whole, and dropped when the view
   * changes. @param {Partial<State>} patch @param {boolean} [step] */
  set(patch, step = false) {
    const next = { ...this.state, ...patch };
    if (patch.view && patch.view !== this.state.view && !patch.params) next.params = {};
    const hash = format(next);
    if (hash === format(this.state)) return;
    this.state = next;
    if (step) history.pushState(null, "", hash);
    else history.replaceState(null, "", hash);
    this.tell();
  }
}
