/** The events over time: what happened stands on the line, filled; what is only threatened or denied hangs below, hollow. */
import { byDay, EVERYTHING, select } from "../domain/query.js";
import { dayWord } from "../domain/terms.js";
import { brushX, max, scaleLinear, scaleUtc, select as pick } from "../vendor/libraries.js";
import { dayAxis } from "./axis.js";
import { fill, h } from "./dom.js";
import { table } from "./table.js";

/** @typedef {import("../app/page.js").Page} Page */
/** @typedef {import("../app/state.js").View} View */
/** @typedef {{start: number, end: number, happened: number, other: number}} Bin */

const HEIGHT = 128;
const MARGIN = { top: 8, right: 12, bottom: 22, left: 12 };
const DAY = 86_400_000;
const WIDTHS = [1, 7, 28, 91, 364, 3640]; // days
const MOST_STRETCHES = 3;

export class Timeline {
  /** @param {Page} page @param {HTMLElement} element */
  constructor(page, element) {
    this.page = page;
    this.svg = pick(element).append("svg").attr("role", "img").attr("aria-label", "Events over time; the table below it holds the same").attr("class", "timeline");
    this.edges = element.appendChild(h("p", { class: "edges" }));
    this.table = element.appendChild(h("details", { class: "data" }, h("summary", {}, "Timeline as a table"), h("div")));
    this.element = element;
    this.brushing = false;
    this.groups = Object.fromEntries(["wide", "bars", "axis", "brush"].map((name) => [name, this.svg.append("g").attr("class", name)]));
    this.brush = brushX().on("start", () => (this.brushing = true)).on("brush", (event) => this.#brushed(event)).on("end", (event) => this.#end(event));
    /** @type {View | null} Where a drag began, for one step of Back. */
    this.began = null;
  }

  /** @param {View} view */
  draw(view) {
    // The line shows what all other filters leave, so that the brush can be moved over what it hides.
    const counted = this.page.model.window?.days.map(([day, happened, other]) => ({ day, happened, other }));
    const found = counted ? { days: counted, stretches: [] } : byDay(select(this.page.index, { ...view, from: "", to: "" }));
    const whole = counted ? { days: this.#known(counted) } : byDay(select(this.page.index, EVERYTHING));
    const width = Math.max(280, this.element.clientWidth || 600);
    const edges = bulk(whole.days);
    this.svg.attr("viewBox", `0 0 ${width} ${HEIGHT}`).attr("width", width).attr("height", HEIGHT);
    if (!edges) return this.#none();
    this.scale = scaleUtc().domain(edges).range([MARGIN.left, width - MARGIN.right]);
    if (edges[1] - edges[0] < 40 * DAY) this.scale.domain([edges[0] - DAY, edges[1] + DAY]);
    const [first, last] = this.scale.domain().map((date) => iso(+date));
    const bins = binned(found.days, this.scale.domain(), width);
    this.#outliers(found.days, first, last);
    this.#bars(bins.filter((bin) => bin.end > +edges[0] && bin.start < +edges[1]), width);
    this.#wide(found.stretches);
    this.groups.axis.attr("transform", `translate(0,${HEIGHT - MARGIN.bottom})`).call(dayAxis(this.scale, width));
    this.#window(view, width);
    if (this.table.open) this.#rows(bins);
    else this.table.ontoggle = () => this.#rows(bins);
  }

  /** The days of a large case: those of the widest answer so far, so that a narrower one is brushed on the same line. @param {import("../domain/query.js").Day[]} days */
  #known(days) {
    if (days.length > (this.days?.length ?? 0)) this.days = days;
    return this.days ?? days;
  }

  /** What lies outside the line, as buttons: a mention of 1945 must not squeeze a week of 2020 into one bar. @param {import("../domain/query.js").Day[]} days @param {string} first @param {string} last */
  #outliers(days, first, last) {
    const before = days.filter((day) => day.day < first);
    const after = days.filter((day) => day.day >= last);
    /** @param {import("../domain/query.js").Day[]} some @param {string} word @param {{from: string, to: string}} range */
    const button = (some, word, range) => some.length > 0 && h("button", { type: "button", class: "plain", onclick: () => this.page.state.set(range) },
      `${some.reduce((sum, day) => sum + day.happened + day.other, 0).toLocaleString("en")} ${word}`);
    fill(this.edges, button(before, `before ${dayWord(first)}`, { from: before[0]?.day ?? "", to: before.at(-1)?.day ?? "" }),
      button(after, `from ${dayWord(last)} on`, { from: after[0]?.day ?? "", to: after.at(-1)?.day ?? "" }));
  }

