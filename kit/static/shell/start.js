// The entry of every page: draw at once what the page holds, then ask who is here.

import { languageKept } from "./browser_storage.js";
import { CoursePage } from "./course_page.js";
import { COURSE } from "../dom.js";
import { ServerHost, takeToken } from "../hosts/server.js";
import { END, WHOLE } from "./places.js";
import { Slots } from "./slots.js";
import { Steps } from "./steps.js";

/** The name under which the forms and the texts know a dark page; JupyterLab has the same. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const themed = () => { document.body.dataset.jpThemeLight = String(!dark.matches); };
dark.addEventListener("change", themed);
themed();

/** @param {string} name */
const read = async (name) => (await fetch(new URL(name, import.meta.url), { cache: "no-cache" })).json();

async function begin() {
  takeToken();
  const root = document.documentElement;
  const main = /** @type {HTMLElement} */ (document.getElementById("kit-page"));
  /** @type {PageData} */
  const data = JSON.parse(document.getElementById("kit-data")?.textContent ?? "{}");
  const host = new ServerHost(new URL("../../../", import.meta.url), root.dataset.page ?? "", data.edition);
  const [slots, steps] = [new Slots(main, host), new Steps(main)];
  const isWeek = steps.all.length > 0;
  root.classList.add("kit-shell");
  root.dataset.kitShown = isWeek ? "notebook" : "page";
  main.classList.toggle("kit-course", isWeek);
  // The view in the address, until the course is known.
  const view = decodeURIComponent(window.location.hash.slice(1));
  const at = Math.max(0, steps.slugs.indexOf(view));
  if (isWeek) steps.show((step) => view === WHOLE || (view !== END && step === at));

  const [course, terms] = [read("course.json"), read("glossary.json")];
  const opening = host.ask("open", { page: host.page, edition: host.edition });
  opening.catch(() => {});
  const words = { ...data.words };
  if (languageKept() === COURSE) slots.drawFixed(data, COURSE);
  // Words in another language come with the reply.
  else await opening.then((opened) => Object.assign(words, opened.words), () => {});
  const page = new CoursePage(host, slots, steps, main, data, words, await course);
  void terms.then((all) => page.explain(all));
  await page.open(opening);
}
void begin();
