/**
 * How sure a day's sum of intensity is, and on which days the level of a dyad breaks. The methods and their sources stand
 * in `gestae/views/page/escalation.py`, whose twin this is: the same steps in the same order give the same numbers.
 */
import { daysBetween, LONGEST_POINT } from "./query.js";
import { happened } from "./terms.js";

/** @typedef {import("./types.js").PageEvent} PageEvent */
/** @typedef {import("./query.js").Index} Index */
/** @typedef {{at: number, before: number, after: number, p: number}} Break */

const EXACT = 32;
const TAIL = 0.05;
const NORMAL = 1.6448536269514722;
const GRID = 100;
const NEARLY = 1e-12;
const ALPHA = 0.01;
const SHORTEST = 7;
const LONGEST_GAP = 366;
const DAY = 86_400_000;

/** The expected sum of one day's events, and the bounds of its middle 90 %. @param {{intensity: number, confidence: number}[]} told */
export function band(told) {
  const expected = told.reduce((sum, one) => sum + one.intensity * one.confidence, 0);
  if (told.length <= EXACT) {
    const sums = distribution(told);
    return { expected, low: Math.min(quantile(sums, TAIL) / GRID, expected), high: Math.max(quantile(sums, 1 - TAIL) / GRID, expected) };
  }
  const spread = NORMAL * Math.sqrt(told.reduce((sum, { intensity: x, confidence: p }) => sum + x * x * p * (1 - p), 0));
  const least = told.reduce((sum, one) => sum + Math.min(0, one.intensity), 0);
  const most = told.reduce((sum, one) => sum + Math.max(0, one.intensity), 0);
  return { expected, low: Math.max(least, expected - spread), high: Math.min(most, expected + spread) };
}

/** The probability of every sum, in hundredths. @param {{intensity: number, confidence: number}[]} told */
function distribution(told) {
  let sums = new Map([[0, 1]]);
  for (const { intensity, confidence } of told) {
    const step = Math.floor(intensity * GRID + 0.5);
    /** @type {Map<number, number>} */
    const grown = new Map();
    for (const [value, chance] of sums) {
      grown.set(value, (grown.get(value) ?? 0) + chance * (1 - confidence));
      grown.set(value + step, (grown.get(value + step) ?? 0) + chance * confidence);
    }
    sums = grown;
  }
  return sums;
}

/** @param {Map<number, number>} sums @param {number} share */
function quantile(sums, share) {
  const values = [...sums.keys()].sort((a, b) => a - b);
  let seen = 0;
  return values.find((value) => (seen += sums.get(value) ?? 0) >= share - NEARLY) ?? values[values.length - 1];
}

/** @typedef {{day: string, sum: number, expected: number, low: number, high: number, sure: number, events: PageEvent[], counted: number}} Step */

/**
 * The series of a dyad: by day, the sum of intensity of what happened (`sum`), the same with each event counted by its
 * confidence (`expected`) between the bounds of its middle 90 %, and `sure`, the expected sum of what a report tells in
 * its own voice or somebody confirms. An event that counts several times is real or not as one.
 * @param {Index} index @param {PageEvent[]} events @param {string} dyad @param {import("./weighing.js").Weight} weight @returns {Step[]}
 */
export function series(index, events, dyad, weight) {
  /** @type {Map<string, PageEvent[]>} */
  const days = new Map();
  for (const event of events) {
    if (!happened(event) || !event.date || !index.dyadsOf(event).includes(dyad)) continue;
    if (daysBetween(event.date.start, event.date.end) > LONGEST_POINT) continue;
    days.set(event.date.start, [...(days.get(event.date.start) ?? []), event]);
  }
  const weighed = (/** @type {PageEvent[]} */ told) => told.map((one) => ({ intensity: one.intensity * weight(one), confidence: one.confidence }));
  return [...days].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([day, told]) => ({
    day, events: told, ...band(weighed(told)),
    counted: told.reduce((sum, one) => sum + weight(one), 0), sum: weighed(told).reduce((sum, one) => sum + one.intensity, 0),
    sure: band(weighed(told.filter((one) => one.status === "own voice" || one.status === "confirmed"))).expected,
  }));
}

/** Where the level of a daily series changes, in its order. @param {number[]} levels @returns {Break[]} */
export function breaks(levels) {
  /** @type {{at: number, p: number}[]} */
  const found = [];
  const waiting = [[0, levels.length]];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const [start, end] = part;
    const split = pettitt(levels.slice(start, end));
    if (!split) continue;
    found.push({ at: start + split.at, p: split.p });
    waiting.push([start, start + split.at], [start + split.at, end]);
  }
  found.sort((a, b) => a.at - b.at);
  const edges = [0, ...found.map((one) => one.at), levels.length];
  const means = edges.slice(1).map((edge, i) => levels.slice(edges[i], edge).reduce((sum, one) => sum + one, 0) / (edge - edges[i]));
  return found.map(({ at, p }, i) => ({ at, before: means[i], after: means[i + 1], p }));
}

/** The most likely place of a break, with its p; null where there is none to speak of. @param {number[]} levels */
function pettitt(levels) {
  const n = levels.length;
  if (n < 2 * SHORTEST) return null;
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1);
  /** @type {Map<number, number>} */
  const ranks = new Map();
  let below = 0;
  let tied = 0;
  for (const [level, count] of [...counts].sort((a, b) => a[0] - b[0])) {
    ranks.set(level, below + (count + 1) / 2);
    below += count;
    tied += count ** 3 - count;
  }
  const untied = 1 - tied / (n ** 3 - n);
  if (untied <= 0) return null;
  let [at, most, running] = [0, 0, 0];
  for (let place = 1; place <= n - SHORTEST; place += 1) {
    running += 2 * (ranks.get(levels[place - 1]) ?? 0) - (n + 1);
    if (place >= SHORTEST && Math.abs(running) > most) [at, most] = [place, Math.abs(running)];
  }
  const p = 2 * Math.exp((-6 * most ** 2) / ((n ** 3 + n ** 2) * untied));
  return p < ALPHA ? { at, p } : null;
}

/** The days on which a dyad's level breaks. @param {Step[]} steps @returns {(Break & {day: string})[]} */
export function broken(steps) {
  const lately = recent(steps);
  if (lately.length === 0) return [];
  const first = lately[0].day;
  const levels = new Array(daysBetween(first, lately[lately.length - 1].day) + 1).fill(0);
  for (const step of lately) levels[daysBetween(first, step.day)] = step.expected;
  return breaks(levels).map((one) => ({ ...one, day: shifted(first, one.at) }));
}

/** The steps after the last gap of more than a year, if they are most of them: a mention of an event decades ago is in the table, not on the axis. @param {Step[]} steps */
export function recent(steps) {
  for (let i = steps.length - 1; i > 0; i -= 1) {
    if (daysBetween(steps[i - 1].day, steps[i].day) > LONGEST_GAP) return steps.length - i >= i ? steps.slice(i) : steps;
  }
  return steps;
}

/** So many days later. @param {string} day @param {number} days */
export function shifted(day, days) {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}
