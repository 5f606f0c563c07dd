/** Escalation: for each pair of sides, the sum of intensity by day, in steps. Below zero is conflict. */
import { byDyad, daysBetween, select, series } from "../domain/query.js";
import { codeWord, dayWord } from "../domain/terms.js";
import { area, axisLeft, curveStepAfter, line, scaleLinear, scaleUtc, select as pick } from "../vendor/libraries.js";
import { dayAxis } from "./axis.js";
import { h } from "./dom.js";
import { served } from "./actors.js";
import { table } from "./table.js";

/** @typedef {import("../app/page.js").Page} Page */
/** @typedef {import("../domain/query.js").Step} Step */

const HEIGHT = 230;
const MARGIN = { top: 12, right: 16, bottom: 26, left: 44 };
const DAY = 86_400_000;
const CHARTS = 4;
const PEAKS = 3; // the strongest days are named on the chart
const SHORTEST = 12 * DAY; // a single day is no wall across the chart

/** @param {Page} page @param {HTMLElement} panel */
export function dyads(page, panel) {
  const { index, state } = page;
  // Without the dyad itself, so that another can be chosen.
  const events = select(index, { ...state.view, dyad: "" });
  const rows = byDyad(index, events);
  const chosen = rows.filter((row) => row.dyad === state.view.dyad);
  const dated = (/** @type {{dyad: string}} */ row) => series(index, events, row.dyad).length > 0;
  const drawn = chosen.length ? chosen : rows.slice(0, 4 * CHARTS).filter(dated).slice(0, CHARTS);
  panel.append(h("h2", {}, "Dyads"), h("p", { class: "note" }, "The sum of intensity by day, of what happened only; negative is hostile. The dashed step counts only what a report tells itself or somebody confirms; the shade between the two is what rests on claims. Days without events are zero. Click a step for its events."));
  if (drawn.length === 0) panel.append(h("p", { class: "empty" }, "No event that happened has two sides and a day here."));
  for (const row of drawn) chart(page, panel, row.dyad, series(index, events, row.dyad));
  const name = (/** @type {string} */ unit) => index.unitName(unit);
  panel.append(table("dyads", "All pairs of sides", [
    { name: "from", value: (row) => name(row.from) },
    { name: "to", value: (row) => name(row.to) },
    { name: "dyad", value: (row) => row.dyad.replace(">", "-"), show: (row) => h("button", { type: "button", class: "plain", "aria-pressed": String(state.view.dyad === row.dyad), onclick: () => state.set({ dyad: state.view.dyad === row.dyad ? "" : row.dyad }) }, state.view.dyad === row.dyad ? "show all" : "show it alone") },
    { name: "happened", value: (row) => row.happened, number: true },
    { name: "did not", value: (row) => row.other, number: true },
    { name: "intensity", value: (row) => Number(row.sum.toFixed(2)), number: true },
  ], rows, { served: served(page, "dyads") }));
}

