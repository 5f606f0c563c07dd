/** Escalation: for each pair of sides, the sum of intensity by day, in steps. Below zero is conflict. */
import { broken, recent, series, shifted } from "../domain/escalation.js";
import { byDyad, select } from "../domain/query.js";
import { codeWord, dayWord, happened } from "../domain/terms.js";
import { weightOf, WEIGHINGS } from "../domain/weighing.js";
import { area, axisLeft, curveStepAfter, line, scaleLinear, scaleUtc, select as pick } from "../vendor/libraries.js";
import { dayAxis } from "./axis.js";
import { dayCursor } from "./days.js";
import { counted, h } from "./dom.js";
import { served } from "./actors.js";
import { table } from "./table.js";

/** @typedef {import("../app/page.js").Page} Page */
/** @typedef {import("../domain/escalation.js").Step} Step */
/** @typedef {import("../domain/escalation.js").Break & {day: string}} DayOfBreak */
/** @typedef {import("d3-selection").Selection<SVGSVGElement, unknown, null, undefined>} Svg */
/** @typedef {{svg: Svg, x: import("d3-scale").ScaleTime<number, number>, y: import("d3-scale").ScaleLinear<number, number>, width: number}} Plot */

const HEIGHT = 240;
const MARGIN = { top: 26, right: 16, bottom: 26, left: 44 };
const DAY = 86_400_000;
const CHARTS = 4;
const PEAKS = 3; // the strongest days are named on the chart
const [WORDS, LINE] = [150, 16]; // pixels that the name of a day takes
const SHORTEST = 12 * DAY; // a single day is no wall across the chart
const NOTE = "The sum of intensity by day, of what happened only; negative is hostile. The line counts each event by its confidence; the shade holds 90 % of the sums that these confidences allow. The dashed line counts only what a report tells itself or somebody confirms. Days without events are zero. ◆ marks a break: a day from which on the level is another (Pettitt's test, p below 0.01). Click a day or a break for its events, or Tab into a chart: arrows go from day to day, Enter opens.";

/** @type {Record<string, string>} */
const WEIGHED = { once: "once", origins: "once for each independent origin", reports: "once for each report, copies included" };

/** @param {Page} page @param {HTMLElement} panel */
export function dyads(page, panel) {
  const { index, state } = page;
  // Without the dyad itself, so that another can be chosen; and a chosen day does not hide the others of the series.
  const events = select(index, { ...state.view, dyad: "" });
  const always = state.view.from || state.view.to ? select(index, { ...state.view, dyad: "", from: "", to: "" }) : events;
  const weight = weightOf(index, state.view.weigh);
  const rows = byDyad(index, events, weight);
  const chosen = state.view.dyad ? byDyad(index, always, weight).filter((row) => row.dyad === state.view.dyad) : [];
  const steps = (/** @type {{dyad: string}} */ row) => ({ dyad: row.dyad, steps: series(index, always, row.dyad, weight) });
  const drawn = chosen.length ? chosen.map(steps) : rows.slice(0, 4 * CHARTS).map(steps).filter((one) => one.steps.length > 0).slice(0, CHARTS);
  panel.append(h("h2", {}, "Dyads"), h("p", { class: "note" }, NOTE), weighing(page, always));
  if (drawn.length === 0) panel.append(h("p", { class: "empty" }, "No event that happened has two sides and a day here."));
  for (const one of drawn) chart(page, panel, one.dyad, one.steps);
  const name = (/** @type {string} */ unit) => index.unitName(unit);
  panel.append(table("dyads", "All pairs of sides", [
    { name: "from", value: (row) => name(row.from) },
    { name: "to", value: (row) => name(row.to) },
    { name: "dyad", value: (row) => row.dyad.replace(">", "-"), show: (row) => h("button", { type: "button", class: "plain alone", "aria-pressed": String(state.view.dyad === row.dyad), "data-keep": `alone ${row.dyad}`, onclick: () => state.set({ dyad: state.view.dyad === row.dyad ? "" : row.dyad }) }, state.view.dyad === row.dyad ? "show all" : "show it alone") },
    { name: "happened", value: (row) => row.happened, number: true },
    { name: "did not", value: (row) => row.other, number: true },
    { name: "intensity", value: (row) => Number(row.sum.toFixed(2)), number: true },
  ], rows, { served: served(page, "dyads") }));
}

