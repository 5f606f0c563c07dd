// Builds what the page borrows into src/gestae/web/static/vendor: node web/build.mjs (after npm ci).
// libraries.js   the libraries as one module, for `gestae serve`
// report.js      our modules and the libraries as one script, for `gestae report`
// countries-*.json   Natural Earth's countries as TopoJSON
// licences.txt   the licence of every package in them
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const statics = join(here, "../src/gestae/web/static");
const vendor = join(statics, "vendor");
mkdirSync(vendor, { recursive: true });

const common = { bundle: true, minify: true, charset: "utf8", legalComments: "none", target: "es2022", logLevel: "warning" };
await build({ ...common, entryPoints: [join(here, "libraries.js")], format: "esm", outfile: join(vendor, "libraries.js") });
// So that our own modules are checked against the libraries' types.
writeFileSync(join(vendor, "libraries.d.ts"), readFileSync(join(here, "libraries.js")));
await build({
  ...common, entryPoints: [join(statics, "app.js")], format: "iife", outfile: join(vendor, "report.js"),
});

for (const scale of ["50m", "10m"]) {
  const atlas = JSON.parse(readFileSync(join(here, `node_modules/world-atlas/countries-${scale}.json`), "utf8"));
  delete atlas.objects.land; // the countries' own borders draw the coast
  writeFileSync(join(vendor, `countries-${scale}.json`), JSON.stringify(atlas));
}

const installed = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8")).packages;
const packages = Object.entries(installed).filter(([path, about]) => path && !about.dev && !path.includes("esbuild"));
const licences = packages.map(([path, about]) => {
  const file = readdirSync(join(here, path)).find((name) => /^licen[cs]e/i.test(name));
  if (!file) throw new Error(`${path} has no licence file`);
  return `${path.replace("node_modules/", "")} ${about.version}\n\n${readFileSync(join(here, path, file), "utf8").trim()}\n`;
});
const source = "The map is Natural Earth's (public domain), by way of the package world-atlas.\n";
writeFileSync(join(vendor, "licences.txt"), [source, ...licences].join(`\n${"-".repeat(80)}\n\n`));
