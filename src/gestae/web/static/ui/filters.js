/** The filters: what narrows list, map, timeline and charts together. */
import { EVERYTHING, tally } from "../domain/query.js";
import { codeWord, dayWord, modalityShape, modalityWord, statusShape } from "../domain/terms.js";
import { byId, fill, h } from "./dom.js";

/** @typedef {import("../domain/types.js").PageEvent} PageEvent */
/** @typedef {import("../app/page.js").Page} Page */
/** @typedef {import("../app/state.js").View} View */

const BUSIEST = 40;

export class Filters {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.search = /** @type {HTMLInputElement} */ (byId("search"));
    this.from = /** @type {HTMLInputElement} */ (byId("from"));
    this.to = /** @type {HTMLInputElement} */ (byId("to"));
    this.actor = /** @type {HTMLSelectElement} */ (byId("actor"));
    this.least = /** @type {HTMLInputElement} */ (byId("least"));
    this.search.addEventListener("input", () => page.state.set({ q: this.search.value }, { replace: true }));
    this.from.addEventListener("change", () => page.state.set({ from: this.from.value }));
    this.to.addEventListener("change", () => page.state.set({ to: this.to.value }));
    this.actor.addEventListener("change", () => page.state.set({ actor: this.actor.value }));
    this.least.addEventListener("input", () => page.state.set({ least: Number(this.least.value) }, { replace: true }));
    byId("clear").addEventListener("click", () => page.state.set({ ...EVERYTHING }));
    this.#actors();
  }

  #actors() {
    const { index, model } = this.page;
    const counts = tally(model.events, (event) => [...new Set([...event.actors, ...event.recipients])]);
    const options = counts.map(([id, count]) => h("option", { value: id }, `${index.actorName(id)} (${count})`));
    fill(this.actor, h("option", { value: "" }, "anybody"), options.slice(0, 500));
  }

  /** @param {View} view @param {PageEvent[]} events */
  draw(view, events) {
    const facets = this.page.model.window?.facets;
    for (const [input, value] of /** @type {[HTMLInputElement | HTMLSelectElement, string][]} */ ([
      [this.search, view.q], [this.from, view.from], [this.to, view.to], [this.actor, view.actor], [this.least, String(view.least)],
    ])) {
      if (input.value !== value) input.value = value;
    }
    byId("least-value").textContent = view.least.toFixed(2);
    this.#boxes("types", "types", (facets?.types ?? tally(events, (event) => [event.type])).slice(0, BUSIEST), codeWord);
    this.#boxes("modalities", "modalities", facets?.modalities ?? tally(events, (event) => [event.modality]), (value) => `${modalityShape(value)} ${modalityWord(value)}`);
    this.#boxes("statuses", "statuses", facets?.statuses ?? tally(events, (event) => [event.status]), (value) => `${statusShape(value)} ${value}`);
    this.#chips(view);
  }

  /**
   * Check boxes of the values that the events have, and of those that are chosen.
   * @param {string} id @param {"types"|"modalities"|"statuses"} field @param {[string, number][]} counts @param {(value: string) => string} word
   */
  #boxes(id, field, counts, word) {
    const chosen = this.page.state.view[field];
    const missing = chosen.filter((value) => !counts.some(([known]) => known === value));
    const rows = [...counts, ...missing.map((value) => /** @type {[string, number]} */ ([value, 0]))];
    const held = byId(id);
    const focused = held.contains(document.activeElement) ? /** @type {HTMLInputElement} */ (document.activeElement).value : null;
    fill(held, rows.map(([value, count]) => h("label", {},
      h("input", { type: "checkbox", value, checked: chosen.includes(value), onchange: () => this.#toggle(field, value) }),
      " ", word(value), " ", h("span", { class: "faint" }, count.toLocaleString("en")))));
    if (focused !== null) {
      const again = [...held.querySelectorAll("input")].find((input) => input.value === focused);
      again?.focus();
    }
  }

  /** @param {"types"|"modalities"|"statuses"} field @param {string} value */
  #toggle(field, value) {
    const chosen = this.page.state.view[field];
    this.page.state.set({ [field]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value] });
  }

  /** What is chosen elsewhere: on the map, the timeline, a chart. @param {View} view */
  #chips(view) {
    const { index } = this.page;
    /** @type {[string, Partial<View>][]} */
    const chips = [];
    if (view.place) chips.push([`at ${index.placeName(view.place)}`, { place: "" }]);
    if (view.actor) chips.push([`with ${index.actorName(view.actor)}`, { actor: "" }]);
    if (view.dyad) chips.push([view.dyad.split(">").map((unit) => index.unitName(unit)).join(" → "), { dyad: "" }]);
    if (view.document) chips.push([`in “${index.documents.get(view.document)?.title ?? view.document}”`, { document: "" }]);
    if (view.from || view.to) chips.push([`${view.from ? dayWord(view.from) : "…"} to ${view.to ? dayWord(view.to) : "…"}`, { from: "", to: "" }]);
    if (view.box.length) chips.push(["in the map's window", { box: [] }]);
    fill(byId("chips"), chips.map(([text, patch]) =>
      h("button", { type: "button", class: "chip", "aria-label": `Remove the filter: ${text}`, onclick: () => this.page.state.set(patch) }, text, " ×")));
    const narrowed = chips.length > 0 || view.q || view.types.length || view.modalities.length || view.statuses.length || view.least > 0;
    byId("clear").toggleAttribute("disabled", !narrowed);
  }
}
