// What she says: a notebook carries the first of three voices, and here the learner's own takes its place.

import { el, interfaceLang } from "./dom.js";

const PLACE = "kit-says-";

/** @typedef {{ kind: string, who: string, how: string, es: string[], en: string[], interpreter: string, label: string }} Told */

/** The place of which a block's classes tell.
 * @param {Iterable<string>} classes @returns {string | undefined} */
export const placeOf = (classes) => Array.from(classes).find((one) => one.startsWith(PLACE));

/** In which order a thing said is shown: a letter's languages stand side by side, a line begins in Spanish.
 * @param {Told} told @returns {{ part: string, paragraphs: string[], lang?: string, by?: string }[]} */
export function partsOf({ kind, how, es, en, interpreter, label }) {
  const english = { part: "en", paragraphs: en, by: interpreter };
  const spanish = { part: "es", paragraphs: es, lang: "es" };
  const both = kind === "letter" ? [english, spanish] : [spanish, english];
  return [...(how ? [{ part: "how", paragraphs: [how] }] : []), ...both, { part: "label", paragraphs: [label] }];
}

/** @param {Told} told @returns {Node[]} */
const drawn = (told) => [
  el("p", {}, el("strong", {}, told.who)),
  ...partsOf(told).map(({ part, paragraphs, lang, by }) =>
    el("div", { class: `kit-hers-${part}`, lang: part === "label" ? interfaceLang() : lang },
      ...paragraphs.map((one, at) => el("p", {}, ...(by && !at ? [el("em", { lang: interfaceLang() }, `${by}:`), " "] : []), one)))),
];

export class HerWords {
  /** @param {import("./course_server.js").CourseServer} server @param {Words} words */
  constructor(server, words) {
    this.server = server;
    this.words = words;
    /** @type {Promise<Record<string, Told>> | null} */
    this.asked = null;
  }

  /** Asked once; again where it did not come. */
  told() {
    this.asked ??= this.server.herWords();
    void this.asked.catch(() => (this.asked = null));
    return this.asked;
  }

  /** Texts are drawn one after another, and some anew. @param {HTMLElement} page */
  watch(page) {
    const look = () => {
      const blocks = Array.from(page.querySelectorAll(".kit-hers:not(.kit-hers-told, .kit-hers-asked)"));
      if (blocks.length) void this.tell(blocks);
    };
    new MutationObserver(look).observe(page, { subtree: true, childList: true });
    look();
  }

  /** @param {Element[]} blocks */
  async tell(blocks) {
    for (const block of blocks) block.classList.add("kit-hers-asked");
    const told = await this.told().catch(() => null);
    for (const block of blocks) {
      const said = told?.[placeOf(block.classList) ?? ""];
      // Another voice than the learner's own is never shown in its place.
      block.replaceChildren(...(said ? drawn(said) : [el("p", { role: "status", lang: interfaceLang() }, this.words["shell.her_words"])]));
      block.classList.add("kit-hers-told");
    }
  }
}
