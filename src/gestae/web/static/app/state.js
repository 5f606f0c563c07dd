/**
 * What is looked at. All of it stands in the address after "#", so that Back, Forward, reload and a pasted link
 * restore it.
 */
import { EVERYTHING } from "../domain/query.js";
import { WEIGHINGS } from "../domain/weighing.js";

/** @typedef {import("../domain/query.js").Query} Query */
/** @typedef {Query & {tab: string, event: string, open: string, span: number, unhappened: boolean, weigh: string, skip: number}} View `open` is the document in the reader; `weigh` how much an event counts in the sum of a dyad; `skip` how many events of a large case come before those shown. */

export const TABS = ["map", "actors", "dyads", "chain", "tolls", "discrepancies", "sources", "runs"];

/** @type {Readonly<View>} */
export const START = Object.freeze({ ...EVERYTHING, tab: "map", event: "", open: "", span: -1, unhappened: false, weigh: WEIGHINGS[0], skip: 0 });

/** @typedef {keyof View} Field */

/** @param {string} hash @returns {View} */
export function viewOf(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  /** @type {Record<string, unknown>} */
  const view = {};
  for (const field of /** @type {Field[]} */ (Object.keys(START))) {
    const text = given.get(field);
    view[field] = text === null ? START[field] : read(START[field], text);
  }
  const found = /** @type {View} */ (view);
  return {
    ...found,
    tab: TABS.includes(found.tab) ? found.tab : START.tab,
    box: /** @type {string[]} */ (/** @type {unknown} */ (found.box)).map(Number).filter(Number.isFinite),
    weigh: WEIGHINGS.includes(found.weigh) ? found.weigh : START.weigh,
    skip: Math.max(0, Math.trunc(found.skip)),
    from: day(found.from),
    to: day(found.to),
  };
}

/** A value of the type of its default. @param {unknown} start @param {string} text @returns {unknown} */
function read(start, text) {
  if (Array.isArray(start)) return text.split(",").filter(Boolean);
  if (typeof start === "number") return Number.isFinite(Number(text)) ? Number(text) : start;
  return typeof start === "boolean" ? text === "yes" : text;
}

/** @param {string} text */
function day(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : "";
}

/** The address of a view: only what differs from the start. @param {View} view */
export function hashOf(view) {
  const kept = new URLSearchParams();
  for (const field of /** @type {Field[]} */ (Object.keys(START))) {
    const value = view[field];
    const text = Array.isArray(value) ? value.join(",") : value === true ? "yes" : String(value);
    const plain = START[field];
    if (text !== (Array.isArray(plain) ? plain.join(",") : plain === false ? "false" : String(plain))) kept.set(field, text);
  }
  return "#" + kept.toString();
}

/** The filters of a view, as the server's tables take them. @param {View} view */
export function filtersOf(view) {
  const kept = new URLSearchParams(hashOf(view).slice(1));
  for (const field of ["tab", "event", "open", "span", "unhappened", "weigh"]) kept.delete(field);
  return kept.toString();
}

/** Holds the view, keeps the address in step with it, and tells who wants to know. */
export class State {
  constructor() {
    this.view = viewOf(location.hash);
    /** @type {((view: View, before: View) => void)[]} */
    this.listeners = [];
    addEventListener("hashchange", () => this.#become(viewOf(location.hash)));
  }

  /** @param {(view: View, before: View) => void} listener */
  subscribe(listener) {
    this.listeners.push(listener);
  }

  /**
   * Changes the view. A step that Back undoes, unless `replace`: dragging over the timeline is one step, not a hundred.
   * @param {Partial<View>} patch @param {{replace?: boolean}} [options]
   */
  set(patch, { replace = false } = {}) {
    const next = { ...this.view, ...patch };
    if (!("skip" in patch) && filtersOf(next) !== filtersOf(this.view)) next.skip = 0;
    const hash = hashOf(next);
    if (hash === hashOf(this.view)) return;
    history[replace ? "replaceState" : "pushState"](null, "", hash);
    this.#become(next);
  }

  /** The address of this view with a change. @param {Partial<View>} patch */
  link(patch) {
    return hashOf({ ...this.view, ...patch });
  }

  /** @param {View} next */
  #become(next) {
    const before = this.view;
    this.view = next;
    for (const listener of this.listeners) listener(next, before);
  }
}
