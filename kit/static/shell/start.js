// The entry of every page: draw at once what the page holds, then ask who is here.

import { CoursePage } from "./course_page.js";
import { ServerHost, takeToken } from "../hosts/server.js";
import { Slots } from "./slots.js";
import { Steps } from "./steps.js";

/** The name under which the forms and the texts know a dark page; JupyterLab has the same. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const themed = () => { document.body.dataset.jpThemeLight = String(!dark.matches); };
dark.addEventListener("change", themed);
themed();

takeToken();
const main = /** @type {HTMLElement} */ (document.getElementById("kit-page"));
/** @type {PageData} */
const data = JSON.parse(document.getElementById("kit-data")?.textContent ?? "{}");
const host = new ServerHost(new URL("../../../", import.meta.url), document.documentElement.dataset.page ?? "", data.edition);
const slots = new Slots(main, host);
const page = new CoursePage(host, slots, new Steps(main), main, data);

/** @param {string} name */
const read = async (name) => (await fetch(new URL(name, import.meta.url), { cache: "no-cache" })).json();
void page.begin(read("course.json"), read("glossary.json"));
