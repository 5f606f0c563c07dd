/** The page as a whole: it asks the case for what the view wants and has every part draw its share. */
import { Index, select } from "../domain/query.js";
import { filtersOf, hashOf, State } from "./state.js";
import { byId, counted, fill } from "../ui/dom.js";
import { Editor } from "../ui/edit.js";
import { EventList } from "../ui/list.js";
import { Filters } from "../ui/filters.js";
import { Reader } from "../ui/reader.js";
import { Keys } from "../ui/keys.js";
import { Tabs } from "../ui/tabs.js";
import { Theme } from "../ui/theme.js";

/** @typedef {import("../domain/source.js").Source} Source */
/** @typedef {import("../domain/types.js").PageModel} PageModel */
/** @typedef {import("../domain/types.js").PageEvent} PageEvent */
/** @typedef {import("./state.js").View} View */

// What the list, the map and the charts depend on; the open event and its span do not change them.
const NARROWING = /** @type {const} */ (["q", "types", "modalities", "statuses", "actor", "place", "dyad", "document", "from", "to", "box", "least", "skip"]);
const AGAIN = 2_000; // milliseconds

export class Page {
  /** @param {Source} source @param {PageModel} model */
  constructor(source, model) {
    this.source = source;
    this.model = model;
    this.index = new Index(model);
    this.state = new State();
    /** Null where the case is only read. @type {Editor | null} */
    this.editor = source.editable ? new Editor(this) : null;
    this.list = new EventList(this, byId("events"), byId("count"));
    this.filters = new Filters(this);
    this.reader = new Reader(this, byId("reader"));
    this.tabs = new Tabs(this);
    this.keys = new Keys(this);
    this.theme = new Theme();
    /** @type {PageEvent[]} */
    this.events = [];
    this.state.subscribe((view, before) => this.draw(view, before));
  }

  /** @param {View} view @param {View | null} before Null draws everything. */
  draw(view, before) {
    const narrowed = !before || NARROWING.some((field) => String(view[field]) !== String(before[field]));
    if (before && narrowed && this.model.window) {
      void this.#ask(view);
      return;
    }
    if (narrowed) {
      this.events = select(this.index, view);
      this.list.draw(this.events);
      this.filters.draw(view, this.events);
    } else if (view.event !== before.event) this.list.select();
    this.tabs.draw(view, before, narrowed);
    document.body.classList.toggle("reading", view.open !== "");
    void this.reader.draw();
  }

  /** @param {PageEvent} event */
  open(event) {
    this.state.set({ event: event.id, open: event.document, span: -1 });
  }

  /** @param {string} id */
  openId(id) {
    const event = this.index.events.get(id);
    if (event) this.open(event);
  }

  /** A large case: the server looks for what fits, and again while events that came in are being counted. @param {View} view */
  async #ask(view) {
    const filters = filtersOf(view);
    this.asked = filters;
    for (let exact = false; !exact; await waited(exact ? 0 : AGAIN)) {
      const model = await this.source.model(filters);
      if (this.asked !== filters) return; // asked otherwise meanwhile
      this.renew(model);
      exact = model.window?.exact ?? true;
    }
  }

  /** Looks at the case anew, after a correction. */
  async refresh() {
    this.source.forget();
    this.reader.drawn = "";
    this.renew(await this.source.model(this.model.window ? filtersOf(this.state.view) : ""));
  }

  /** Takes another overview of the same case. @param {PageModel} model */
  renew(model) {
    this.model = model;
    this.index = new Index(model);
    this.draw(this.state.view, null);
  }

  /** The address of the view as it is. */
  address() {
    return hashOf(this.state.view);
  }

  /** Tells a screen reader. @param {string} words */
  say(words) {
    byId("said").textContent = words;
  }

  start() {
    byId("case-name").textContent = this.model.name;
    document.title = `${this.model.name} · gestae`;
    fill(byId("about-case"), this.model.window ? counted(this.model.window.total, "event") : `${counted(this.model.documents.length, "document")}, ${counted(this.model.events.length, "event")}`);
    this.draw(this.state.view, null);
    if (this.model.window && !this.model.window.exact) void this.#ask(this.state.view);
    document.documentElement.dataset.ready = "yes";
  }
}

/** @param {number} milliseconds */
function waited(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
