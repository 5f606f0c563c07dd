/** The evidence reader: a document as received, with the words of the open event marked. */
import { CodePoints, pieces } from "../domain/text.js";
import { codeWord, dateWord, dayWord, fieldOf, modalityShape, modalityWord, precisionWord, QUADS, statusMeaning, statusShape } from "../domain/terms.js";
import { counted, fill, h, outside, sign } from "./dom.js";

/** @typedef {import("../domain/types.js").ReaderDocument} ReaderDocument */
/** @typedef {import("../domain/types.js").ReaderEvent} ReaderEvent */
/** @typedef {import("../domain/types.js").PageEvent} PageEvent */
/** @typedef {import("../app/page.js").Page} Page */
/** @typedef {{id: string, start: number, end: number, role: string}} Span One marked evidence; `id` is its number. */

// Direction marks and overrides, controls, invisible fillers: shown as signs, and kept from turning the text around them.
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u;
const FIELDS = ["what", "who", "to whom", "where", "when", "means", "how many", "certainty"];

export class Reader {
  /** @param {Page} page @param {HTMLElement} element */
  constructor(page, element) {
    this.page = page;
    this.element = element;
    /** @type {ReaderDocument | null} */
    this.document = null;
    /** @type {Span[]} */
    this.spans = [];
    this.drawn = "";
    this.drawing = Promise.resolve();
  }

  /** Shows the document and event of the view. */
  draw() {
    this.drawing = this.#draw();
    return this.drawing;
  }

