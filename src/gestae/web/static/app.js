/** Starts the page, or says in one sentence why it cannot. */
import { Page } from "./app/page.js";
import { filtersOf, viewOf } from "./app/state.js";
import { sourceOf } from "./domain/source.js";

async function start() {
  const source = await sourceOf();
  const page = new Page(source, await source.model(source.served ? filtersOf(viewOf(location.hash)) : ""));
  page.start();
}

start().catch((error) => {
  const said = document.getElementById("about-case");
  if (said) said.textContent = `The case cannot be shown: ${error instanceof Error ? error.message : error}`;
  document.documentElement.dataset.ready = "failed";
  throw error;
});
