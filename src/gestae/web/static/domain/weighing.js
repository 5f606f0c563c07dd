/**
 * How much an event counts in the sums of its dyad: once, once for each origin that tells it independently, or once for
 * each report, copies and all. The twin of `gestae/views/page/weighing.py`.
 */

/** @typedef {import("./types.js").PageEvent} PageEvent */
/** @typedef {import("./query.js").Index} Index */
/** @typedef {(event: PageEvent) => number} Weight */

/** What `weigh` in the address may be, the first where it is not there. */
export const WEIGHINGS = ["once", "origins", "reports"];

/** @param {Index} index @param {string} weigh @returns {Weight} */
export function weightOf(index, weigh) {
  if (weigh === "origins") return (event) => told(index, event).size;
  if (weigh === "reports") return (event) => [...told(index, event).values()].reduce((sum, one) => sum + one, 0);
  return () => 1;
}

/**
 * The origins that tell an event, each with its reports. The text of an origin stands in all its copies; what only a
 * copy has added, in that copy.
 * @param {Index} index @param {PageEvent} event
 */
function told({ documents }, event) {
  /** @type {Map<string, string[]>} */
  const origins = new Map();
  for (const name of new Set([event.document, ...event.also.map((one) => one.document)])) {
    const origin = documents.get(name)?.origin ?? name;
    origins.set(origin, [...(origins.get(origin) ?? []), name]);
  }
  return new Map([...origins].map(([origin, names]) => [origin, (names.includes(origin) && documents.get(origin)?.reports) || names.length]));
}
