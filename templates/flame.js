/** @typedef {import("./data.js").Report} Report @typedef {import("./state.js").Store} Store @typedef {import("./state.js").State} State */

export class FlameView {
  /** @param {Report} report @param {HTMLElement} section @param {Store} store */
  constructor(report, section, store) {
    this.report = report;
    this.section = section;
    this.store = store;
  }

  /** @param {State} state */
  update(state) {
    void state;
  }
}
