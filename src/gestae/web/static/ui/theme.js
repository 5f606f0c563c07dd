/** Light or dark: as the system has it, or as the reader switched it. */
import { byId } from "./dom.js";

const NEXT = /** @type {Record<string, string>} */ ({ system: "dark", dark: "light", light: "system" });

export class Theme {
  constructor() {
    this.button = byId("theme");
    this.button.addEventListener("click", () => this.#become(NEXT[this.#now()]));
    this.#become(this.#now());
  }

  #now() {
    const kept = remembered();
    return kept && kept in NEXT ? kept : "system";
  }

  /** @param {string} theme */
  #become(theme) {
    document.documentElement.dataset.theme = theme;
    this.button.textContent = `Theme: ${theme}`;
    remember(theme);
  }
}

// A browser that keeps nothing for this page (a file opened from disk, private windows) throws on the mere access.
let unsaved = "system";

function remembered() {
  try {
    return localStorage.getItem("gestae-theme");
  } catch (error) {
    if (error instanceof DOMException) return unsaved;
    throw error;
  }
}

/** @param {string} theme */
function remember(theme) {
  unsaved = theme;
  try {
    localStorage.setItem("gestae-theme", theme);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