/** The switch: how much an event counts in the sums. @param {Page} page @param {import("../domain/types.js").PageEvent[]} events */
function weighing({ index, state }, events) {
  const reports = weightOf(index, "reports");
  const same = !events.some((event) => happened(event) && reports(event) > 1);
  return h("fieldset", { class: "weigh" }, h("legend", {}, "Each event counts"),
    WEIGHINGS.map((weigh) => h("label", {}, h("input", { type: "radio", name: "weigh", value: weigh, checked: state.view.weigh === weigh, "data-keep": `weigh ${weigh}`, onchange: () => state.set({ weigh }) }), ` ${WEIGHED[weigh]}`)),
    same && h("span", { class: "faint" }, "No event here is told by more than one report: all three are the same."));
}

/** @param {Page} page @param {HTMLElement} panel @param {string} dyad @param {Step[]} steps */
function chart(page, panel, dyad, steps) {
  const title = dyad.split(">").map((unit) => page.index.unitName(unit)).join(" → ");
  const said = h("span", { class: "said" });
  const figure = h("figure", { class: "chart", "data-dyad": dyad }, h("figcaption", {}, h("b", {}, title), " ", said));
  panel.append(figure);
  if (steps.length === 0) {
    figure.append(h("p", { class: "empty" }, "None of its events has a day."));
    return;
  }
  const found = broken(steps);
  const points = daily(recent(steps));
  const { view } = page.state;
  const open = (/** @type {{day: string}} */ one) => show(page, dyad, steps, one.day);
  const plot = axes(figure, panel, points, `${title}: sum of intensity by day, each event counted ${WEIGHED[view.weigh]}`);
  chosenDays(plot, view);
  lines(plot, points);
  const told = points.filter((point) => point.events.length > 0);
  days(plot, told, open);
  const day = view.from === view.to ? view.from : "";
  dayCursor(plot, told, { dyad, title, day, word, open, said, top: MARGIN.top, bottom: HEIGHT - MARGIN.bottom });
  marks(plot, points, found, dyad, open);
  figure.append(tables(page, dyad, title, steps, found));
}

/**
 * Narrows the view to a day of a dyad and opens its strongest event; where nothing happened on that day (peace breaks
 * out), the last one before it.
 * @param {Page} page @param {string} dyad @param {Step[]} steps @param {string} day
 */
function show(page, dyad, steps, day) {
  const step = steps.filter((one) => one.day <= day).at(-1) ?? steps[0];
  const [strongest] = [...step.events].sort((a, b) => Math.abs(b.intensity) - Math.abs(a.intensity) || b.confidence - a.confidence);
  page.state.set({ dyad, from: step.day, to: step.day, event: strongest.id, open: strongest.document, span: -1 });
}

