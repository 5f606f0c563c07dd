/** The middle of the page: the map over the timeline, or one of the tables with its chart. */
import { TABS } from "../app/state.js";
import { byId, fill, h } from "./dom.js";
import { actors } from "./actors.js";
import { chain } from "./chain.js";
import { dyads } from "./dyads.js";
import { discrepancies, runs, sources } from "./sources.js";
import { tolls } from "./tolls.js";
import { Timeline } from "./timeline.js";
import { WorldMap } from "./map.js";

/** @typedef {import("../app/page.js").Page} Page */
/** @typedef {import("../app/state.js").View} View */

/** @type {Record<string, string>} */
const NAMES = { map: "Map", actors: "Actors", dyads: "Dyads", chain: "Chain", tolls: "Tolls", discrepancies: "Discrepancies", sources: "Sources", runs: "Runs" };

/** @type {Record<string, (page: Page, panel: HTMLElement) => void>} */
const DRAWN = { actors, dyads, chain, tolls, discrepancies, sources, runs };

// Whether a tab follows the filters; the others list what the whole case holds.
const FOLLOWING = new Set(["actors", "dyads", "chain", "tolls", "discrepancies"]);

export class Tabs {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.buttons = TABS.map((tab) => h("button", {
      type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": `panel-${tab}`,
      onclick: () => page.state.set({ tab }), onkeydown: (/** @type {KeyboardEvent} */ event) => this.#arrow(event),
    }, NAMES[tab]));
    fill(byId("tabs"), this.buttons);
    this.panels = new Map(TABS.map((tab) => [tab, h("div", { role: "tabpanel", id: `panel-${tab}`, "aria-labelledby": `tab-${tab}`, class: `panel ${tab}` })]));
    byId("panels").append(...this.panels.values());
    const map = /** @type {HTMLElement} */ (this.panels.get("map"));
    const [above, below] = [h("div", { class: "where" }), h("div", { class: "when" })];
    map.append(above, below);
    this.map = new WorldMap(page, above);
    this.timeline = new Timeline(page, below);
    this.map.ready.catch((error) => this.map.note.append(`The map cannot be drawn: ${error.message}`));
    new ResizeObserver(() => this.#resized()).observe(byId("panels"));
    this.width = 0;
  }

  /** @param {View} view @param {View | null} before @param {boolean} narrowed */
  draw(view, before, narrowed) {
    const turned = !before || before.tab !== view.tab;
    for (const [i, tab] of TABS.entries()) {
      this.buttons[i].setAttribute("aria-selected", String(tab === view.tab));
      this.buttons[i].tabIndex = tab === view.tab ? 0 : -1;
      this.panels.get(tab)?.toggleAttribute("hidden", tab !== view.tab);
    }
    if (view.tab === "map") {
      if (turned || narrowed || view.unhappened !== before?.unhappened) {
        this.map.draw(view);
        this.timeline.draw(view);
      }
    } else if (turned || (narrowed && FOLLOWING.has(view.tab)) || (view.tab === "chain" && view.event !== before?.event) || (view.tab === "dyads" && view.weigh !== before?.weigh)) this.#panel(view.tab);
  }

  /** @param {string} tab */
  #panel(tab) {
    const panel = /** @type {HTMLElement} */ (this.panels.get(tab));
    const open = panel.querySelector("details[open]") !== null;
    const focused = panel.contains(document.activeElement) ? document.activeElement?.getAttribute("data-keep") : null;
    panel.replaceChildren();
    DRAWN[tab](this.page, panel);
    if (open) for (const details of panel.querySelectorAll("details")) details.open = true;
    // What was in focus has been made anew: whoever goes by keyboard goes on from there.
    const again = focused && panel.querySelector(`[data-keep="${CSS.escape(focused)}"]`);
    if (again instanceof HTMLElement || again instanceof SVGElement) again.focus({ preventScroll: true });
  }

  #resized() {
    const width = byId("panels").clientWidth;
    if (width === this.width) return;
    this.width = width;
    if (this.page.state.view.tab !== "map") return this.#panel(this.page.state.view.tab);
    this.map.resize();
    this.map.fitted = false;
    this.map.draw(this.page.state.view);
    this.timeline.draw(this.page.state.view);
  }

  /** @param {KeyboardEvent} event */
  #arrow(event) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const now = TABS.indexOf(this.page.state.view.tab);
    const next = (now + step + TABS.length) % TABS.length;
    this.page.state.set({ tab: TABS[next] });
    this.buttons[next].focus();
  }
}
