/** The words and shapes in which codes are shown. Shape and word go together: colour alone never says anything. */

const HAPPENED = new Set(["actual", "attempted"]);

/** @param {{modality: string}} event */
export function happened(event) {
  return HAPPENED.has(event.modality);
}

/** "happened" or how far an event is from it. @param {string} modality */
export function modalityWord(modality) {
  return modality === "actual" ? "happened" : modality;
}

/** @param {string} modality */
export function modalityShape(modality) {
  return modality === "attempted" ? "◐" : HAPPENED.has(modality) ? "●" : "○";
}

/** @type {Record<string, string>} */
const STATUS_SHAPES = {
  "own voice": "▪",
  confirmed: "✓",
  claimed: "❝",
  believed: "≈",
  disputed: "⇄",
  denied: "✗",
  pending: "…",
  "none announced": "∅",
};

/** @param {string} status */
export function statusShape(status) {
  return STATUS_SHAPES[status] ?? "?";
}

/** @type {Record<string, string>} */
const STATUS_MEANINGS = {
  "own voice": "the report tells it in its own voice",
  confirmed: "told by a speaker, and confirmed by one",
  claimed: "told by a speaker only",
  believed: "what a speaker believes or expects",
  disputed: "told by one and denied by another",
  denied: "told in denials only",
};

/** @param {string} status */
export function statusMeaning(status) {
  return STATUS_MEANINGS[status] ?? status;
}

/** @type {Record<number, string>} */
export const QUADS = {
  1: "verbal cooperation",
  2: "material cooperation",
  3: "verbal conflict",
  4: "material conflict",
};

/** @type {Record<string, string>} */
const LINKS = {
  retaliation_for: "in retaliation for",
  response_to: "in response to",
  caused_by: "caused by",
  follows: "after",
  part_of: "part of",
  same_as: "the same as",
};

/** @param {string} relation */
export function linkWord(relation) {
  return LINKS[relation] ?? relation.replaceAll("_", " ");
}

/** @type {Record<string, string>} The field that each role of evidence speaks for. */
const FIELDS = {
  trigger: "what",
  actor: "who",
  recipient: "to whom",
  place: "where",
  location: "where",
  date: "when",
  means: "means",
  quantity: "how many",
  source: "according to",
  speaker: "according to",
  cue: "according to",
  modality: "certainty",
  negation: "certainty",
  context: "context",
};

/** @param {string} role */
export function fieldOf(role) {
  return FIELDS[role] ?? role.replaceAll("_", " ");
}

/** @type {Record<string, string>} */
const PRECISIONS = {
  site: "a site",
  city: "a town or city",
  admin2: "somewhere in a district",
  admin1: "somewhere in a province",
  country: "somewhere in a country",
  region: "somewhere in a region",
  unknown: "somewhere around",
};

/** @param {string} precision */
export function precisionWord(precision) {
  return PRECISIONS[precision] ?? precision;
}

/** "ASSAULT" becomes "assault". @param {string} code */
export function codeWord(code) {
  return code.toLowerCase().replaceAll("-", " ").replaceAll("_", " ");
}

/** "8 Jan 2020", "Nov 2010", "1988", or an interval. @param {{start: string, end: string} | null} date */
export function dateWord(date) {
  if (!date) return "no date";
  const [first, last] = [date.start.slice(0, 4), date.end.slice(0, 4)];
  if (date.start.endsWith("-01-01") && date.end.endsWith("-12-31")) return first === last ? first : `${first} to ${last}`;
  if (date.start.endsWith("-01") && date.end === monthEnd(date.start)) return dayWord(date.start).replace(/^1 /, "");
  return date.start === date.end ? dayWord(date.start) : `${dayWord(date.start)} to ${dayWord(date.end)}`;
}

/** The last day of a month. @param {string} first */
function monthEnd(first) {
  const [year, month] = first.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** @param {string} day "2020-01-08" */
export function dayWord(day) {
  const [year, month, date] = day.slice(0, 10).split("-");
  return `${Number(date)} ${MONTHS[Number(month) - 1] ?? month} ${Number(year)}`;
}
