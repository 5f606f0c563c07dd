/** Who reports which toll: one row a figure and source; pending and none announced are words, never zeros. */
import { dateWord, dayWord, statusMeaning, statusShape } from "../domain/terms.js";
import { axisLeft, max, scaleLinear, scaleUtc, select as pick } from "../vendor/libraries.js";
import { dayAxis } from "./axis.js";
import { counted, h, sign } from "./dom.js";
import { served } from "./actors.js";
import { opener } from "./chain.js";
import { table } from "./table.js";

/** @typedef {import("../app/page.js").Page} Page */
/** @typedef {import("../domain/types.js").PageToll} PageToll */

const HEIGHT = 180;
const MARGIN = { top: 22, right: 130, bottom: 26, left: 52 };
const DAY = 86_400_000;
const EDGE = 4; // pixels between a name and the edge of the picture

/** @param {Page} page @param {HTMLElement} panel */
export function tolls(page, panel) {
  const { index, model, state } = page;
  const narrowed = page.events.length < index.events.size;
  const seen = new Set(page.events.map((event) => event.id));
  const rows = model.tolls.filter((toll) => !narrowed || (toll.event !== null && seen.has(toll.event)));
  const documents = new Set(rows.map((toll) => toll.document));
  panel.append(h("h2", {}, "Tolls by source"), h("p", { class: "note" }, `${counted(rows.length, "figure")} from ${counted(documents.size, "document")}. Filled: told by the report itself or confirmed; hollow: claimed, disputed or denied. What is pending or none announced is no zero: it stands as a word.`));
  for (const [key, group] of grouped(rows)) if (worthDrawing(group)) chart(page, panel, key, group);
  panel.append(table("tolls", "All figures", [
    { name: "effect", value: (toll) => toll.effect },
    { name: "who", value: (toll) => toll.who || null },
    { name: "figure", value: (toll) => toll.figure, show: (toll) => h("b", {}, toll.figure) },
    { name: "least", value: (toll) => toll.min, number: true },
    { name: "most", value: (toll) => toll.max, number: true },
    { name: "standing", value: (toll) => toll.standing, show: (toll) => sign(statusShape(toll.standing), toll.standing, "status", statusMeaning(toll.standing)) },
    { name: "according to", value: (toll) => toll.source },
    { name: "reported", value: (toll) => toll.reported?.slice(0, 10) ?? null },
    { name: "of the day", value: (toll) => toll.date?.start ?? null, show: (toll) => (toll.date ? dateWord(toll.date) : "") },
    { name: "event", wide: true, value: (toll) => toll.event, show: (toll) => (toll.event ? opener(page, toll.event) : "") },
    { name: "words", wide: true, value: (toll) => toll.words, show: (toll) => h("button", { type: "button", class: "plain", onclick: () => state.set({ open: toll.document, event: toll.event ?? "", span: -1 }) }, h("q", {}, toll.words)) },
  ], rows, { served: served(page, "tolls") }));
}

/** Figures of one event and effect. @param {PageToll[]} rows @returns {[string, PageToll[]][]} */
function grouped(rows) {
  /** @type {Map<string, PageToll[]>} */
  const groups = new Map();
  for (const toll of rows) if (toll.event) groups.set(`${toll.event} ${toll.effect}`, [...(groups.get(`${toll.event} ${toll.effect}`) ?? []), toll]);
  return [...groups].sort((a, b) => b[1].length - a[1].length).slice(0, 6);
}

/** @param {PageToll[]} group */
function worthDrawing(group) {
  return group.length > 1 && group.some((toll) => toll.min !== null || toll.max !== null);
}

/** Each source on a line of its own, from its least to its most. @param {Page} page @param {HTMLElement} panel @param {string} key @param {PageToll[]} group */
function chart(page, panel, key, group) {
  const [id, effect] = key.split(" ");
  const width = Math.max(300, panel.clientWidth || 640);
  const figure = h("figure", { class: "chart" }, h("figcaption", {}, `${effect}: `, opener(page, id)));
  panel.append(figure);
  const dated = group.map((toll) => ({ toll, time: Date.parse((toll.reported ?? toll.date?.end ?? "").slice(0, 10)) }));
  const times = dated.map((one) => one.time).filter(Number.isFinite);
  const [first, last] = times.length ? [Math.min(...times), Math.max(...times)] : [0, 0];
  const x = scaleUtc([first - DAY, last + DAY], [MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear([0, max(group, (toll) => toll.max ?? toll.min ?? 0) ?? 1], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice();
  const svg = pick(figure).append("svg").attr("class", "tolls").attr("viewBox", `0 0 ${width} ${HEIGHT}`).attr("width", width).attr("height", HEIGHT).attr("role", "img").attr("aria-label", `${effect} by source; the table below holds the same`);
  if (times.length) svg.append("g").attr("transform", `translate(0,${HEIGHT - MARGIN.bottom})`).call(dayAxis(x, width));
  svg.append("g").attr("transform", `translate(${MARGIN.left},0)`).call(axisLeft(y).tickValues(y.ticks(4).filter(Number.isInteger)).tickFormat((value) => value.toLocaleString("en")));
  const step = (width - MARGIN.left - MARGIN.right) / (dated.length + 1);
  const marks = svg.selectAll("g.toll").data(dated).join("g").attr("class", (one) => `toll ${one.toll.standing.replace(" ", "-")}`)
    .attr("transform", (one, i) => `translate(${first === last || !Number.isFinite(one.time) ? MARGIN.left + step * (i + 1) : x(one.time) + (i % 5) * 6},0)`);
  marks.append("title").text(({ toll }) => `${toll.source}${toll.reported ? `, ${dayWord(toll.reported)}` : ""}: ${toll.figure}`);
  marks.filter(({ toll }) => figures(toll)).append("line").attr("y1", ({ toll }) => y(toll.min ?? 0)).attr("y2", ({ toll }) => y(toll.max ?? toll.min ?? 0));
  marks.filter(({ toll }) => figures(toll)).append("circle").attr("r", 4).attr("cy", ({ toll }) => y(toll.max ?? toll.min ?? 0));
  const texts = marks.append("text").attr("x", 7).attr("y", ({ toll }) => (figures(toll) ? y(toll.max ?? toll.min ?? 0) - 5 : y(0) - 5))
    .text(({ toll }) => `${figures(toll) ? toll.figure : toll.status === "pending" ? "pending" : toll.figure}, ${toll.source}`.slice(0, 34));
  // At the right edge of a narrow screen a name begins further to the left.
  texts.each(function fit() {
    const mark = /** @type {SVGGElement} */ (this.parentNode).transform.baseVal.consolidate()?.matrix.e ?? 0;
    this.setAttribute("x", String(Math.min(7, width - EDGE - mark - this.getComputedTextLength())));
  });
}

/** @param {PageToll} toll */
function figures(toll) {
  return (toll.min !== null || toll.max !== null) && toll.status !== "pending" && toll.status !== "none";
}
