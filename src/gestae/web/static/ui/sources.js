/** Where it all comes from: documents with their copies, claims that disagree, and the runs that read them. */
import { dayWord } from "../domain/terms.js";
import { counted, h, outside } from "./dom.js";
import { served } from "./actors.js";
import { opener } from "./chain.js";
import { table } from "./table.js";

/** @typedef {import("../app/page.js").Page} Page */
/** @typedef {import("../domain/types.js").PageDocument} PageDocument */

/** @param {Page} page @param {HTMLElement} panel */
export function sources(page, panel) {
  const { model, state } = page;
  const origins = new Set(model.documents.map((document) => document.origin)).size;
  panel.append(h("h2", {}, "Sources"), h("p", { class: "note" }, `${counted(origins, "origin")}, ${counted(model.documents.length, "document")}: ${counted(model.documents.length - origins, "copy").replace("copys", "copies")}. Copies of one story count as one origin.`));
  panel.append(table("documents", "Documents", [
    { name: "title", wide: true, value: (row) => row.title, show: (row) => h("button", { type: "button", class: "plain", dir: "auto", onclick: () => state.set({ open: row.id, event: "", span: -1 }) }, row.title) },
    { name: "publisher", value: (row) => row.publisher },
    { name: "published", value: (row) => row.published, show: (row) => (row.published ? dayWord(row.published) : "not known") },
    { name: "events", value: (row) => row.events, number: true, show: (row) => h("button", { type: "button", class: "plain", onclick: () => state.set({ document: row.id, tab: "map" }) }, row.events.toLocaleString("en")) },
    { name: "words", value: (row) => row.words, number: true },
    { name: "origin", value: (row) => row.origin, show: originWord },
    { name: "address", value: (row) => row.url, show: (row) => (row.url ? outside(row.url, "open") : "") },
    { name: "sha256", value: (row) => row.sha256, show: (row) => h("code", { title: row.sha256 }, row.sha256.slice(0, 12)) },
  ], model.documents, { served: served(page, "documents") }));
}

/** @param {PageDocument} row */
function originWord(row) {
  if (row.reports === 1) return "its own";
  return row.origin === row.id ? `origin of ${counted(row.reports - 1, "copy").replace("copys", "copies")}` : "a copy";
}

/** @param {Page} page @param {HTMLElement} panel */
export function discrepancies(page, panel) {
  const { index, model, state } = page;
  const narrowed = page.events.length < index.events.size;
  const seen = new Set(page.events.map((event) => event.id));
  const rows = model.discrepancies.filter((row) => !narrowed || row.events.some((id) => seen.has(id)));
  panel.append(h("h2", {}, "Discrepancies"), h("p", { class: "note" }, "Claims that cannot all be right, side by side. gestae does not say which is."));
  if (rows.length === 0) panel.append(h("p", { class: "empty" }, "No claims disagree here."));
  for (const row of rows) {
    panel.append(h("section", { class: "discrepancy" }, h("h3", {}, `About the ${row.about}${row.events.length ? ": " : ""}`, row.events.flatMap((id, i) => [i > 0 && ", ", opener(page, id)])),
      h("div", { class: "sides" }, row.claims.map((claim) => h("div", { class: "side" }, h("p", { dir: "auto" }, h("b", {}, claim.value)), h("p", { class: "faint" }, `according to ${claim.source}`),
        claim.quotes.map((quote) => h("p", { dir: "auto" }, h("q", {}, quote.text), h("span", { class: "faint" }, ` in the ${quote.part === "paragraph" ? "body" : quote.part}, ${quote.start}–${quote.end}`))))))
      , h("p", {}, h("button", { type: "button", class: "plain", onclick: () => state.set({ open: row.document, event: row.events[0] ?? "", span: -1 }) }, `open “${index.documents.get(row.document)?.title ?? row.document}”`))));
  }
  const flat = rows.flatMap((row, number) => row.claims.map((claim) => ({ ...claim, number: number + 1, about: row.about, document: row.document, events: row.events })));
  panel.append(table("discrepancies", "All claims that disagree", [
    { name: "number", value: (row) => row.number, number: true },
    { name: "about", value: (row) => row.about },
    { name: "claim", wide: true, value: (row) => row.value },
    { name: "according to", value: (row) => row.source },
    { name: "words", wide: true, value: (row) => row.quotes.map((/** @type {{text: string}} */ quote) => quote.text).join(" … ") },
    { name: "part", value: (row) => [...new Set(row.quotes.map((/** @type {{part: string}} */ quote) => quote.part))].join(", ") },
    { name: "document", value: (row) => row.document },
  ], flat, { served: served(page, "discrepancies") }));
}

/** @param {Page} page @param {HTMLElement} panel */
export function runs(page, panel) {
  panel.append(h("h2", {}, "Runs"), h("p", { class: "note" }, "What made the rows of this case: the same document read by the same versions gives the same rows."),
    table("runs", "Runs", [
      { name: "run", value: (row) => row.id },
      { name: "gestae", value: (row) => row.program },
      { name: "language model", wide: true, value: (row) => row.model },
      { name: "ontology", wide: true, value: (row) => row.ontology },
      { name: "own actors", value: (row) => row.actors || null },
      { name: "documents", value: (row) => row.documents, number: true },
      { name: "started", value: (row) => row.started },
    ], page.model.runs, { served: served(page, "runs") }));
  corrections(page, panel);
}

/** The log of what people changed. @param {Page} page @param {HTMLElement} panel */
function corrections(page, panel) {
  const { editor, model } = page;
  panel.append(h("h2", {}, "Corrections"), h("p", { class: "note" }, "What people changed, when and why. Nothing that was read is lost: an undo is a row as well."));
  panel.append(table("corrections", "The log", [
    { name: "number", value: (row) => row.number, number: true },
    { name: "when", value: (row) => row.made_at },
    { name: "who", value: (row) => row.who },
    { name: "what", value: (row) => row.action },
    { name: "event", value: (row) => row.event, show: (row) => opener(page, row.event) },
    { name: "field", value: (row) => row.field },
    { name: "before", value: (row) => row.before },
    { name: "after", value: (row) => row.after },
    { name: "why", wide: true, value: (row) => row.why },
    { name: "stands", value: (row) => (row.stands ? "yes" : "no"), show: (row) => (row.stands && editor ? h("button", { type: "button", onclick: () => editor.undo(row.number) }, "undo") : row.stands ? "yes" : "no") },
  ], model.corrections, { served: served(page, "corrections") }));
}