/** @param {Page} page @param {HTMLElement} panel @param {string} dyad @param {Step[]} steps */
function chart(page, panel, dyad, steps) {
  const { index } = page;
  const title = dyad.split(">").map((unit) => index.unitName(unit)).join(" → ");
  const figure = h("figure", { class: "chart" }, h("figcaption", {}, title));
  panel.append(figure);
  if (steps.length === 0) {
    figure.append(h("p", { class: "empty" }, "None of its events has a day."));
    return;
  }
  const width = Math.max(300, panel.clientWidth || 640);
  const points = daily(recent(steps));
  const [first, last] = [Date.parse(points[0].day), Date.parse(points[points.length - 1].day)];
  const room = Math.max(DAY, (SHORTEST - (last - first)) / 2);
  const x = scaleUtc([first - room, last + room], [MARGIN.left, width - MARGIN.right]);
  const values = points.flatMap((point) => [point.sum, point.sure]);
  const y = scaleLinear([Math.min(0, ...values), Math.max(0, ...values)], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice();
  const svg = pick(figure).append("svg").attr("class", "steps").attr("viewBox", `0 0 ${width} ${HEIGHT}`).attr("width", width).attr("height", HEIGHT).attr("role", "img").attr("aria-label", `${title}: sum of intensity by day; the table below holds the same`);
  svg.append("g").attr("transform", `translate(0,${HEIGHT - MARGIN.bottom})`).call(dayAxis(x, width));
  svg.append("g").attr("transform", `translate(${MARGIN.left},0)`).call(axisLeft(y).ticks(5));
  svg.append("line").attr("class", "zero").attr("x1", MARGIN.left).attr("x2", width - MARGIN.right).attr("y1", y(0)).attr("y2", y(0));
  /** @param {Step} point */
  const at = (point) => x(Date.parse(point.day));
  const [sum, sure] = [(/** @type {Step} */ point) => y(point.sum), (/** @type {Step} */ point) => y(point.sure)];
  svg.append("path").attr("class", "doubt").attr("d", area(at, sure, sum).curve(curveStepAfter)(points));
  svg.append("path").attr("class", "sure").attr("d", line(at, sure).curve(curveStepAfter)(points));
  svg.append("path").attr("class", "sum").attr("d", line(at, sum).curve(curveStepAfter)(points));
  svg.selectAll("rect.step").data(points.filter((point) => point.events.length > 0)).join("rect").attr("class", "step")
    .attr("x", (point) => at(point) - 2).attr("width", (point) => Math.max(6, x(Date.parse(point.day) + DAY) - at(point) + 4)).attr("y", MARGIN.top).attr("height", HEIGHT - MARGIN.top - MARGIN.bottom)
    .on("click", (_, point) => page.state.set({ dyad, from: point.day, to: point.day, event: point.events[0].id, open: point.events[0].document, span: -1 }))
    .append("title").text((point) => `${dayWord(point.day)}: ${point.sum.toFixed(1)} from ${point.events.length} events`);
  const peaks = [...points].filter((point) => point.events.length > 0).sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum)).slice(0, PEAKS);
  svg.selectAll("text.peak").data(peaks).join("text").attr("class", "peak").attr("x", (point) => at(point) + 6).attr("y", (point) => y(point.sum) + (point.sum < 0 ? -4 : 12))
    .text((point) => `${dayWord(point.day)}: ${point.events.length === 1 ? codeWord(point.events[0].type) : `${point.events.length} events`}`);
  figure.append(h("details", { class: "data" }, h("summary", {}, `${title} as a table`), table(`dyad-${dyad.replace(">", "-")}`, `${title} by day`, [
    { name: "day", value: (step) => step.day, show: (step) => h("button", { type: "button", class: "plain", onclick: () => page.state.set({ dyad, from: step.day, to: step.day }) }, step.day) },
    { name: "intensity", value: (step) => Number(step.sum.toFixed(2)), number: true },
    { name: "in own voice or confirmed", value: (step) => Number(step.sure.toFixed(2)), number: true },
    { name: "events", value: (step) => step.events.length, number: true },
  ], steps)));
}

// A mention of an event decades ago is in the table, not on the axis.
const LONGEST_GAP = 366;

/** The steps after the last gap of more than a year, if they are most of them. @param {Step[]} steps */
function recent(steps) {
  for (let i = steps.length - 1; i > 0; i -= 1) {
    if (daysBetween(steps[i - 1].day, steps[i].day) > LONGEST_GAP) return steps.length - i >= i ? steps.slice(i) : steps;
  }
  return steps;
}

/** Zero before the first step and on the day after each, so that the line comes down again. @param {Step[]} steps */
function daily(steps) {
  /** @param {string} day @returns {Step} */
  const none = (day) => ({ day, sum: 0, sure: 0, events: [] });
  const shifted = (/** @type {string} */ day, /** @type {number} */ days) => new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
  const down = steps.flatMap((step, i) => (steps[i + 1]?.day === shifted(step.day, 1) ? [step] : [step, none(shifted(step.day, 1))]));
  return [none(shifted(steps[0].day, -1)), ...down];
}
