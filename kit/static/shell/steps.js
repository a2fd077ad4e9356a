// A week's steps: one is on the screen; the others stay in the page, hidden.

export class Steps {
  /** @param {HTMLElement} main */
  constructor(main) {
    this.main = main;
    /** @type {HTMLElement[]} */
    this.all = [...main.querySelectorAll(/** @type {"section"} */ (".kit-step"))];
    this.slugs = this.all.map((section) => section.id);
    // The browser would scroll to a step by itself, after the page has restored its place.
    for (const section of this.all) section.removeAttribute("id");
  }

  /** Show some steps. @param {(step: number) => boolean} isShown */
  show(isShown) {
    this.all.forEach((section, step) => { section.hidden = !isShown(step); });
  }

  /** Return the heading of a step; in a text with two wordings, the one that is shown. @param {number} step */
  heading(step) {
    /** @type {HTMLElement[]} */
    const all = [...this.all[step]?.querySelectorAll("h2") ?? []];
    return all.find((one) => one.checkVisibility({ visibilityProperty: true })) ?? null;
  }

  /** Return the heading of the step's first form of a kind. @param {number} step @param {string} kind @returns {HTMLElement | null} */
  form(step, kind) {
    return this.all[step]?.querySelector(`.kit-form[data-kind="${CSS.escape(kind)}"] h3`) ?? null;
  }

  /** Return the number of the step that has a node in it, or -1. @param {Node} node */
  of(node) {
    return this.all.findIndex((section) => section.contains(node));
  }

  /** Return matching elements in the steps that are shown. @param {string} selector @returns {Element[]} */
  shown(selector) {
    return this.all.filter((section) => !section.hidden).flatMap((section) => [...section.querySelectorAll(selector)]);
  }
}
