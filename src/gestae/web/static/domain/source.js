/** Where the page gets a case from: a server (`gestae serve`) or the page itself (`gestae report`). */

/** @typedef {import("./types.js").PageModel} PageModel */
/** @typedef {import("./types.js").ReaderDocument} ReaderDocument */

/**
 * @typedef {{
 *   model: (filters?: string) => Promise<PageModel>,
 *   document: (id: string) => Promise<ReaderDocument>,
 *   map: (scale: "world"|"detail") => Promise<any>,
 *   forget: () => void,
 *   served: boolean,
 *   editable: boolean,
 * }} Source
 */

/** The case that stands in the page, or else the one that the server has. @returns {Promise<Source>} */
export async function sourceOf() {
  const inlined = document.getElementById("case");
  return inlined ? inlinedSource(await unpacked(inlined.textContent ?? "")) : servedSource();
}

/** JSON that was gzipped and written in base64. @param {string} text */
async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** @param {{model: PageModel, documents: Record<string, ReaderDocument>, world: any, detail: any}} held @returns {Source} */
function inlinedSource(held) {
  return {
    model: async () => held.model,
    document: async (id) => {
      const found = held.documents[id];
      if (!found) throw new Error(`There is no document ${id} in this report.`);
      return found;
    },
    map: async (scale) => (scale === "world" ? held.world : held.detail),
    forget: () => undefined,
    served: false,
    editable: false,
  };
}

/** @returns {Source} */
function servedSource() {
  /** @type {Map<string, Promise<ReaderDocument>>} */
  const documents = new Map();
  return {
    model: (filters = "") => fetched(filters ? `api/model?${filters}` : "api/model"),
    document: (id) => {
      const known = documents.get(id) ?? fetched(`api/documents/${encodeURIComponent(id)}`);
      documents.set(id, known);
      return known;
    },
    map: (scale) => fetched(`api/map/${scale}`),
    forget: () => documents.clear(),
    served: true,
    editable: document.documentElement.dataset.edit === "yes",
  };
}

/** The JSON at a path of our own server; its error in one sentence. @param {string} path */
async function fetched(path) {
  const answer = await fetch(path);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error ?? `The server answered ${answer.status}.`);
  return body;
}