  #none() {
    for (const group of Object.values(this.groups)) group.selectAll("*").remove();
  }

  /** @param {Bin[]} bins @param {number} width */
  #bars(bins, width) {
    const scale = /** @type {NonNullable<typeof this.scale>} */ (this.scale);
    const most = Math.max(1, max(bins, (bin) => Math.max(bin.happened, bin.other)) ?? 1);
    const middle = MARGIN.top + (HEIGHT - MARGIN.top - MARGIN.bottom) * 0.62;
    const up = scaleLinear([0, most], [0, middle - MARGIN.top]);
    const down = scaleLinear([0, most], [0, HEIGHT - MARGIN.bottom - middle - 2]);
    /** @param {Bin} bin */
    const wide = (bin) => Math.max(2, Math.min(24, scale(bin.end) - scale(bin.start) - 1));
    /** @param {string} kind @param {(bin: Bin) => number} top @param {(bin: Bin) => number} height */
    const draw = (kind, top, height) =>
      this.groups.bars.selectAll(`rect.${kind}`).data(bins.filter((bin) => height(bin) > 0)).join("rect").attr("class", kind)
        .attr("x", (bin) => scale(bin.start)).attr("width", wide).attr("y", top).attr("height", height)
        .selectAll("title").data((bin) => [bin]).join("title").text((bin) => `${binWord(bin)}: ${bin.happened} happened, ${bin.other} did not`);
    draw("happened", (bin) => middle - up(bin.happened), (bin) => up(bin.happened));
    draw("other", () => middle + 1, (bin) => down(bin.other));
    this.groups.bars.selectAll("line").data([middle]).join("line").attr("x1", MARGIN.left).attr("x2", width - MARGIN.right).attr("y1", middle).attr("y2", middle);
  }

  /** Intervals longer than a month, as long as they are. @param {import("../domain/query.js").Stretch[]} stretches */
  #wide(stretches) {
    const scale = /** @type {NonNullable<typeof this.scale>} */ (this.scale);
    const [start, end] = scale.domain();
    const seen = stretches.filter((one) => Date.parse(one.end) >= +start && Date.parse(one.start) <= +end).sort((a, b) => b.count - a.count).slice(0, MOST_STRETCHES);
    this.groups.wide.selectAll("rect").data(seen).join("rect").attr("y", (_, i) => MARGIN.top + i * 5).attr("height", 3)
      .attr("x", (one) => Math.max(MARGIN.left, scale(Date.parse(one.start)))).attr("width", (one) => Math.max(2, Math.min(scale(+end), scale(Date.parse(one.end) + DAY)) - Math.max(MARGIN.left, scale(Date.parse(one.start)))))
      .selectAll("title").data((one) => [one]).join("title").text((one) => `${dayWord(one.start)} to ${dayWord(one.end)}: ${one.count}`);
  }

  /** @param {View} view @param {number} width */
  #window(view, width) {
    if (this.brushing) return;
    const scale = /** @type {NonNullable<typeof this.scale>} */ (this.scale);
    this.brush.extent([[MARGIN.left, 0], [width - MARGIN.right, HEIGHT - MARGIN.bottom]]);
    this.groups.brush.call(/** @type {any} */ (this.brush));
    const from = view.from ? scale(Date.parse(view.from)) : scale.range()[0];
    const to = view.to ? scale(Date.parse(view.to) + DAY) : scale.range()[1];
    const clamped = [from, to].map((x) => Math.max(MARGIN.left, Math.min(width - MARGIN.right, x)));
    this.silent = true;
    this.groups.brush.call(/** @type {any} */ (this.brush.move), view.from || view.to ? clamped : null);
    this.silent = false;
    this.brushing = false;
  }

  /** @param {any} event */
  #brushed(event) {
    if (this.silent || !event.sourceEvent) return;
    this.began ??= { ...this.page.state.view };
    this.page.state.set(this.#range(event.selection), { replace: true });
  }

  /** @param {any} event */
  #end(event) {
    this.brushing = false;
    if (this.silent || !event.sourceEvent) return;
    const range = event.selection ? this.#range(event.selection) : { from: "", to: "" };
    const { began } = this;
    this.began = null;
    if (began) this.page.state.set({ from: began.from, to: began.to }, { replace: true });
    this.page.state.set(range);
    this.#window(this.page.state.view, Number(this.svg.attr("width")));
  }

  /** Whole days. @param {[number, number]} selection */
  #range(selection) {
    const scale = /** @type {NonNullable<typeof this.scale>} */ (this.scale);
    const from = Math.floor(+scale.invert(selection[0]) / DAY + 0.5);
    const to = Math.max(from, Math.ceil(+scale.invert(selection[1]) / DAY - 0.5) - 1);
    return { from: iso(from * DAY), to: iso(to * DAY) };
  }

  /** @param {Bin[]} bins */
  #rows(bins) {
    const rows = bins.filter((bin) => bin.happened + bin.other > 0);
    fill(this.table.lastElementChild ?? this.table, table("timeline", "Events over time", [
      { name: "from", value: (bin) => iso(bin.start), show: (bin) => h("button", { type: "button", class: "plain", onclick: () => this.page.state.set({ from: iso(bin.start), to: iso(bin.end - DAY) }) }, iso(bin.start)) },
      { name: "to", value: (bin) => iso(bin.end - DAY) },
      { name: "happened", value: (bin) => bin.happened, number: true },
      { name: "did not", value: (bin) => bin.other, number: true },
    ], rows));
  }
}