/** @param {HTMLElement} figure @param {HTMLElement} panel @param {Step[]} points @param {string} label @returns {Plot} */
function axes(figure, panel, points, label) {
  const width = Math.max(300, panel.clientWidth || 640);
  const [first, last] = [Date.parse(points[0].day), Date.parse(points[points.length - 1].day)];
  const room = Math.max(DAY, (SHORTEST - (last - first)) / 2);
  const x = scaleUtc([first - room, last + room], [MARGIN.left, width - MARGIN.right]);
  const values = points.flatMap((point) => [point.low, point.high, point.expected]);
  const y = scaleLinear([Math.min(0, ...values), Math.max(0, ...values)], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice();
  const svg = pick(figure).append("svg").attr("class", "steps").attr("viewBox", `0 0 ${width} ${HEIGHT}`).attr("width", width).attr("height", HEIGHT).attr("role", "group").attr("aria-label", `${label}; the tables below hold the same`);
  svg.append("g").attr("transform", `translate(0,${HEIGHT - MARGIN.bottom})`).call(dayAxis(x, width));
  svg.append("g").attr("transform", `translate(${MARGIN.left},0)`).call(axisLeft(y).ticks(5));
  svg.append("line").attr("class", "zero").attr("x1", MARGIN.left).attr("x2", width - MARGIN.right).attr("y1", y(0)).attr("y2", y(0));
  return { svg, x, y, width };
}

/** The days to which the view is narrowed. @param {Plot} plot @param {import("../app/state.js").View} view */
function chosenDays({ svg, x, width }, view) {
  if (!view.from && !view.to) return;
  const inside = (/** @type {number} */ at) => Math.max(MARGIN.left, Math.min(width - MARGIN.right, at));
  const [from, to] = [inside(view.from ? x(Date.parse(view.from)) - 1 : 0), inside(view.to ? x(Date.parse(view.to) + DAY) + 1 : width)];
  if (to > from) svg.append("rect").attr("class", "chosen").attr("x", from).attr("width", Math.max(3, to - from)).attr("y", MARGIN.top).attr("height", HEIGHT - MARGIN.top - MARGIN.bottom);
}

/** @param {Plot} plot @param {Step[]} points */
function lines({ svg, x, y }, points) {
  /** @param {Step} point */
  const at = (point) => x(Date.parse(point.day));
  svg.append("path").attr("class", "band").attr("d", area(at, (/** @type {Step} */ point) => y(point.low), (point) => y(point.high)).curve(curveStepAfter)(points));
  svg.append("path").attr("class", "sure").attr("d", line(at, (/** @type {Step} */ point) => y(point.sure)).curve(curveStepAfter)(points));
  svg.append("path").attr("class", "sum").attr("d", line(at, (/** @type {Step} */ point) => y(point.expected)).curve(curveStepAfter)(points));
}

/** The days that can be clicked; the strongest are named. @param {Plot} plot @param {Step[]} told @param {(point: Step) => void} clicked */
function days({ svg, x, y, width }, told, clicked) {
  const at = (/** @type {Step} */ point) => x(Date.parse(point.day));
  svg.selectAll("rect.step").data(told).join("rect").attr("class", "step")
    .attr("x", (point) => at(point) - 2).attr("width", (point) => Math.max(6, x(Date.parse(point.day) + DAY) - at(point) + 4)).attr("y", MARGIN.top).attr("height", HEIGHT - MARGIN.top - MARGIN.bottom)
    .on("click", (_, point) => clicked(point))
    .append("title").text(word);
  const strongest = [...told].sort((a, b) => Math.abs(b.expected) - Math.abs(a.expected)).slice(0, PEAKS);
  const peaks = strongest.filter((point, i) => strongest.slice(0, i).every((other) => Math.abs(at(other) - at(point)) > WORDS || Math.abs(y(other.expected) - y(point.expected)) > LINE));
  const late = (/** @type {Step} */ point) => at(point) > width - 150;
  svg.selectAll("text.peak").data(peaks).join("text").attr("class", "peak").attr("text-anchor", (point) => (late(point) ? "end" : "start"))
    .attr("x", (point) => at(point) + (late(point) ? -4 : 6)).attr("y", (point) => y(point.expected) + (point.expected < 0 ? -4 : 12))
    .text((point) => `${dayWord(point.day)}: ${point.events.length === 1 ? codeWord(point.events[0].type) : `${point.events.length} events`}`);
}

/** "8 Jan 2020: -7.2 (90 %: -9.0 to 0.0), from 2 events". @param {Step} step */
function word(step) {
  const times = step.counted === step.events.length ? "" : `, counted ${step.counted} times`;
  return `${dayWord(step.day)}: ${step.expected.toFixed(1)} (90 %: ${step.low.toFixed(1)} to ${step.high.toFixed(1)}), from ${counted(step.events.length, "event")}${times}`;
}

/** @param {Plot} plot @param {Step[]} points @param {DayOfBreak[]} found @param {string} dyad @param {(one: DayOfBreak) => void} clicked */
function marks({ svg, x, y }, points, found, dyad, clicked) {
  const [first, last] = [points[0].day, points[points.length - 1].day];
  found.forEach((one, i) => {
    const [from, to] = [x(Date.parse(found[i - 1]?.day ?? first)), x(Date.parse(found[i + 1]?.day ?? last))];
    const at = x(Date.parse(one.day));
    if (i === 0) svg.append("line").attr("class", "level").attr("x1", from).attr("x2", at).attr("y1", y(one.before)).attr("y2", y(one.before));
    svg.append("line").attr("class", "level").attr("x1", at).attr("x2", to).attr("y1", y(one.after)).attr("y2", y(one.after));
    const mark = svg.append("g").attr("class", "break").attr("transform", `translate(${at},0)`)
      .attr("role", "button").attr("tabindex", 0).attr("data-keep", `break ${dyad} ${one.day}`).attr("aria-label", `${breakWord(one)}. Opens its events`)
      .on("click", () => clicked(one)).on("keydown", (/** @type {KeyboardEvent} */ event) => pressed(event, () => clicked(one)));
    mark.append("line").attr("y1", MARGIN.top - 6).attr("y2", HEIGHT - MARGIN.bottom);
    mark.append("path").attr("d", "M0,4 L6,10 L0,16 L-6,10 Z");
    mark.append("title").text(breakWord(one));
  });
}

/** Enter or space does what a click does. @param {KeyboardEvent} event @param {() => void} click */
function pressed(event, click) {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  click();
}

/** @param {DayOfBreak} one */
function breakWord(one) {
  return `Break on ${dayWord(one.day)}: from ${one.before.toFixed(1)} to ${one.after.toFixed(1)} a day`;
}

/** @param {number} p */
function pWord(p) {
  return p < 0.001 ? "below 0.001" : p.toFixed(3);
}

/** @param {Page} page @param {string} dyad @param {string} title @param {Step[]} steps @param {DayOfBreak[]} found */
function tables(page, dyad, title, steps, found) {
  const short = dyad.replace(">", "-");
  /** @param {{day: string}} row */
  const opener = (row) => h("button", { type: "button", class: "plain day", "data-keep": `day ${dyad} ${row.day}`, onclick: () => show(page, dyad, steps, row.day) }, row.day);
  const two = (/** @type {number} */ value) => Number(value.toFixed(2));
  return h("details", { class: "data" }, h("summary", {}, `${title} as a table; ${found.length ? counted(found.length, "break") : "no break"}`),
    found.length > 0 && table(`breaks-${short}`, `Breaks of ${title}`, [
      { name: "day", value: (row) => row.day, show: opener },
      { name: "a day before", value: (row) => two(row.before), number: true },
      { name: "a day after", value: (row) => two(row.after), number: true },
      { name: "p", value: (row) => row.p, show: (row) => pWord(row.p), number: true },
    ], found),
    table(`dyad-${short}`, `${title} by day`, [
      { name: "day", value: (step) => step.day, show: opener },
      { name: "expected", value: (step) => two(step.expected), number: true },
      { name: "low", value: (step) => two(step.low), number: true },
      { name: "high", value: (step) => two(step.high), number: true },
      { name: "own voice or confirmed", value: (step) => two(step.sure), number: true },
      { name: "sum", value: (step) => two(step.sum), number: true },
      { name: "events", value: (step) => step.events.length, number: true },
      { name: "counted", value: (step) => step.counted, number: true },
    ], steps));
}

/** Zero before the first step and on the day after each, so that the line comes down again. @param {Step[]} steps */
function daily(steps) {
  /** @param {string} day @returns {Step} */
  const none = (day) => ({ day, sum: 0, expected: 0, low: 0, high: 0, sure: 0, events: [], counted: 0 });
  const down = steps.flatMap((step, i) => (steps[i + 1]?.day === shifted(step.day, 1) ? [step] : [step, none(shifted(step.day, 1))]));
  return [none(shifted(steps[0].day, -1)), ...down];
}
