/** Starts the page, or says in one sentence why it cannot. */
import { Page } from "./app/page.js";
import { filtersOf, viewOf } from "./app/state.js";
import { sourceOf } from "./domain/source.js";

async function start() {
  const source = await sourceOf();
  const filters = filtersOf(viewOf(location.hash));
  const model = await source.model();
  const page = new Page(source, model.window && filters ? await source.model(filters) : model);
  page.start();
}

start().catch((error) => {
  const said = document.getElementById("about-case");
  if (said) said.textContent = `The case cannot be shown: ${error instanceof Error ? error.message : error}`;
  document.documentElement.dataset.ready = "failed";
  throw error;
});
