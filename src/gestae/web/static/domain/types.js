/**
 * The JSON that the page is drawn from; the same names as in views/page/shapes.py.
 *
 * @typedef {[number, number, string]} Mark Start, end (code points, end exclusive) and role or kind.
 * @typedef {{start: string, end: string, precision: string, text: string, zone: string|null}} PageDate
 * @typedef {{
 *   id: string, document: string, number: number, type: string, mode: string|null, modality: string, status: string,
 *   quad: number, intensity: number, confidence: number, actors: string[], recipients: string[], places: string[],
 *   spots: string[], date: PageDate|null, words: string, also: {event: string, document: string}[]
 * }} PageEvent
 * @typedef {{
 *   id: string, name: string, kind: string, country: string|null, sector: string|null, wikidata: string|null,
 *   aliases: string[], unit: string, mentions: number, documents: number
 * }} PageActor
 * @typedef {{
 *   id: string, name: string, kind: string, country: string|null, precision: string, lat: number|null,
 *   lon: number|null, shape: "dot"|"country"|"circle"|"none", radius: number, number: string|null
 * }} PagePlace
 * @typedef {{
 *   id: string, title: string, publisher: string|null, published: string|null, url: string|null, language: string,
 *   sha256: string, events: number, words: number, origin: string, reports: number
 * }} PageDocument
 * @typedef {{
 *   id: string, document: string, event: string|null, effect: string, who: string, min: number|null,
 *   max: number|null, figure: string, status: string, standing: string, source: string, date: PageDate|null,
 *   reported: string|null, span: number[], words: string
 * }} PageToll
 * @typedef {{source: string, target: string, relation: string, document: string, words: string, span: number[]}} PageLink
 * @typedef {{start: number, end: number, text: string, part: string}} PageQuote
 * @typedef {{value: string, source: string, quotes: PageQuote[]}} PageClaim
 * @typedef {{about: string, document: string, events: string[], claims: PageClaim[]}} PageDiscrepancy
 * @typedef {{source: string, relation: string, target: string, text: string, document: string, span: number[]}} PageRelation
 * @typedef {{
 *   id: string, program: string, model: string, ontology: string, actors: string, documents: number,
 *   started: string|null
 * }} PageRun
 * @typedef {{
 *   number: number, made_at: string, who: string, why: string, action: string, event: string, document: string|null,
 *   field: string|null, before: string|null, after: string|null, undoes: number|null, stands: boolean
 * }} PageCorrection
 * @typedef {{id: string, name: string}} PageUnit
 * @typedef {{
 *   name: string, gestae: string, documents: PageDocument[], actors: PageActor[], places: PagePlace[],
 *   units: PageUnit[], events: PageEvent[], tolls: PageToll[], links: PageLink[], relations: PageRelation[],
 *   discrepancies: PageDiscrepancy[], runs: PageRun[], corrections: PageCorrection[], codes: Record<string, string[]>,
 *   window: PageWindow|null
 * }} PageModel
 * @typedef {{count: number, exact: boolean, total: number, offset: number, shown: number, days: [string, number, number][], facets: Record<"types"|"modalities"|"statuses", [string, number][]>, documents: number}} PageWindow
 *
 * @typedef {{role: string, who: string, through: string, channel: string|null, span: number[]}} ReaderVoice
 * @typedef {{
 *   id: string, number: number, cameo: string|null, contexts: string[], means: string[], quantity: string|null,
 *   actors: string[], recipients: string[], places: string[], marks: Mark[], voices: ReaderVoice[]
 * }} ReaderEvent
 * @typedef {{
 *   id: string, speaker: string, channel: string|null, kind: string, manner: string, content: number[][], marks: Mark[]
 * }} ReaderStatement
 * @typedef {{
 *   id: string, title: string, publisher: string|null, authors: string[], published: string|null, url: string|null,
 *   language: string, text: string, parts: Mark[], events: ReaderEvent[], statements: ReaderStatement[],
 *   actors: PageUnit[], places: PageUnit[]
 * }} ReaderDocument
 */

export {};
