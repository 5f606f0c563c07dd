/** Who acts upon whom: a network of the busiest actors, the whole as a table. */
import { tally } from "../domain/query.js";
import { happened } from "../domain/terms.js";
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, scaleSqrt, select as pick } from "../vendor/libraries.js";
import { h } from "./dom.js";
import { table } from "./table.js";

/** @typedef {import("../app/page.js").Page} Page */
/** @typedef {{id: string, name: string, count: number, x?: number, y?: number}} Node_ */
/** @typedef {{source: any, target: any, count: number, sum: number}} Edge */

const BUSIEST = 40;
const HEIGHT = 420;
const LINE = 15; // units of the drawing that a name is high, with some air

/** @param {Page} page @param {HTMLElement} panel */
export function actors(page, panel) {
  const { index, events } = page;
  const counts = tally(events, (event) => [...new Set([...event.actors, ...event.recipients])]);
  panel.append(h("h2", {}, "Actors"), h("p", { class: "note" }, `The ${Math.min(BUSIEST, counts.length)} busiest of the events shown. A line joins who acts with whom it is done to: solid for hostile acts, dashed for friendly ones; only what happened is drawn.`));
  network(page, panel, counts.slice(0, BUSIEST));
  /** @param {string} id @param {"actors"|"recipients"} side */
  const acts = (id, side) => events.filter((event) => happened(event) && event[side].includes(id)).length;
  const relations = relationsOf(page);
  panel.append(table("actors", "Actors of the events shown", [
    { name: "actor", wide: true, value: ([id]) => index.actorName(id), show: ([id]) => h("button", { type: "button", class: "plain", onclick: () => page.state.set({ actor: id }) }, index.actorName(id)) },
    { name: "kind", value: ([id]) => index.actors.get(id)?.kind.replaceAll("_", " ") ?? null },
    { name: "country", value: ([id]) => index.actors.get(id)?.country ?? null },
    { name: "events", value: ([, count]) => count, number: true },
    { name: "acts", value: ([id]) => acts(id, "actors"), number: true },
    { name: "is acted on", value: ([id]) => acts(id, "recipients"), number: true },
    { name: "ties", wide: true, value: ([id]) => (relations.get(id) ?? []).join("; ") },
    { name: "also called", wide: true, value: ([id]) => index.actors.get(id)?.aliases.join("; ") ?? null },
  ], counts, { served: served(page, "actors") }));
}

/** The address of a table of the server, with the view's filters. @param {Page} page @param {string} name */
export function served(page, name) {
  return page.source.served ? { path: `tables/${name}`, query: page.address().slice(1) } : undefined;
}

/** @param {Page} page @returns {Map<string, string[]>} */
function relationsOf({ model, index }) {
  /** @type {Map<string, string[]>} */
  const ties = new Map();
  for (const relation of model.relations) {
    const other = index.actors.get(relation.target)?.name ?? index.places.get(relation.target)?.name ?? "";
    const words = `${relation.relation.replaceAll("_", " ")} ${other}`;
    const held = ties.get(relation.source) ?? [];
    if (!held.includes(words)) ties.set(relation.source, [...held, words]);
  }
  return ties;
}

/** @param {Page} page @param {HTMLElement} panel @param {[string, number][]} busiest */
function network(page, panel, busiest) {
  const width = Math.max(300, panel.clientWidth || 640);
  /** @type {Node_[]} */
  const nodes = busiest.map(([id, count]) => ({ id, name: page.index.actorName(id), count }));
  const edges = edgesOf(page, new Set(nodes.map((node) => node.id)));
  const linked = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
  const drawn = nodes.filter((node) => linked.has(node.id));
  if (drawn.length === 0) {
    panel.append(h("p", { class: "empty" }, "No two actors meet in an event that happened."));
    return;
  }
  const size = scaleSqrt([0, Math.max(4, drawn[0].count)], [3, 20]);
  // d3-force starts from fixed places and draws no lots: the same events give the same picture.
  const layout = forceSimulation(/** @type {any[]} */ (drawn))
    .force("charge", forceManyBody().strength(-260)).force("link", forceLink(edges).id((node) => /** @type {any} */ (node).id).distance(90))
    .force("x", forceX(0).strength(0.06)).force("y", forceY(0).strength((0.06 * width) / HEIGHT)).force("apart", forceCollide((node) => size(/** @type {any} */ (node).count) + 10)).stop();
  layout.tick(300);
  const [left, right, top, bottom] = [Math.min(...drawn.map((n) => n.x ?? 0)), Math.max(...drawn.map((n) => n.x ?? 0)), Math.min(...drawn.map((n) => n.y ?? 0)), Math.max(...drawn.map((n) => n.y ?? 0))];
  const scale = Math.min(1.2, (width - Math.min(160, width / 4)) / Math.max(1, right - left), (HEIGHT - 70) / Math.max(1, bottom - top));
  for (const node of drawn) {
    node.x = width / 2 + ((node.x ?? 0) - (left + right) / 2) * scale;
    node.y = HEIGHT / 2 + ((node.y ?? 0) - (top + bottom) / 2) * scale;
  }
  apart(drawn, (node) => size(node.count) + 6);
  const at = (/** @type {Node_} */ node) => [node.x ?? 0, node.y ?? 0];
  const svg = pick(panel).append("svg").attr("class", "network").attr("viewBox", `0 0 ${width} ${HEIGHT}`).attr("width", width).attr("height", HEIGHT).attr("role", "img").attr("aria-label", "Who acts upon whom; the table below holds the same");
  svg.append("defs").append("marker").attr("id", "arrow").attr("viewBox", "0 0 8 8").attr("refX", 7).attr("refY", 4).attr("markerWidth", 7).attr("markerHeight", 7).attr("markerUnits", "userSpaceOnUse").attr("orient", "auto").append("path").attr("d", "M0,0L8,4L0,8Z");
  svg.selectAll("path.edge").data(edges).join("path").attr("class", (edge) => `edge ${edge.sum < 0 ? "hostile" : "friendly"}`)
    .attr("stroke-width", (edge) => Math.min(6, 1 + Math.sqrt(edge.count) * 0.7)).attr("marker-end", "url(#arrow)")
    .attr("d", (edge) => curve(at(edge.source), at(edge.target), size(edge.target.count) + 3))
    .append("title").text((edge) => `${edge.source.name} → ${edge.target.name}: ${edge.count}, intensity ${edge.sum.toFixed(1)}`);
  const group = svg.selectAll("g.node").data(drawn).join("g").attr("class", "node").attr("transform", (node) => `translate(${at(node)})`)
    .on("click", (_, node) => page.state.set({ actor: page.state.view.actor === node.id ? "" : node.id }));
  group.append("circle").attr("r", (node) => size(node.count)).attr("class", (node) => (page.state.view.actor === node.id ? "chosen" : null));
  group.append("text").text((node) => (node.name.length > 24 ? `${node.name.slice(0, 23)}…` : node.name));
  named(group, drawn, (node) => size(node.count), width);
  group.append("title").text((node) => `${node.name}: ${node.count} events`);
}