// Where nearly all events lie, unless the whole is hardly longer.
const BULK = 0.98;

/** The first and last moment of the line. @param {import("../domain/query.js").Day[]} days @returns {[number, number] | null} */
function bulk(days) {
  if (days.length === 0) return null;
  const total = days.reduce((sum, day) => sum + day.happened + day.other, 0);
  const left = (total * (1 - BULK)) / 2;
  /** @param {import("../domain/query.js").Day[]} some */
  const edge = (some) => {
    let seen = 0;
    return some.find((day) => (seen += day.happened + day.other) > left) ?? some[0];
  };
  const inner = [Date.parse(edge(days).day), Date.parse(edge(days.toReversed()).day) + DAY];
  const outer = [Date.parse(days[0].day), Date.parse(days[days.length - 1].day) + DAY];
  const hardly = outer[1] - outer[0] < 3 * Math.max(30 * DAY, inner[1] - inner[0]);
  return /** @type {[number, number]} */ (hardly ? outer : inner);
}

/** @param {number} time */
function iso(time) {
  return new Date(time).toISOString().slice(0, 10);
}

/** @param {Bin} bin */
function binWord(bin) {
  const last = iso(bin.end - DAY);
  return iso(bin.start) === last ? dayWord(last) : `${dayWord(iso(bin.start))} to ${dayWord(last)}`;
}

/** Days put together into bars of at least three pixels. @param {import("../domain/query.js").Day[]} days @param {Date[]} domain @param {number} width @returns {Bin[]} */
function binned(days, domain, width) {
  const whole = (+domain[1] - +domain[0]) / DAY;
  const step = DAY * (WIDTHS.find((candidate) => (width * candidate) / whole >= 3) ?? WIDTHS[WIDTHS.length - 1]);
  const origin = step === DAY ? 0 : 4 * DAY; // weeks begin on a Monday: 1970 began on a Thursday
  /** @type {Map<number, Bin>} */
  const bins = new Map();
  for (const day of days) {
    const start = Math.floor((Date.parse(day.day) - origin) / step) * step + origin;
    const bin = bins.get(start) ?? { start, end: start + step, happened: 0, other: 0 };
    bin.happened += day.happened;
    bin.other += day.other;
    bins.set(start, bin);
  }
  return [...bins.values()].sort((a, b) => a.start - b.start);
}
