// What Ms. Perez says. A notebook has the first of three voices in it; the page replaces it with the learner's own.

import { interfaceLang } from "../dom.js";
import { html, nothing, render } from "../vendor/lit-html.js";

const PLACE = "kit-says-";

/** @typedef {{ kind: string, who: string, how: string, es: string[], en: string[], interpreter: string }} Told */

/** Return the place that a block's classes name. @param {Iterable<string>} classes @returns {string | undefined} */
export const placeOf = (classes) => Array.from(classes).find((one) => one.startsWith(PLACE));

/** Return the parts of something said in the order to show them: a letter has English first, a line has Spanish first.
 * @param {Told} told @returns {{ part: string, paragraphs: string[], lang?: string, by?: string }[]} */
export function partsOf({ kind, how, es, en, interpreter }) {
  const english = { part: "en", paragraphs: en, by: interpreter };
  const spanish = { part: "es", paragraphs: es, lang: "es" };
  const both = kind === "letter" ? [english, spanish] : [spanish, english];
  return [...(how ? [{ part: "how", paragraphs: [how] }] : []), ...both];
}

/** @param {Told} told */
const drawn = (told) => html`<p><strong>${told.who}</strong></p>${partsOf(told).map(({ part, paragraphs, lang, by }) => html`
  <div class="kit-hers-${part}" lang=${lang ?? nothing}>${paragraphs.map((text, at) =>
    html`<p>${by && !at ? html`<em lang=${interfaceLang()}>${by}:</em> ` : nothing}${text}</p>`)}</div>`)}`;

export class HerWords {
  /** @param {() => Promise<Record<string, Told>>} ask @param {Words} words */
  constructor(ask, words) {
    this.ask = ask;
    this.words = words;
    /** @type {Promise<Record<string, Told>> | null} */
    this.asked = null;
  }

  /** Ask the server once, and again only if that failed. */
  told() {
    this.asked ??= this.ask();
    void this.asked.catch(() => (this.asked = null));
    return this.asked;
  }

  /** Replace the words in all texts of a page, including those that are drawn or redrawn later. @param {HTMLElement} page */
  watch(page) {
    const look = () => {
      const blocks = Array.from(page.querySelectorAll(/** @type {"div"} */ (".kit-hers:not(.kit-hers-told, .kit-hers-asked)")));
      if (blocks.length) void this.tell(blocks);
    };
    new MutationObserver(look).observe(page, { subtree: true, childList: true });
    look();
  }

  /** @param {HTMLElement[]} blocks */
  async tell(blocks) {
    for (const block of blocks) block.classList.add("kit-hers-asked");
    const told = await this.told().catch(() => null);
    for (const block of blocks) {
      const words = told?.[placeOf(block.classList) ?? ""];
      block.replaceChildren();
      // If the words didn't come, say so; never show another voice instead.
      render(words ? drawn(words) : html`<p role="status" lang=${interfaceLang()}>${this.words["shell.her_words"]}</p>`, block);
      block.classList.add("kit-hers-told");
    }
  }
}