  async #draw() {
    const { open, event } = this.page.state.view;
    const wanted = `${open} ${event}`;
    if (wanted !== this.drawn) {
      this.drawn = wanted;
      if (!open) {
        this.#empty();
        return;
      }
      try {
        const found = await this.page.source.document(open);
        if (this.drawn !== wanted) return; // another was opened meanwhile
        this.#show(found, event);
      } catch (error) {
        fill(this.element, h("p", { role: "alert", class: "problem" }, error instanceof Error ? error.message : String(error)));
        return;
      }
    }
    this.#light(this.page.state.view.span);
  }

  /** The words of the open document from one code point to another. @param {number} start @param {number} end */
  words(start, end) {
    return this.document ? new CodePoints(this.document.text).slice(start, end) : "";
  }

  /** The words selected in the open document, as code points; null for none. */
  selected = () => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    const [start, end] = [this.#offset(range.startContainer, range.startOffset), this.#offset(range.endContainer, range.endOffset)];
    return start !== null && end !== null && start < end ? { start, end } : null;
  };

  /** The code point at a place of the text. @param {Node} node @param {number} units */
  #offset(node, units) {
    const inside = node instanceof Element ? (node.childNodes[units] ?? node) : node;
    const element = inside instanceof Element ? inside : inside.parentElement;
    const piece = element?.closest("[data-at]");
    if (!(piece instanceof HTMLElement) || !this.element.contains(piece)) return null;
    const before = document.createRange();
    before.selectNodeContents(piece);
    before.setEnd(node, units);
    return Number(piece.dataset.at) + [...before.toString()].length;
  }

  #empty() {
    this.document = null;
    this.spans = [];
    fill(this.element, h("p", { class: "empty" }, "Open an event to read the words it comes from: click it, or press ", h("kbd", {}, "j"), " and ", h("kbd", {}, "k"), "."));
  }

  /** @param {ReaderDocument} document @param {string} eventId */
  #show(document, eventId) {
    this.document = document;
    const event = document.events.find((one) => one.id === eventId);
    this.spans = (event?.marks ?? []).map(([start, end, role], i) => ({ id: String(i), start, end, role }))
      .sort((a, b) => a.start - b.start || a.end - b.end);
    const text = new CodePoints(document.text);
    fill(this.element,
      this.#head(document),
      event && this.#card(document, text, event),
      h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "The report's text" },
        h("article", { class: "text", lang: document.language }, this.#parts(document, text, eventId)),
        event && this.#footnotes(document, text), this.#statements(document, text)));
    this.element.dataset.event = eventId;
    const first = this.element.querySelector("mark.what") ?? this.element.querySelector("mark");
    first?.scrollIntoView({ block: "center" });
  }

  /** @param {ReaderDocument} document */
  #head(document) {
    const about = [document.publisher, ...document.authors, document.published && dayWord(document.published), this.page.index.originsWord(document.id)].filter(Boolean).join(" · ");
    return h("header", {},
      h("p", { class: "about" }, about || "no publisher or date known", document.url && " · ", document.url && outside(document.url, "source"),
        h("span", { class: "acts" },
          " · ", h("button", { type: "button", class: "plain", onclick: () => this.page.state.set({ document: document.id }) }, `its ${counted(document.events.length, "event")}`),
          " · ", h("button", { type: "button", class: "plain", onclick: () => this.page.state.set({ open: "", event: "", span: -1 }) }, "close"))));
  }

  /** What the event says, each field with its own words. @param {ReaderDocument} document @param {CodePoints} text @param {ReaderEvent} event */
  #card(document, text, event) {
    const { index } = this.page;
    const row = index.events.get(event.id);
    if (!row) return h("p", { class: "card note" }, "The words that tell this event are copied from another document of the case: it is counted there, once.");
    /** @type {Record<string, string>} */
    const values = {
      what: [codeWord(row.type), row.mode && codeWord(row.mode), ...event.contexts.map(codeWord)].filter(Boolean).join(" · "),
      who: row.actors.map((id) => index.actorName(id)).join(", "),
      "to whom": row.recipients.map((id) => index.actorName(id)).join(", "),
      where: row.places.map((id) => this.#placeWord(id)).join(", "),
      when: row.date ? `${dateWord(row.date)}${row.date.precision === "day" ? "" : ` (${row.date.precision})`}` : "",
      means: event.means.join(", "),
      "how many": event.quantity ?? "",
      certainty: "",
    };
    const others = [...new Set(this.spans.map((span) => fieldOf(span.role)))].filter((field) => !FIELDS.includes(field));
    return h("section", { class: "card", tabindex: 0, "aria-label": "The open event" },
      h("h2", { dir: "auto" }, index.parties(row) || codeWord(row.type)),
      h("p", { class: "line" }, sign(modalityShape(row.modality), modalityWord(row.modality), `modality ${row.modality}`), " ",
        row.status && sign(statusShape(row.status), row.status, "status", statusMeaning(row.status))),
      h("dl", {}, [...FIELDS, ...others].flatMap((field) => this.#field(field, values[field] ?? "", text)),
        h("dt", {}, "voices"), h("dd", {}, this.#voices(event, text)), this.#told(document, row), this.#links(row)),
      h("p", { class: "faint codes" }, `${row.type}${row.mode ? ` / ${row.mode}` : ""}${event.cameo ? ` · CAMEO ${event.cameo}` : ""} · ${QUADS[row.quad] ?? ""} · intensity ${row.intensity} · confidence ${row.confidence.toFixed(2)}`),
      this.page.editor?.controls(document, row));
  }

  /** @param {string} id */
  #placeWord(id) {
    const spot = this.page.index.places.get(id);
    return spot ? `${spot.name} (${precisionWord(spot.precision)})` : id;
  }

  /** @param {string} field @param {string} value @param {CodePoints} text */
  #field(field, value, text) {
    const own = this.spans.filter((span) => fieldOf(span.role) === field);
    if (!value && own.length === 0) return [];
    return [h("dt", {}, field), h("dd", { dir: "auto" }, value, " ", own.map((span) => this.#chip(span, text)))];
  }

  /** The words of one evidence, as a button that lights them in the text. @param {Span} span @param {CodePoints} text */
  #chip(span, text) {
    const number = this.spans.indexOf(span);
    return h("button", {
      type: "button", class: `quote ${cssName(fieldOf(span.role))}`, "data-span": span.id, "data-start": span.start, "data-end": span.end, "data-role": span.role, "data-words": text.slice(span.start, span.end), title: `${span.role}, ${span.start}-${span.end}`,
      onclick: () => this.page.state.set({ span: number }, { replace: true }),
      onmouseenter: () => this.#glow(span.id, true), onmouseleave: () => this.#glow(span.id, false),
    }, `“${text.slice(span.start, span.end)}”`, h("span", { class: "offsets" }, ` ${span.start}–${span.end}`));
  }

  /** @param {ReaderEvent} event @param {CodePoints} text */
  #voices(event, text) {
    return h("ul", { class: "voices" }, event.voices.map((voice) => h("li", { dir: "auto" },
      h("b", {}, voice.who), ` ${voice.role}`, voice.channel && ` (${voice.channel})`, voice.through && `, through ${voice.through}`, ": ",
      h("q", {}, shortened(text.slice(voice.span[0], voice.span[1]))))));
  }

  /** The other documents that tell the event, each with its own words. @param {ReaderDocument} document @param {PageEvent} row */
  #told(document, row) {
    const others = [{ event: row.id, document: row.document }, ...row.also].filter((one) => one.document !== document.id);
    if (others.length === 0) return [];
    const { index, state } = this.page;
    return [h("dt", {}, "told too in"), h("dd", {}, h("ul", { class: "told" }, others.map((one) => h("li", {},
      h("button", { type: "button", class: "plain", dir: "auto", onclick: () => state.set({ event: one.event, open: one.document, span: -1 }) },
        [index.documents.get(one.document)?.publisher, index.documents.get(one.document)?.title].filter(Boolean).join(": ") || one.document)))))];
  }

  /** @param {PageEvent} row */
  #links(row) {
    const links = this.page.model.links.filter((link) => link.source === row.id || link.target === row.id);
    if (links.length === 0) return [];
    return [h("dt", {}, "chain"), h("dd", {}, h("button", { type: "button", class: "plain", onclick: () => this.page.state.set({ tab: "chain" }) },
      `${counted(links.length, "link")} to other events`))];
  }

  /** @param {ReaderDocument} document @param {CodePoints} text @param {string} eventId */
  #parts(document, text, eventId) {
    const others = document.events.filter((event) => event.id !== eventId).flatMap((event) =>
      event.marks.filter(([, , role]) => role === "trigger").map(([start, end]) => ({ id: `e ${event.id}`, start, end })));
    const own = this.spans.map((span) => ({ id: `s ${span.id}`, start: span.start, end: span.end }));
    const all = [...own, ...others];
    const elements = [];
    let at = 0;
    for (const [start, end, kind] of [...document.parts, /** @type {import("../domain/types.js").Mark} */ ([text.length, text.length, "end"])]) {
      if (start > at && text.slice(at, start).trim()) elements.push(this.#part("text", at, start, text, all));
      if (end > start) elements.push(this.#part(kind, start, end, text, all));
      at = Math.max(at, end);
    }
    return elements;
  }

  /** @param {string} kind @param {number} start @param {number} end @param {CodePoints} text @param {{id: string, start: number, end: number}[]} spans */
  #part(kind, start, end, text, spans) {
    const inside = pieces(start, end, spans).map((piece) => this.#piece(piece, text));
    if (kind === "headline") return h("h2", { class: "part headline", dir: "auto" }, inside);
    if (kind === "subheading") return h("h3", { class: "part subheading", dir: "auto" }, inside);
    if (kind === "caption") return h("figure", { class: "part caption" }, h("figcaption", { dir: "auto" }, h("span", { class: "kind", "aria-hidden": "true" }), inside));
    return h("p", { class: `part ${cssName(kind)}`, dir: "auto" }, inside);
  }

  /** @param {import("../domain/text.js").Piece} piece @param {CodePoints} text */
  #piece(piece, text) {
    const words = shown(text.slice(piece.start, piece.end));
    const own = piece.spans.filter((id) => id.startsWith("s ")).map((id) => id.slice(2));
    const others = [...new Set(piece.spans.filter((id) => id.startsWith("e ")).map((id) => id.slice(2)))];
    if (own.length) {
      const roles = own.map((id) => this.spans.find((span) => span.id === id)?.role ?? "");
      const names = [...new Set(roles.map(fieldOf))];
      const ending = own.filter((id) => this.spans.some((span) => span.id === id && span.end === piece.end)).map((id) => this.spans.findIndex((span) => span.id === id) + 1);
      return h("mark", { "data-at": piece.start, "data-notes": ending.join(","), class: names.map(cssName).join(" ") + (own.length > 1 ? " many" : ""), "data-spans": own.join(" "), title: names.join(", "), onclick: () => this.#cycle(own) }, words);
    }
    if (others.length) {
      return h("span", { "data-at": piece.start, class: "other", "data-events": others.join(" "), title: "another event", onclick: () => this.page.openId(others[0]) }, words);
    }
    return h("span", { "data-at": piece.start }, words);
  }

  /** Overlapping marks: each click goes to the next of them. @param {string[]} ids */
  #cycle(ids) {
    const numbers = ids.map((id) => this.spans.findIndex((span) => span.id === id)).sort((a, b) => a - b);
    const now = this.page.state.view.span;
    this.page.state.set({ span: numbers.find((number) => number > now) ?? numbers[0] }, { replace: true });
  }

  /** The next (1) or previous (-1) marked words, once a document that is on its way is here. @param {number} step */
  async move(step) {
    await this.drawing;
    if (this.spans.length === 0) return;
    const now = this.page.state.view.span;
    const next = now < 0 ? (step > 0 ? 0 : this.spans.length - 1) : (now + step + this.spans.length) % this.spans.length;
    this.page.state.set({ span: next }, { replace: true });
  }

  /** Lights one evidence in text and card. @param {number} number */
  #light(number) {
    for (const lit of this.element.querySelectorAll(".lit")) lit.classList.remove("lit");
    const span = this.spans[number];
    if (!span || !this.document) return;
    this.#glow(span.id, true, "lit");
    this.element.querySelector(`mark[data-spans~="${span.id}"]`)?.scrollIntoView({ block: "center" });
    this.page.say(`${fieldOf(span.role)}: ${new CodePoints(this.document.text).slice(span.start, span.end)}`);
  }

  /** @param {string} id @param {boolean} on @param {string} [kind] */
  #glow(id, on, kind = "glow") {
    for (const one of this.element.querySelectorAll(`mark[data-spans~="${id}"], button[data-span="${id}"]`)) one.classList.toggle(kind, on);
  }

  /** For paper: each marked stretch as a numbered citation. @param {ReaderDocument} document @param {CodePoints} text */
  #footnotes(document, text) {
    const source = [document.publisher, document.title, document.published?.slice(0, 10)].filter(Boolean).join(", ");
    return h("ol", { class: "footnotes" }, this.spans.map((span) => h("li", { dir: "auto" },
      `${fieldOf(span.role)}: “${text.slice(span.start, span.end)}”, ${source}, ${document.id}:${span.start}-${span.end}`)));
  }

  /** @param {ReaderDocument} document @param {CodePoints} text */
  #statements(document, text) {
    if (document.statements.length === 0) return null;
    return h("details", { class: "statements" }, h("summary", {}, `${document.statements.length} statements: who said what`),
      h("ul", {}, document.statements.map((statement) => h("li", { dir: "auto" },
        h("b", {}, statement.speaker), ` ${statement.manner === "say" ? "said" : `(${statement.manner})`}`,
        h("span", { class: "faint" }, statement.channel ? ` via ${statement.channel}` : "", statement.kind === "direct" ? ", in quotation marks" : ""), ": ",
        h("q", {}, shortened(statement.content.map(([start, end]) => text.slice(start, end)).join(" … ")))))));
  }
}

/** Hidden characters stay in the text, in a box of their own that shows their name. @param {string} text */
function shown(text) {
  if (!HIDDEN.test(text)) return [text];
  /** @type {import("./dom.js").Child[]} */
  const parts = [];
  let plain = "";
  for (const sign of text) {
    if (!HIDDEN.test(sign)) {
      plain += sign;
      continue;
    }
    if (plain) parts.push(plain);
    plain = "";
    const code = /** @type {number} */ (sign.codePointAt(0)).toString(16).toUpperCase().padStart(4, "0");
    parts.push(h("span", { class: "hidden-sign", "data-code": `U+${code}` }, sign));
  }
  if (plain) parts.push(plain);
  return parts;
}

/** @param {string} text */
function shortened(text) {
  const line = text.replace(/\s+/g, " ").replace(/^[“"]|[”"]$/g, "");
  return line.length <= 200 ? line : `${line.slice(0, 190)}…`;
}

/** @param {string} name */
function cssName(name) {
  return name.replace(/[^a-z]+/gi, "-");
}
