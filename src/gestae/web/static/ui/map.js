/**
 * The map: a dot only where a site or a city is known, else an area as wide as what is known. What happened is filled;
 * what is only threatened, planned or denied is hollow, and shown only when asked for.
 */
import { byPlace } from "../domain/query.js";
import { precisionWord } from "../domain/terms.js";
import { feature, geoCircle, geoMercator, geoPath, max, scaleSqrt, select as pick, zoom, zoomIdentity } from "../vendor/libraries.js";
import { counted, fill, h } from "./dom.js";
import { table } from "./table.js";

/** @typedef {import("../app/page.js").Page} Page */
/** @typedef {import("../app/state.js").View} View */
/** @typedef {import("../domain/query.js").Spot} Spot */
/** @typedef {import("../domain/types.js").PagePlace} PagePlace */
/** @typedef {Spot & {about: PagePlace}} Shown */
/** @typedef {{name: string, lat: number, lon: number, population: number}} Town */
/** @typedef {{x: number, y: number, width: number, kind: string, name: string}} Label */

const KILOMETRES_A_DEGREE = 111.2;
const DEGREES = 180 / Math.PI;
const SMALLEST = 9; // pixels: the radius of a circle, which at a glance must be larger than a dot
const CLOSEST = 1500; // zoomed in so far, the map shows some 25 km
const LABELS_FROM = 6;
const TOWNS_FROM = 30;
const MOST_LABELS = 24;

