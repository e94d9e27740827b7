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
    /** @type {Record<string, Record<string, string>>} what views were left with */
    this.left = {};
    /** @type {number | undefined} */
    this.pending = undefined;
    /** @type {((state: State) => void)[]} */
    this.listeners = [];
    addEventListener("hashchange", () => {
      if (location.hash === format(this.state)) return;
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

  /** A link to what is shown. */
  get link() {
    return location.href.replace(/#.*/s, "") + format(this.state);
  }

  /** Changes a part; `step`: Back undoes it. Params are replaced as a whole; a view that is come back to
   * has those it was left with. @param {Partial<State>} patch @param {boolean} [step] */
  set(patch, step = false) {
    const { view, params } = this.state;
    const next = { ...this.state, ...patch };
    if (next.view !== view) {
      this.left[view] = params;
      next.params = patch.params ?? this.left[next.view] ?? {};
    }
    const hash = format(next);
    if (hash === format(this.state)) return;
    if (step) this.save();
    this.state = next;
    if (step) this.save(true);
    else this.pending ??= setTimeout(() => this.save(), 250);
    this.tell();
  }

  /** The address follows: at once where Back is to come here, else not for each key, as browsers allow
   * but so many changes. @param {boolean} [step] */
  save(step = false) {
    clearTimeout(this.pending);
    if (!step && this.pending === undefined) return;
    this.pending = undefined;
    try {
      if (step) history.pushState(null, "", format(this.state));
      else history.replaceState(null, "", format(this.state));
    } catch {
      // some sandboxes forbid it: the page goes on without
    }
  }
}
