/** The list of events: the accessible twin of the map and the timeline. */
import { codeWord, dateWord, modalityShape, modalityWord, statusMeaning, statusShape } from "../domain/terms.js";
import { served } from "./actors.js";
import { byId, counted, fill, h, sign } from "./dom.js";
import { downloads } from "./table.js";

/** @typedef {import("../domain/types.js").PageEvent} PageEvent */
/** @typedef {import("../app/page.js").Page} Page */

const SHOWN = 100;

export class EventList {
  /** @param {Page} page @param {HTMLElement} element @param {HTMLElement} count */
  constructor(page, element, count) {
    this.page = page;
    this.element = element;
    this.count = count;
    /** @type {PageEvent[]} */
    this.events = [];
    this.shown = 0;
  }

  /** @param {PageEvent[]} events */
  draw(events) {
    this.events = events;
    this.shown = 0;
    const total = this.page.index.events.size;
    const undated = events.filter((event) => !event.date).length;
    const { window } = this.page.model;
    if (window) this.#ofMany(window);
    else fill(this.count, h("strong", {}, events.length.toLocaleString("en")), ` of ${counted(total, "event")}`,
      undated > 0 && ` · ${undated.toLocaleString("en")} without a date`);
    this.element.replaceChildren();
    if (events.length === 0) {
      this.element.append(h("li", { class: "empty" }, total === 0 ? "This case holds no events yet." : "No event fits these filters."));
    }
    this.#more(this.#position() + 1);
    this.select();
    fill(byId("event-files"), downloads("events", columns(this.page), events, served(this.page, "events")));
  }

  /** @param {import("../domain/types.js").PageWindow} window */
  #ofMany(window) {
    const { offset, shown } = window;
    const last = offset + this.events.length;
    fill(this.count, h("strong", {}, window.count.toLocaleString("en")), ` of ${counted(window.total, "event")}`,
      !window.exact && "; more are being counted",
      window.count > this.events.length && `; list, map and charts show ${(Math.min(offset + 1, last)).toLocaleString("en")} to ${last.toLocaleString("en")} `,
      offset > 0 && this.#turn("previous", Math.max(0, offset - shown)), " ", last < window.count && this.#turn("next", offset + shown));
  }

  /** @param {string} word @param {number} skip */
  #turn(word, skip) {
    return h("button", { type: "button", onclick: () => this.page.state.set({ skip }) }, `${word} ${this.page.model.window?.shown}`);
  }

  /** Marks the open event, without drawing the list anew. */
  select() {
    for (const link of this.element.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
    const position = this.#position();
    if (position < 0) return;
    this.#more(position + 1);
    const link = this.#link(position);
    link?.setAttribute("aria-current", "true");
    link?.scrollIntoView({ block: "nearest" });
  }

  /** Opens the next (1) or previous (-1) event. @param {number} step */
  move(step) {
    if (this.events.length === 0) return;
    const position = this.#position();
    const next = position < 0 ? (step > 0 ? 0 : this.events.length - 1) : position + step;
    const event = this.events[Math.max(0, Math.min(this.events.length - 1, next))];
    this.page.open(event);
    this.#link(this.#position())?.focus({ preventScroll: false });
  }

  #position() {
    const open = this.page.index.events.get(this.page.state.view.event);
    return open ? this.events.indexOf(open) : -1;
  }

  /** @param {number} position @returns {HTMLElement | null} */
  #link(position) {
    return this.element.querySelector(`li:nth-child(${position + 1}) > a`);
  }

  /** Shows the next rows, and at least `needed`. @param {number} [needed] */
  #more(needed = 0) {
    if (this.shown >= Math.max(needed, Math.min(SHOWN, this.events.length))) return;
    this.#grow(Math.max(needed, SHOWN));
  }

  /** @param {number} until */
  #grow(until) {
    this.element.querySelector("li.more")?.remove();
    const end = Math.min(until, this.events.length);
    this.element.append(...this.events.slice(this.shown, end).map((event) => this.#row(event)));
    this.shown = end;
    if (end < this.events.length) {
      const rest = this.events.length - end;
      this.element.append(h("li", { class: "more" },
        h("button", { type: "button", onclick: () => this.#grow(end + SHOWN) }, `Show more (${rest.toLocaleString("en")} left)`)));
    }
  }

  /** @param {PageEvent} event */
  #row(event) {
    const { index, state } = this.page;
    const places = event.places.map((id) => index.placeName(id)).join(", ");
    return h("li", {},
      h("a", {
        class: "event", href: state.link({ event: event.id, open: event.document, span: -1 }), "data-event": event.id,
        onclick: (/** @type {MouseEvent} */ click) => {
          if (click.ctrlKey || click.metaKey || click.shiftKey) return;
          click.preventDefault();
          this.page.open(event);
        },
      },
      h("span", { class: "line" }, h("time", {}, dateWord(event.date)), " ",
        sign(modalityShape(event.modality), modalityWord(event.modality), `modality ${event.modality}`)),
      h("span", { class: "what", dir: "auto" }, h("b", {}, codeWord(event.type)), event.mode && ` · ${codeWord(event.mode)}`),
      h("span", { class: "parties", dir: "auto" }, index.parties(event) || "nobody named"),
      places && h("span", { class: "places", dir: "auto" }, places),
      h("span", { class: "words", dir: "auto" }, `“${event.words}”`),
      h("span", { class: "line" }, event.status && sign(statusShape(event.status), event.status, "status", statusMeaning(event.status)),
        h("span", { class: "origins" }, index.toldWord(event) || index.originsWord(event.document)))));
  }
}

/** The events as a file. @param {Page} page @returns {import("./table.js").Column[]} */
function columns({ index }) {
  /** @param {string} name @param {(event: PageEvent) => string | number | null} value */
  const column = (name, value) => ({ name, value });
  return [
    column("event", (event) => event.id), column("document", (event) => event.document),
    column("type", (event) => event.type), column("mode", (event) => event.mode), column("quad", (event) => event.quad),
    column("intensity", (event) => event.intensity), column("modality", (event) => event.modality),
    column("status", (event) => event.status), column("confidence", (event) => event.confidence),
    column("actors", (event) => event.actors.map((id) => index.actorName(id)).join("; ")),
    column("recipients", (event) => event.recipients.map((id) => index.actorName(id)).join("; ")),
    column("date_start", (event) => event.date?.start ?? null), column("date_end", (event) => event.date?.end ?? null),
    column("date_text", (event) => event.date?.text ?? null),
    column("places", (event) => event.places.map((id) => index.placeName(id)).join("; ")),
    column("words", (event) => event.words),
  ];
}
