// What the page borrows: bundled into static/vendor/libraries.js, the one module that our own import it from.
export { max, min, extent, rollup, group } from "d3-array";
export { axisBottom, axisLeft } from "d3-axis";
export { brushX } from "d3-brush";
export { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
export { geoCircle, geoGraticule10, geoMercator, geoPath } from "d3-geo";
export { scaleLinear, scaleSqrt, scaleUtc } from "d3-scale";
export { pointer, select } from "d3-selection";
export { area, curveStepAfter, line } from "d3-shape";
export { zoom, zoomIdentity } from "d3-zoom";
export { feature } from "topojson-client";
