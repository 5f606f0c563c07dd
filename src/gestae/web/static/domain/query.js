/**
 * What a view asks of the events, and the answers: pure functions over the overview of a case.
 */
import { happened } from "./terms.js";
import { finder, plain } from "./text.js";

/** @typedef {import("./types.js").PageModel} PageModel */
/** @typedef {import("./types.js").PageEvent} PageEvent */

/**
 * @typedef {{
 *   q: string, types: string[], modalities: string[], statuses: string[], actor: string, place: string,
 *   dyad: string, document: string, from: string, to: string, box: number[], least: number
 * }} Query `dyad` is "IRN>USA"; `box` west, south, east, north in degrees, empty for none; `least` confidence.
 */

/** @type {Readonly<Query>} */
export const EVERYTHING = Object.freeze({
  q: "", types: [], modalities: [], statuses: [], actor: "", place: "", dyad: "", document: "", from: "", to: "",
  box: [], least: 0,
});

/** The overview with what every question needs looked up once. */
export class Index {
  /** @param {PageModel} model */
  constructor(model) {
    this.model = model;
    this.actors = new Map(model.actors.map((actor) => [actor.id, actor]));
    this.places = new Map(model.places.map((place) => [place.id, place]));
    this.units = new Map(model.units.map((unit) => [unit.id, unit]));
    this.documents = new Map(model.documents.map((document) => [document.id, document]));
    /** By every id that they go by: what a person has merged into an event of another document is that event. */
    this.events = new Map(model.events.flatMap((event) => [event.id, ...event.also.map((one) => one.event)].map((id) => [id, event])));
    const order = new Map(model.documents.map((document, i) => [document.id, i]));
    this.ordered = [...model.events].sort((a, b) => later(a, b) || place(order, a) - place(order, b) || a.number - b.number);
    /** @type {Map<string, string>} */
    this.words = new Map();
  }

  /** @param {string} id */
  actorName(id) {
    return this.actors.get(id)?.name ?? id;
  }

  /** @param {string} id */
  placeName(id) {
    return this.places.get(id)?.name ?? id;
  }

  /** @param {string} id */
  unitName(id) {
    return this.units.get(id)?.name ?? id;
  }

  /** "told in 2 documents" for what people have merged across documents. @param {PageEvent} event */
  toldWord(event) {
    const documents = new Set([event.document, ...event.also.map((one) => one.document)]);
    const origins = new Set([...documents].map((id) => this.documents.get(id)?.origin ?? id));
    return documents.size > 1 ? `${origins.size} ${origins.size === 1 ? "origin" : "origins"}, told in ${documents.size} documents` : "";
  }

  /** "1 origin, 3 documents" for what several documents tell in the same words, else nothing. @param {string} document */
  originsWord(document) {
    const reports = this.documents.get(document)?.reports ?? 1;
    return reports > 1 ? `1 origin, ${reports} documents` : "";
  }

  /** "Iran → United States". @param {PageEvent} event */
  parties(event) {
    const who = event.actors.map((id) => this.actorName(id)).join(", ");
    const whom = event.recipients.map((id) => this.actorName(id)).join(", ");
    if (!who && !whom) return "";
    return whom ? `${who || "unknown"} → ${whom}` : who;
  }

  /** What a search looks into. @param {PageEvent} event */
  wordsOf(event) {
    let words = this.words.get(event.id);
    if (words === undefined) {
      const actors = [...event.actors, ...event.recipients].flatMap((id) => [this.actorName(id), this.actors.get(id)?.country ?? ""]);
      const places = event.places.map((id) => this.placeName(id));
      words = plain([event.type, event.mode ?? "", event.modality, event.words, ...actors, ...places].join(" "));
      this.words.set(event.id, words);
    }
    return words;
  }

  /** The units of one side. @param {string[]} actors */
  unitsOf(actors) {
    return [...new Set(actors.map((id) => this.actors.get(id)?.unit ?? id))];
  }

  /** The dyads of an event, as "IRN>USA". @param {PageEvent} event */
  dyadsOf(event) {
    const to = this.unitsOf(event.recipients);
    return this.unitsOf(event.actors).flatMap((one) => to.map((other) => `${one}>${other}`));
  }
}

/** @param {PageEvent} a @param {PageEvent} b */
function later(a, b) {
  const one = a.date?.start ?? "9999";
  const other = b.date?.start ?? "9999";
  return one < other ? -1 : one > other ? 1 : 0;
}

/** @param {Map<string, number>} order @param {PageEvent} event */
function place(order, event) {
  return order.get(event.document) ?? 0;
}

/**
 * The events that fit a query, by date and then in the order of the documents.
 * @param {Index} index
 * @param {Query} query
 * @returns {PageEvent[]}
 */