export class WorldMap {
  /** @param {Page} page @param {HTMLElement} element */
  constructor(page, element) {
    this.page = page;
    this.element = element;
    this.svg = pick(element).append("svg").attr("role", "img").attr("class", "world")
      .attr("aria-label", "Where the events are; the table below it holds the same");
    this.base = this.svg.append("g").attr("class", "base");
    this.spots = this.svg.append("g").attr("class", "spots");
    this.labels = this.svg.append("g").attr("class", "labels");
    this.projection = geoMercator();
    this.path = geoPath(this.projection).digits(4);
    this.transform = zoomIdentity;
    /** @type {Map<string, any>} */
    this.countries = new Map();
    /** @type {Town[]} */
    this.towns = [];
    /** @type {Shown[]} */
    this.shown = [];
    this.fitted = false;
    this.zoom = zoom().scaleExtent([1, CLOSEST])
      .filter((/** @type {any} */ event) => !event.button && (event.type !== "wheel" || !event.shiftKey) && !(event.touches && event.touches.length < 2))
      .on("zoom", (event) => this.#moved(event.transform));
    this.svg.call(/** @type {any} */ (this.zoom)).on("dblclick.zoom", null);
    this.toggle = h("input", { type: "checkbox", onchange: () => this.page.state.set({ unhappened: this.toggle.checked }) });
    this.boxed = h("button", { type: "button", title: "Only events in the map's window", onclick: () => this.page.state.set({ box: this.page.state.view.box.length ? [] : this.#window() }) }, "In view only");
    this.table = h("details", { class: "data" }, h("summary", {}, "Map as a table"), h("div"));
    this.note = h("p", { class: "note" });
    element.append(this.#tools(), this.#legend(), this.note, this.table);
    this.ready = this.#load();
  }

  async #load() {
    const world = await this.page.source.map("world");
    this.#countries(world, "world");
    this.resize();
    this.draw(this.page.state.view);
    performance.mark("gestae-drawn");
    const detail = await this.page.source.map("detail");
    this.#countries(detail, "detail");
    this.#base();
    this.draw(this.page.state.view);
  }

  /** @param {any} atlas @param {"world"|"detail"} scale */
  #countries(atlas, scale) {
    if (!atlas.objects?.countries) return;
    const countries = /** @type {any} */ (feature(atlas, atlas.objects.countries)).features;
    for (const country of countries) if (country.id) this.countries.set(String(country.id), country);
    if (scale === "world") this.world = countries;
    if (scale === "detail") this.detailed = true;
    if (atlas.towns) this.towns = atlas.towns;
  }

  /** Fits the projection to the room there is. */
  resize() {
    this.width = Math.max(280, this.element.clientWidth || 600);
    this.height = Math.max(240, Math.min(this.width * 0.6, window.innerHeight * 0.48));
    this.svg.attr("viewBox", `0 0 ${this.width} ${this.height}`).attr("width", this.width).attr("height", this.height);
    this.projection.scale(this.width / 2 / Math.PI).translate([this.width / 2, this.height * 0.62]);
    this.zoom.extent([[0, 0], [this.width, this.height]]).translateExtent([[0, -this.height * 0.6], [this.width, this.height * 1.7]]);
    this.#base();
  }

  #base() {
    if (!this.world) return;
    const detailed = new Set(this.detailed ? this.world.filter((/** @type {any} */ one) => this.countries.get(String(one.id)) !== one).map((/** @type {any} */ one) => one.id) : []);
    const countries = this.world.map((/** @type {any} */ one) => (detailed.has(one.id) ? this.countries.get(String(one.id)) : one));
    this.base.selectAll("path.land").data(countries).join("path").attr("class", "land").attr("d", /** @type {any} */ (this.path));
  }

  /** @param {View} view */
  draw(view) {
    const { index } = this.page;
    const found = byPlace(this.page.events).flatMap((spot) => {
      const about = index.places.get(spot.place);
      return about ? [{ ...spot, about }] : [];
    });
    this.shown = found.filter((spot) => spot.about.shape !== "none" && (spot.happened > 0 || view.unhappened));
    const nowhere = this.page.events.filter((event) => !event.spots.some((id) => index.places.get(id)?.shape !== "none")).length;
    const hidden = this.page.events.filter((event) => event.modality !== "actual" && event.modality !== "attempted").length;
    fill(this.note, nowhere > 0 && `${counted(nowhere, "event")} without a place on the map. `,
      !view.unhappened && hidden > 0 && `${counted(hidden, "event")} threatened, planned or denied: not drawn. `);
    this.toggle.checked = view.unhappened;
    this.boxed.setAttribute("aria-pressed", String(view.box.length > 0));
    if (!this.world) return;
    this.size = scaleSqrt([0, Math.max(4, max(this.shown, (spot) => spot.happened + spot.other) ?? 1)], [0, 16]);
    this.#areas(view);
    this.#dots(view);
    if (!this.fitted && this.shown.length) this.fit();
    this.#moved(this.transform);
    if (this.table.open) this.#rows(found);
    else this.table.ontoggle = () => this.#rows(found);
  }

  /** Countries and wide circles. @param {View} view */
  #areas(view) {
    const areas = this.shown.filter((spot) => spot.about.shape !== "dot");
    const most = Math.max(1, max(areas, (spot) => spot.happened + spot.other) ?? 1);
    this.spots.selectAll("path.area").data(areas, (spot) => /** @type {Shown} */ (spot).place).join("path")
      .attr("class", (spot) => `area ${spot.about.shape} ${standing(spot)}${view.place === spot.place ? " chosen" : ""}`)
      .attr("d", (spot) => this.path(this.#outline(spot.about)))
      .attr("fill-opacity", (spot) => (spot.happened ? 0.1 + (0.25 * spot.happened) / most : null))
      .on("click", (_, spot) => this.#choose(spot))
      .selectAll("title").data((spot) => [spot]).join("title").text((spot) => word(spot));
  }

  /** A country's own area, else a circle, which is never so small that nobody sees it. @param {PagePlace} about */
  #outline(about) {
    const country = about.shape === "country" && about.number ? this.countries.get(about.number) : null;
    const seen = (SMALLEST * DEGREES) / (this.projection.scale() * this.transform.k);
    return country ?? geoCircle().center([about.lon ?? 0, about.lat ?? 0]).radius(Math.max(seen, about.radius / KILOMETRES_A_DEGREE))();
  }

  /** @param {View} view */
  #dots(view) {
    const dots = this.shown.filter((spot) => spot.about.shape === "dot");
    this.spots.selectAll("circle.dot").data(dots, (spot) => /** @type {Shown} */ (spot).place).join("circle")
      .attr("class", (spot) => `dot ${standing(spot)}${view.place === spot.place ? " chosen" : ""}`)
      .on("click", (_, spot) => this.#choose(spot))
      .selectAll("title").data((spot) => [spot]).join("title").text((spot) => word(spot));
  }

  /** @param {Shown} spot */
  #choose(spot) {
    this.page.state.set({ place: this.page.state.view.place === spot.place ? "" : spot.place });
  }

  /** @param {import("d3-zoom").ZoomTransform} transform */
  #moved(transform) {
    this.transform = transform;
    this.base.attr("transform", transform.toString());
    this.spots.attr("transform", transform.toString());
    this.spots.selectAll("path.area.circle").attr("d", (spot) => this.path(this.#outline(/** @type {Shown} */ (spot).about)));
    const size = this.size ?? scaleSqrt();
    this.spots.selectAll("circle.dot")
      .attr("cx", (spot) => this.#at(spot)[0]).attr("cy", (spot) => this.#at(spot)[1])
      .attr("r", (spot) => Math.max(4, size(/** @type {Shown} */ (spot).happened + /** @type {Shown} */ (spot).other)) / transform.k);
    this.#label(transform);
  }

  /** @param {unknown} spot @returns {[number, number]} */
  #at(spot) {
    const { about } = /** @type {Shown} */ (spot);
    return this.projection([about.lon ?? 0, about.lat ?? 0]) ?? [0, 0];
  }

  /** Names where there is room for them: the busiest places first, then the towns around them. @param {import("d3-zoom").ZoomTransform} transform */
  #label(transform) {
    /** @type {Label[]} */
    const placed = [];
    /** @param {number[]} at @param {string} name @param {string} kind */
    const put = (at, name, kind) => {
      const [x, y] = transform.apply(/** @type {[number, number]} */ (at));
      const width = name.length * 6.5;
      const free = placed.every((other) => Math.abs(other.y - y) > 14 || other.x + other.width < x || x + width < other.x);
      if (free && x > 0 && x < (this.width ?? 0) - width && y > 10 && y < (this.height ?? 0)) placed.push({ x, y, width, kind, name });
    };
    for (const spot of transform.k >= LABELS_FROM ? this.shown : this.shown.slice(0, 6)) {
      if (placed.length < MOST_LABELS) put(this.#at(spot), spot.about.name, spot.about.shape);
    }
    const taken = new Set(placed.map((label) => label.name));
    for (const town of transform.k >= TOWNS_FROM ? this.towns : []) {
      if (placed.length < 2 * MOST_LABELS && !taken.has(town.name)) put(this.projection([town.lon, town.lat]) ?? [0, 0], town.name, "town");
    }
    this.labels.selectAll("text").data(placed).join("text")
      .attr("class", (label) => `name-of-${label.kind}`)
      .attr("x", (label) => (label.kind === "dot" ? label.x + 8 : label.kind === "town" ? label.x + 5 : label.x - label.width / 2)).attr("y", (label) => label.y + 4)
      .text((label) => label.name);
    this.labels.selectAll("circle").data(placed.filter((label) => label.kind === "town")).join("circle")
      .attr("class", "town").attr("r", 1.8).attr("cx", (label) => label.x).attr("cy", (label) => label.y);
  }

  /** Shows all that is drawn. */
  fit() {
    this.fitted = true;
    const points = this.shown.map((spot) => this.#at(spot));
    if (points.length === 0 || !this.width || !this.height) return;
    const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
    const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const k = Math.max(1, Math.min(40, 0.8 * Math.min(this.width / Math.max(4, east - west), this.height / Math.max(4, south - north))));
    const to = zoomIdentity.translate(this.width / 2, this.height / 2).scale(k).translate(-(west + east) / 2, -(north + south) / 2);
    this.svg.call(/** @type {any} */ (this.zoom.transform), to);
  }

  #tools() {
    /** @param {string} text @param {string} name @param {() => void} act */
    const button = (text, name, act) => h("button", { type: "button", "aria-label": text.length > 1 ? `${text}: ${name}` : name, title: name, onclick: act }, text);
    return h("div", { class: "tools" },
      button("+", "Zoom in", () => this.svg.call(/** @type {any} */ (this.zoom.scaleBy), 2)),
      button("−", "Zoom out", () => this.svg.call(/** @type {any} */ (this.zoom.scaleBy), 0.5)),
      button("Fit", "Show all places", () => this.fit()),
      this.boxed,
      h("label", {}, this.toggle, " also what has not happened"));
  }

  /** West, south, east, north of what is seen. */
  #window() {
    const corner = (/** @type {number} */ x, /** @type {number} */ y) => this.projection.invert?.(this.transform.invert([x, y])) ?? [0, 0];
    const [west, north] = corner(0, 0);
    const [east, south] = corner(this.width ?? 0, this.height ?? 0);
    return [west, south, east, north].map((value) => Number(value.toFixed(3)));
  }

  #legend() {
    const sample = (/** @type {string} */ kind) => h("span", { class: `key ${kind}`, "aria-hidden": "true" });
    return h("ul", { class: "legend", "aria-label": "Legend" },
      h("li", {}, sample("dot happened"), " happened at a site or town"),
      h("li", {}, sample("area happened"), " somewhere in this country"),
      h("li", {}, sample("circle happened"), " somewhere around here (province, region)"),
      h("li", {}, sample("dot other"), " hollow: threatened, planned, denied"));
  }

  /** @param {Shown[]} found */
  #rows(found) {
    fill(this.table.lastElementChild ?? this.table, table("places", "Where the events are", [
      { name: "place", value: (spot) => spot.about.name, show: (spot) => h("button", { type: "button", class: "plain", onclick: () => this.#choose(spot) }, spot.about.name) },
      { name: "country", value: (spot) => spot.about.country },
      { name: "precision", value: (spot) => spot.about.precision, show: (spot) => precisionWord(spot.about.precision) },
      { name: "latitude", value: (spot) => spot.about.lat, number: true },
      { name: "longitude", value: (spot) => spot.about.lon, number: true },
      { name: "happened", value: (spot) => spot.happened, number: true },
      { name: "did not", value: (spot) => spot.other, number: true },
    ], found));
  }
}

/** @param {Spot} spot */
function standing(spot) {
  return spot.happened > 0 ? "happened" : "other";
}

/** @param {Shown} spot */
function word(spot) {
  const parts = [spot.happened > 0 && `${spot.happened} happened`, spot.other > 0 && `${spot.other} threatened, planned or denied`];
  return `${spot.about.name}: ${parts.filter(Boolean).join(", ")} (${precisionWord(spot.about.precision)})`;
}
