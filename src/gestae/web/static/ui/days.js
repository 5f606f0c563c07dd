/**
 * The days of a dyad's chart with the keyboard: one stop of Tab, from which the arrows go from day to day. It is a slider
 * to a screen reader, which says every value it comes to; the eye reads the same beside the chart's name.
 */
import { h } from "./dom.js";

/** @typedef {import("./dyads.js").Plot} Plot */
/** @typedef {import("../domain/escalation.js").Step} Step */

const FAR = 10; // days of Page Up and Page Down

/**
 * @param {Plot} plot @param {Step[]} told The days that can be gone to, in their order.
 * @param {{dyad: string, title: string, day: string, word: (step: Step) => string, open: (step: Step) => void, said: HTMLElement, top: number, bottom: number}} options
 * `day` is where it starts, if it is one of them; `word` tells a day; `said` is where the eye reads that.
 */
export function dayCursor({ svg, x, y }, told, { dyad, title, day, word, open, said, top, bottom }) {
  let at = Math.max(0, told.findIndex((step) => step.day === day));
  const cursor = svg.append("g").attr("class", "cursor").attr("role", "slider").attr("tabindex", 0).attr("data-keep", `days ${dyad}`)
    .attr("aria-label", `Days of ${title}; arrow keys go from day to day, Enter opens the events`)
    .attr("aria-valuemin", 1).attr("aria-valuemax", told.length);
  cursor.append("line").attr("y1", top).attr("y2", bottom);
  const dot = cursor.append("circle").attr("r", 4.5);
  const here = () => {
    const step = told[at];
    cursor.attr("transform", `translate(${x(Date.parse(step.day))},0)`).attr("aria-valuenow", at + 1).attr("aria-valuetext", word(step));
    dot.attr("cy", y(step.expected));
  };
  const tell = (/** @type {string} */ words) => said.replaceChildren(words && h("span", { "aria-hidden": "true" }, words));
  here();
  cursor.on("focus", () => tell(word(told[at]))).on("blur", () => tell(""));
  cursor.on("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      return open(told[at]);
    }
    const next = moved(event.key, at, told.length);
    if (next === undefined) return;
    event.preventDefault();
    at = next;
    here();
    tell(word(told[at]));
  });
}

/** Where a key leads from a place; undefined for other keys. @param {string} key @param {number} at @param {number} count */
function moved(key, at, count) {
  /** @type {Record<string, number>} */
  const places = { ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at - 1, ArrowDown: at - 1, PageUp: at + FAR, PageDown: at - FAR, Home: 0, End: count - 1 };
  return key in places ? Math.min(count - 1, Math.max(0, places[key])) : undefined;
}
