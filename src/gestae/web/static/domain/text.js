/**
 * A text by its code points. The record counts in code points, JavaScript in UTF-16 units: an emoji before a span would
 * move every mark after it by one.
 */
export class CodePoints {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    /** @type {number[] | null} The UTF-16 index of each code point; null where they are the same. */
    this.index = /[\ud800-\udbff][\udc00-\udfff]/.test(text) ? CodePoints.indexOf(text) : null;
  }

  /** @param {string} text */
  static indexOf(text) {
    const index = [];
    for (let at = 0; at < text.length; at += /** @type {number} */ (text.codePointAt(at)) > 0xffff ? 2 : 1) {
      index.push(at);
    }
    return index;
  }

  get length() {
    return this.index ? this.index.length : this.text.length;
  }

  /** The words from one code point to another. @param {number} start @param {number} end */
  slice(start, end) {
    if (!this.index) return this.text.slice(start, end);
    const at = this.index;
    return this.text.slice(at[start] ?? this.text.length, at[end] ?? this.text.length);
  }
}

/**
 * A stretch of text that the same spans cover.
 * @typedef {{start: number, end: number, spans: string[]}} Piece
 */

/**
 * Cuts `start`..`end` where spans begin and end, so that spans may overlap in any way.
 * @param {number} start
 * @param {number} end
 * @param {{start: number, end: number, id: string}[]} spans
 * @returns {Piece[]}
 */
export function pieces(start, end, spans) {
  const inside = spans.filter((span) => span.start < end && span.end > start);
  const cuts = new Set([start, end]);
  for (const span of inside) {
    cuts.add(Math.max(start, span.start));
    cuts.add(Math.min(end, span.end));
  }
  const borders = [...cuts].sort((a, b) => a - b);
  return borders.slice(1).map((border, i) => ({
    start: borders[i],
    end: border,
    spans: inside.filter((span) => span.start <= borders[i] && span.end >= border).map((span) => span.id),
  }));
}

/** Letters without their marks, for search. @param {string} text */
export function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * Whether every word of a search begins a word of the text: "assad" does not find "ambassador".
 * @param {string} search
 * @returns {(text: string) => boolean}
 */
export function finder(search) {
  const words = plain(search).split(/\s+/).filter(Boolean);
  const patterns = words.map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}`, "u"));
  return (text) => patterns.every((pattern) => pattern.test(text));
}

/** @param {string} word */
function escaped(word) {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