export function select(index, query) {
  if (index.model.window) return index.ordered; // a window holds what fits
  const found = query.q ? finder(query.q) : null;
  return index.ordered.filter(
    (event) =>
      fits(query.types, event.type) &&
      fits(query.modalities, event.modality) &&
      fits(query.statuses, event.status) &&
      event.confidence >= query.least &&
      (!query.document || event.document === query.document || event.also.some((one) => one.document === query.document)) &&
      (!query.place || event.places.includes(query.place)) &&
      (!query.actor || event.actors.includes(query.actor) || event.recipients.includes(query.actor)) &&
      (!query.dyad || index.dyadsOf(event).includes(query.dyad)) &&
      inTime(event, query) &&
      inBox(index, event, query.box) &&
      (!found || found(index.wordsOf(event))),
  );
}

/** @param {string[]} wanted @param {string} value */
function fits(wanted, value) {
  return wanted.length === 0 || wanted.includes(value);
}

/** Whether the event's interval touches the asked one; without a date it fits only where none is asked. @param {PageEvent} event @param {Query} query */
function inTime(event, query) {
  if (!query.from && !query.to) return true;
  if (!event.date) return false;
  return (!query.from || event.date.end >= query.from) && (!query.to || event.date.start <= query.to);
}

/** @param {Index} index @param {PageEvent} event @param {number[]} box */
function inBox(index, event, box) {
  if (box.length !== 4) return true;
  const [west, south, east, north] = box;
  return event.spots.some((id) => {
    const spot = index.places.get(id);
    if (!spot || spot.lat === null || spot.lon === null || spot.lat < south || spot.lat > north) return false;
    return west <= east ? spot.lon >= west && spot.lon <= east : spot.lon >= west || spot.lon <= east;
  });
}

/** @typedef {{day: string, happened: number, other: number}} Day */
/** @typedef {{start: string, end: string, count: number}} Stretch */

// Longer than a month is no point on a line of days: "2019" is drawn as the whole year.
export const LONGEST_POINT = 31;

/**
 * The events by day (those of an interval on its first day), and the long intervals apart.
 * @param {PageEvent[]} events
 */
export function byDay(events) {
  /** @type {Map<string, Day>} */
  const days = new Map();
  /** @type {Map<string, Stretch>} */
  const stretches = new Map();
  let undated = 0;
  for (const event of events) {
    if (!event.date) undated += 1;
    else if (daysBetween(event.date.start, event.date.end) > LONGEST_POINT) {
      const key = `${event.date.start}/${event.date.end}`;
      const stretch = stretches.get(key) ?? { start: event.date.start, end: event.date.end, count: 0 };
      stretch.count += 1;
      stretches.set(key, stretch);
    } else {
      const day = days.get(event.date.start) ?? { day: event.date.start, happened: 0, other: 0 };
      if (happened(event)) day.happened += 1;
      else day.other += 1;
      days.set(event.date.start, day);
    }
  }
  return {
    days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
    stretches: [...stretches.values()].sort((a, b) => (a.start + a.end < b.start + b.end ? -1 : 1)),
    undated,
  };
}

/** @param {string} start @param {string} end */
export function daysBetween(start, end) {
  return Math.round((Date.parse(end) - Date.parse(start)) / 86_400_000);
}

/** @typedef {{place: string, happened: number, other: number}} Spot */

/** The events by place, the busiest first. @param {PageEvent[]} events @returns {Spot[]} */
export function byPlace(events) {
  /** @type {Map<string, Spot>} */
  const spots = new Map();
  for (const event of events) {
    for (const id of event.spots) {
      const spot = spots.get(id) ?? { place: id, happened: 0, other: 0 };
      if (happened(event)) spot.happened += 1;
      else spot.other += 1;
      spots.set(id, spot);
    }
  }
  return [...spots.values()].sort((a, b) => b.happened + b.other - a.happened - a.other || (a.place < b.place ? -1 : 1));
}

/** How often each value stands in the events, the most frequent first. @param {PageEvent[]} events @param {(event: PageEvent) => string[]} values @returns {[string, number][]} */
export function tally(events, values) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const event of events) for (const value of values(event)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** @typedef {{dyad: string, from: string, to: string, happened: number, other: number, sum: number}} Dyad */

/** Who does how much to whom; only what happened enters the sum. @param {Index} index @param {PageEvent[]} events @param {import("./weighing.js").Weight} weight @returns {Dyad[]} */
export function byDyad(index, events, weight) {
  /** @type {Map<string, Dyad>} */
  const dyads = new Map();
  for (const event of events) {
    for (const dyad of index.dyadsOf(event)) {
      const [from, to] = dyad.split(">");
      const row = dyads.get(dyad) ?? { dyad, from, to, happened: 0, other: 0, sum: 0 };
      if (happened(event)) {
        row.happened += 1;
        row.sum += event.intensity * weight(event);
      } else row.other += 1;
      dyads.set(dyad, row);
    }
  }
  return [...dyads.values()].sort((a, b) => b.happened - a.happened || b.other - a.other || (a.dyad < b.dyad ? -1 : 1));
}
