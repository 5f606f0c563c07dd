/** What answered what: events joined by the words that say so, the earliest first. */
import { codeWord, dateWord, linkWord, modalityShape, modalityWord } from "../domain/terms.js";
import { h, sign } from "./dom.js";
import { served } from "./actors.js";
import { table } from "./table.js";

/** @typedef {import("../app/page.js").Page} Page */
/** @typedef {import("../domain/types.js").PageLink} PageLink */
/** @typedef {import("../domain/types.js").PageEvent} PageEvent */

/** @param {Page} page @param {HTMLElement} panel */
export function chain(page, panel) {
  const { index, model, events } = page;
  const seen = new Set(events.map((event) => event.id));
  const links = model.links.filter((link) => seen.has(link.source) || seen.has(link.target));
  panel.append(h("h2", {}, "Chain: what answered what"), h("p", { class: "note" }, "Each arrow holds the words that state it; one without words is marked as inferred."));
  const groups = connected(links);
  if (groups.length === 0) panel.append(h("p", { class: "empty" }, "No report here says that one of these events answers another."));
  for (const group of groups) panel.append(one(page, group));
  panel.append(table("links", "All links", [
    { name: "event", wide: true, value: (link) => describe(page, link.source), show: (link) => opener(page, link.source) },
    { name: "relation", value: (link) => linkWord(link.relation) },
    { name: "to event", wide: true, value: (link) => describe(page, link.target), show: (link) => opener(page, link.target) },
    { name: "stated by", value: (link) => link.words || "inferred" },
    { name: "document", wide: true, value: (link) => index.documents.get(link.document)?.title ?? link.document },
  ], links, { served: served(page, "links") }));
}

/** Links that hang together. @param {PageLink[]} links */
function connected(links) {
  /** @type {Map<string, PageLink[]>} */
  const groups = new Map();
  for (const link of links) {
    const one = groups.get(link.source) ?? [];
    const other = groups.get(link.target) ?? [];
    const joined = one === other ? [...one, link] : [...one, ...other, link];
    for (const each of joined) {
      groups.set(each.source, joined);
      groups.set(each.target, joined);
    }
  }
  return [...new Set(groups.values())].sort((a, b) => b.length - a.length);
}

/** @param {Page} page @param {PageLink[]} links */
function one(page, links) {
  const ids = [...new Set(links.flatMap((link) => [link.source, link.target]))];
  const order = new Map(page.index.ordered.map((event, i) => [event.id, i]));
  ids.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return h("ol", { class: "chain" }, ids.map((id) => {
    const answers = links.filter((link) => link.source === id);
    return h("li", { class: page.state.view.event === id ? "current" : null }, step(page, id),
      answers.map((link) => h("p", { class: "arrow", dir: "auto" }, h("span", { "aria-hidden": "true" }, "↳ "), h("b", {}, linkWord(link.relation)), " ", opener(page, link.target), " ",
        link.words ? h("q", {}, link.words) : h("em", {}, "inferred"))));
  }));
}

/** @param {Page} page @param {string} id */
function step(page, id) {
  const event = page.index.events.get(id);
  if (!event) return h("p", {}, id);
  return h("p", { class: "step" }, h("time", {}, dateWord(event.date)), " ", sign(modalityShape(event.modality), modalityWord(event.modality), `modality ${event.modality}`), " ", opener(page, id));
}

/** @param {Page} page @param {string} id */
export function opener(page, id) {
  const event = page.index.events.get(id);
  if (!event) return h("span", {}, id);
  return h("button", { type: "button", class: "plain", dir: "auto", onclick: () => page.open(event) }, describe(page, id));
}

/** "assault, Iran → United States". @param {Page} page @param {string} id */
function describe({ index }, id) {
  const event = index.events.get(id);
  return event ? [codeWord(event.type), index.parties(event)].filter(Boolean).join(", ") : id;
}