/** Circles keep apart where the drawing was scaled down and they were not. @param {Node_[]} drawn @param {(node: Node_) => number} room */
function apart(drawn, room) {
  const homes = new Map(drawn.map((node) => [node, [node.x ?? 0, node.y ?? 0]]));
  const home = (/** @type {any} */ node) => homes.get(node) ?? [0, 0];
  for (const node of drawn) Object.assign(node, { vx: 0, vy: 0 });
  forceSimulation(/** @type {any[]} */ (drawn)).force("apart", forceCollide((node) => room(/** @type {any} */ (node))).iterations(4))
    .force("x", forceX((node) => home(node)[0]).strength(0.05)).force("y", forceY((node) => home(node)[1]).strength(0.05)).stop().tick(120);
}

/**
 * Puts each name below its circle, or above, beside or aslant where another name or circle stands there; where there is room
 * for none of these, the circle has no name (the busiest come first, and a pointer or the table tells every name).
 * @param {import("d3-selection").Selection<any, Node_, any, any>} group @param {Node_[]} drawn @param {(node: Node_) => number} radius @param {number} width
 */
function named(group, drawn, radius, width) {
  /** @type {number[][]} Left, top, right and bottom of the names so far. */
  const taken = [];
  const circles = drawn.map((node) => ({ node, x: node.x ?? 0, y: node.y ?? 0, r: radius(node) }));
  group.select("text").each(function place(node) {
    const text = /** @type {SVGTextElement} */ (this);
    const [half, r, x, y] = [text.getComputedTextLength() / 2 + 3, radius(node), node.x ?? 0, node.y ?? 0];
    const [below, above, beside, aslant] = [r + 12, -r - 5, r + half, half * 0.8];
    const around = [[0, below], [0, above], [beside, 4], [-beside, 4], [-aslant, below], [aslant, below], [-aslant, above], [aslant, above]];
    const free = around.find(([dx, dy]) => {
      const [left, top, right, bottom] = boxOf(x + dx, y + dy, half);
      return left >= 0 && right <= width && taken.every((other) => right < other[0] || left > other[2] || bottom < other[1] || top > other[3])
        && circles.every((one) => one.node === node || Math.hypot(one.x - clamped(one.x, left, right), one.y - clamped(one.y, top, bottom)) >= one.r);
    });
    if (!free) return text.remove();
    text.setAttribute("dx", String(free[0]));
    text.setAttribute("dy", String(free[1]));
    taken.push(boxOf(x + free[0], y + free[1], half));
  });
}

/** What a name takes whose middle stands here. @param {number} x @param {number} y @param {number} half */
function boxOf(x, y, half) {
  return [x - half, y - LINE + 3, x + half, y + 3];
}

/** @param {number} value @param {number} low @param {number} high */
function clamped(value, low, high) {
  return Math.max(low, Math.min(high, value));
}

/** @param {Page} page @param {Set<string>} known @returns {Edge[]} */
function edgesOf({ events }, known) {
  /** @type {Map<string, Edge>} */
  const edges = new Map();
  for (const event of events.filter(happened)) {
    for (const source of event.actors) for (const target of event.recipients) {
      if (source === target || !known.has(source) || !known.has(target)) continue;
      const edge = edges.get(`${source}>${target}`) ?? { source, target, count: 0, sum: 0 };
      edge.count += 1;
      edge.sum += event.intensity;
      edges.set(`${source}>${target}`, edge);
    }
  }
  return [...edges.values()];
}

/** A bent line that ends before the circle. @param {number[]} from @param {number[]} to @param {number} gap */
function curve([x1, y1], [x2, y2], gap) {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [mx, my] = [(x1 + x2) / 2 + (y2 - y1) * 0.12, (y1 + y2) / 2 - (x2 - x1) * 0.12];
  const last = Math.hypot(x2 - mx, y2 - my) || 1;
  const share = Math.min(gap, length / 2) / last;
  return `M${x1},${y1}Q${mx},${my} ${x2 - (x2 - mx) * share},${y2 - (y2 - my) * share}`;
}
