/** Corrections: every one has a reason, is logged with a name, and can be undone. Nothing that was read is lost. */
import { codeWord } from "../domain/terms.js";
import { fill, h } from "./dom.js";

/** @typedef {import("../domain/types.js").ReaderDocument} ReaderDocument */
/** @typedef {import("../domain/types.js").ReaderEvent} ReaderEvent */
/** @typedef {import("../domain/types.js").PageEvent} PageEvent */
/** @typedef {import("../app/page.js").Page} Page */
/** @typedef {{action: string, document?: string, event?: string, field?: string, after?: unknown, undoes?: number}} Change */

const MODALITIES = ["actual", "attempted", "threatened", "promised", "planned", "ordered", "expected", "requested", "denied", "negated", "hypothetical"];

const DATE = "2020-01-08 or 2020-01-08/2020-01-12";
const MOST_OTHERS = 100; // events of other reports to choose from

export class Editor {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.dialog = document.body.appendChild(h("dialog", { id: "edit", "aria-labelledby": "edit-title" }));
  }

  keys() {
    return {
      x: () => this.#ask("reject"), m: () => this.#ask("merge"), s: () => this.#ask("split"), a: () => this.#ask("accept"),
      c: () => this.#ask("edit"), e: () => this.#ask("add"), u: () => this.undoLast(),
    };
  }

  /** The buttons under an open event. @param {ReaderDocument} document @param {PageEvent} row */
  controls(document, row) {
    const event = document.events.find((one) => one.id === row.id);
    /** @param {string} action @param {string} word @param {string} key */
    const button = (action, word, key) => h("button", { type: "button", onclick: () => this.#ask(action) }, word, " ", h("kbd", {}, key));
    return h("p", { class: "corrections" }, event && [button("accept", "Accept", "a"), button("reject", "Reject", "x"), button("edit", "Change", "c"),
      button("merge", "Merge", "m"), button("split", "Split", "s")], button("add", "Add from selection", "e"));
  }

  undoLast() {
    const last = this.page.model.corrections.filter((one) => one.stands).at(-1);
    if (last) this.undo(last.number);
  }

  /** @param {number} number */
  undo(number) {
    this.#dialog(`Undo correction ${number}`, [], () => ({ action: "undo", undoes: number }));
  }

  /** @param {string} action */
  #ask(action) {
    const { document, selected } = this.page.reader;
    if (!document) return;
    const event = document.events.find((one) => one.id === this.page.state.view.event);
    if (action === "add") return this.#add(document, selected());
    if (!event) return;
    const named = { document: document.id, event: event.id };
    if (action === "merge") return this.#merge(document, event);
    if (action === "split") return this.#split(document, event);
    if (action === "edit") return this.#edit(document, event);
    this.#dialog(action === "accept" ? "Accept this event as it is" : "Reject this event", [], () => ({ action, ...named }));
  }

  /** @param {ReaderDocument} document @param {ReaderEvent} event */
  #merge(document, event) {
    const { index } = this.page;
    const own = document.events.filter((one) => one.id !== event.id && index.events.get(one.id)?.document === document.id);
    const row = index.events.get(event.id);
    const others = row ? [...index.ordered].filter((one) => one.document !== document.id && one !== row)
      .map((one) => ({ one, likeness: likeness(row, one) })).sort((a, b) => b.likeness - a.likeness).slice(0, MOST_OTHERS).map(({ one }) => one) : [];
    const target = h("select", { name: "target" },
      own.length > 0 && h("optgroup", { label: "Of this report" }, own.map((one) => h("option", { value: one.id }, this.#name(one.id)))),
      others.length > 0 && h("optgroup", { label: "Of other reports, the most alike first" }, others.map((one) =>
        h("option", { value: one.id, "data-document": one.document }, `${this.#name(one.id)} (${index.documents.get(one.document)?.title ?? one.document})`))));
    this.#dialog("This event is the same as another", [h("label", { class: "wide" }, "Merge it into ", target)], () => {
      const chosen = target.selectedOptions[0]?.dataset.document;
      return { action: "merge", document: document.id, event: event.id, after: chosen ? { document: chosen, event: target.value } : target.value };
    });
  }

  /** @param {ReaderDocument} document @param {ReaderEvent} event */
  #split(document, event) {
    const boxes = event.marks.map(([start, end, role], i) => h("label", {}, h("input", { type: "checkbox", value: i }), ` ${role}: “${this.page.reader.words(start, end)}” `));
    this.#dialog("Split: which words tell another event?", boxes, () => ({
      action: "split", document: document.id, event: event.id,
      after: boxes.map((box) => box.querySelector("input")).flatMap((box) => (box?.checked ? [Number(box.value)] : [])),
    }));
  }

  /** @param {ReaderDocument} document @param {ReaderEvent} event */
  #edit(document, event) {
    const row = this.page.index.events.get(event.id);
    const value = h("div", { class: "wide" });
    /** @type {() => unknown} */
    let read = () => null;
    const field = h("select", { name: "field", onchange: () => show() }, ["type", "mode", "modality", "date", "actors", "recipients", "places"].map((name) => h("option", { value: name }, name)));
    const show = () => {
      const name = field.value;
      if (name === "date") {
        const input = h("input", { type: "text", "aria-label": "date", placeholder: DATE, value: row?.date ? `${row.date.start}/${row.date.end}` : "" });
        read = () => input.value;
        fill(value, input);
      } else if (name === "actors" || name === "recipients" || name === "places") {
        const known = name === "places" ? document.places : document.actors;
        const select = h("select", { multiple: true, size: 8, "aria-label": name }, known.map((one) => h("option", { value: one.id, selected: event[name].includes(one.id) }, one.name)));
        read = () => [...select.selectedOptions].map((option) => option.value);
        fill(value, select);
      } else {
        const known = name === "type" ? Object.keys(this.page.model.codes) : name === "modality" ? MODALITIES : ["", ...(this.page.model.codes[row?.type ?? ""] ?? [])];
        const now = name === "type" ? row?.type : name === "modality" ? row?.modality : (row?.mode ?? "");
        const select = h("select", { "aria-label": "value" }, known.map((one) => h("option", { value: one, selected: one === now }, one ? codeWord(one) : "none")));
        read = () => select.value || null;
        fill(value, select);
      }
    };
    show();
    this.#dialog("Change a field", [h("label", { class: "wide" }, "Field ", field), value],
      () => ({ action: "edit", document: document.id, event: event.id, field: field.value, after: read() }));
  }

  /** @param {ReaderDocument} document @param {{start: number, end: number} | null} selection */
  #add(document, selection) {
    if (!selection) return this.page.say("Select the words that tell the event first.");
    const type = h("select", { name: "type" }, Object.keys(this.page.model.codes).map((one) => h("option", { value: one }, codeWord(one))));
    const modality = h("select", { name: "modality" }, MODALITIES.map((one) => h("option", { value: one }, one)));
    const date = h("input", { type: "text", name: "date", placeholder: DATE });
    /** @param {string} name @param {{id: string, name: string}[]} known */
    const many = (name, known) => h("select", { name, multiple: true, size: 4 }, known.map((one) => h("option", { value: one.id }, one.name)));
    const [actors, recipients, places] = [many("actors", document.actors), many("recipients", document.actors), many("places", document.places)];
    /** @param {HTMLSelectElement} select */
    const chosen = (select) => [...select.selectedOptions].map((option) => option.value);
    this.#dialog("A new event from the selected words", [
      h("blockquote", { dir: "auto" }, this.page.reader.words(selection.start, selection.end)),
      h("label", { class: "wide" }, "Type ", type), h("label", { class: "wide" }, "Did it happen? ", modality),
      h("label", { class: "wide" }, "When ", date), h("label", { class: "wide" }, "Who ", actors),
      h("label", { class: "wide" }, "To whom ", recipients), h("label", { class: "wide" }, "Where ", places),
    ], () => ({ action: "add", document: document.id, event: "", after: { ...selection, type: type.value, modality: modality.value, date: date.value.trim(), actors: chosen(actors), recipients: chosen(recipients), places: chosen(places) } }));
  }

  /** @param {string} id */
  #name(id) {
    const row = this.page.index.events.get(id);
    return row ? `${codeWord(row.type)}, ${this.page.index.parties(row)}: ${row.words}`.slice(0, 90) : id;
  }

  /** @param {string} title @param {Node[]} inputs @param {() => Change} change */
  #dialog(title, inputs, change) {
    const why = h("input", { type: "text", name: "why", required: true, maxlength: 2000, autocomplete: "off" });
    const said = h("p", { role: "alert", class: "problem" });
    const form = h("form", {
      class: "edit", onsubmit: async (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        said.textContent = "";
        try {
          await this.#send({ ...change(), why: why.value });
          this.dialog.close();
        } catch (error) {
          said.textContent = error instanceof Error ? error.message : String(error);
        }
      },
    }, h("h2", { id: "edit-title" }, title), inputs, h("label", { class: "wide" }, "Why? (for the log) ", why), said,
    h("p", {}, h("button", { type: "submit" }, "Save"), " ", h("button", { type: "button", onclick: () => this.dialog.close() }, "Cancel")));
    fill(this.dialog, form);
    this.dialog.showModal();
    why.focus();
  }

  /** @param {Change & {why: string}} change */
  async #send(change) {
    const answer = await fetch("api/corrections", {
      method: "POST", body: JSON.stringify(change),
      headers: { "content-type": "application/json", "x-gestae-csrf": document.documentElement.dataset.csrf ?? "" },
    });
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.error ?? `The server answered ${answer.status}.`);
    await this.page.refresh();
    this.page.say(`Correction ${body.number} is saved.`);
  }
}

/** How much two events of different reports have in common: day, kind, parties, places. @param {PageEvent} a @param {PageEvent} b */
function likeness(a, b) {
  /** @param {string[]} some @param {string[]} others */
  const shared = (some, others) => some.filter((one) => others.includes(one)).length;
  const sameDay = a.date && b.date && a.date.start <= b.date.end && b.date.start <= a.date.end;
  return (sameDay ? 3 : 0) + (a.type === b.type ? 2 : 0) + shared(a.actors, b.actors) + shared(a.recipients, b.recipients) + shared(a.places, b.places);
}
