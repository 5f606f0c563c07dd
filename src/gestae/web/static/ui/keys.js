/** The keyboard: everything can be reached without a mouse. */
import { byId } from "./dom.js";

/** @typedef {import("../app/page.js").Page} Page */

export class Keys {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.help = /** @type {HTMLDialogElement} */ (byId("help"));
    byId("help-button").addEventListener("click", () => this.help.showModal());
    byId("help-close").addEventListener("click", () => this.help.close());
    addEventListener("keydown", (event) => this.#press(event));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return this.#escape();
    const target = /** @type {HTMLElement} */ (event.target);
    if (this.help.open || target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
    const { list, reader } = this.page;
    /** @type {Record<string, () => void>} */
    const actions = {
      "/": () => /** @type {HTMLInputElement} */ (byId("search")).select(),
      j: () => list.move(1),
      k: () => list.move(-1),
      "]": () => void reader.move(1),
      "[": () => void reader.move(-1),
      "?": () => this.help.showModal(),
      ...this.page.editor?.keys(),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  #escape() {
    if (document.querySelector("dialog[open]")) return; // the dialog closes itself
    const active = document.activeElement;
    if (active instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(active.tagName)) active.blur();
    else if (this.page.state.view.open) this.page.state.set({ open: "", event: "", span: -1 });
  }
}
