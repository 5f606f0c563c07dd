/** Tables: every chart has one, and every table can be taken away as CSV or JSON. */
import { h } from "./dom.js";

/** @typedef {import("./dom.js").Child} Child */
/** @typedef {{name: string, value: (row: any) => string | number | null, show?: (row: any) => Child | Child[], number?: boolean, wide?: boolean}} Column `value` goes into the files, `show` onto the page. */

const FORMULA = /^[=+\-@\t\r\n]/;
const SHOWN = 200;

/**
 * @typedef {{path: string, query: string}} Served A path without its ending, and the view's filters.
 */

/**
 * A table with its links.
 * @param {string} name What the files are called. @param {string} caption @param {Column[]} columns @param {any[]} rows
 * @param {{served?: Served}} [options] `served`: where the server has the same table.
 */
export function table(name, caption, columns, rows, options = {}) {
  const body = h("tbody");
  /** @param {number} from */
  const more = (from) => {
    for (const row of rows.slice(from, from + SHOWN)) body.append(line(columns, row));
  };
  more(0);
  if (rows.length === 0) body.append(h("tr", {}, h("td", { colspan: columns.length, class: "empty" }, "Nothing here.")));
  let shown = Math.min(SHOWN, rows.length);
  const button = h("button", { type: "button", onclick: () => {
    more(shown);
    shown = Math.min(shown + SHOWN, rows.length);
    if (shown === rows.length) button.remove();
  } }, "Show more rows");
  return h("div", { class: "table" },
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption },
      h("table", {}, h("caption", {}, caption),
        h("thead", {}, h("tr", {}, columns.map((column) => h("th", { scope: "col", class: column.number ? "number" : null }, column.name)))),
        body)),
    rows.length > SHOWN && button,
    downloads(name, columns, rows, options.served));
}

/** @param {Column[]} columns @param {any} row */
function line(columns, row) {
  return h("tr", {}, columns.map((column) =>
    h("td", { class: column.number ? "number" : column.wide ? "wide-cell" : null, dir: column.number ? null : "auto" }, column.show ? column.show(row) : column.value(row))));
}

/** Links to the rows as CSV and JSON. @param {string} name @param {Column[]} columns @param {any[]} rows @param {Served} [served] */
export function downloads(name, columns, rows, served) {
  /** @param {string} ending @param {() => string} write @param {string} kind */
  const link = (ending, write, kind) => {
    const anchor = h("a", { href: served ? `${served.path}.${ending}${served.query && `?${served.query}`}` : "#", download: `${name}.${ending}`, "aria-label": `${name} as ${ending.toUpperCase()}` }, ending.toUpperCase());
    if (!served) {
      anchor.addEventListener("click", () => {
        const address = URL.createObjectURL(new Blob([write()], { type: kind }));
        anchor.href = address;
        setTimeout(() => URL.revokeObjectURL(address), 60_000);
      });
    }
    return anchor;
  };
  return h("p", { class: "downloads" }, `${name}: `,
    link("csv", () => csv(columns, rows), "text/csv"), " · ", link("json", () => json(columns, rows), "application/json"));
}

/** @param {Column[]} columns @param {any[]} rows */
export function csv(columns, rows) {
  const lines = [columns.map((column) => column.name), ...rows.map((row) => columns.map((column) => column.value(row)))];
  return lines.map((cells) => cells.map(cell).join(",") + "\r\n").join("");
}

/** A cell that no spreadsheet takes for a formula; numbers stay numbers. @param {string | number | null} value */
function cell(value) {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {Column[]} columns @param {any[]} rows */
function json(columns, rows) {
  return JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((column) => [column.name, column.value(row)]))), null, 1) + "\n";
}
