// While a notebook is opened anew, a copy of its page stands in for it, so that nothing jumps. The field in which
// the learner types goes on taking words there, and gives them to the form: first to the old one, then to the new.
// A button that has the focus keeps it, and does nothing meanwhile.

import { find } from "./typing_place.js";

/** Milliseconds: how long a form may take to open, how often it is looked for, and for how long afterward whatever
 * takes the focus is no wish of the learner's. */
const PATIENCE = 60_000;
const OFTEN = 50;
const SETTLES = 1500;
const STANDS_IN = "kit-stands-in";
const CONTROLS = "button, input, select, textarea, a, summary";
/** Where JupyterLab puts the focus once it opened a notebook, on a slow computer much later; and nowhere. */
const LABS = "body, .jp-Notebook, .jp-Cell, .jp-Notebook .cm-content";
const TYPED = "textarea, input:not([type=radio], [type=checkbox])";

/** @typedef {import("./typing_place.js").TypingPlace} TypingPlace */

/** Words of one field put into another one, as if they were typed there.
 * @param {HTMLTextAreaElement} field @param {string} words */
function put(field, words) {
  if (field.value === words) return;
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export class StandIn {
  /** @param {HTMLElement} page what is copied @param {TypingPlace | null} place where the learner types
   * @param {() => boolean} wanted whether the page is still the one on the screen */
  constructor(page, place, wanted) {
    this.place = place;
    this.wanted = wanted;
    /** The field of the old form, then of the new one. @type {HTMLTextAreaElement | null} */
    this.real = place && find(page, place);
    // What a keyboard still composes is written before it is copied.
    if (document.activeElement === this.real) this.real?.blur();
    this.node = /** @type {HTMLElement} */ (page.cloneNode(true));
    this.node.classList.add("kit-stand-in");
    const selects = this.node.querySelectorAll("select");
    page.querySelectorAll("select").forEach((one, at) => { selects[at].selectedIndex = one.selectedIndex; });
    this.scroll = window.scrollY;
    page.before(this.node);
    document.documentElement.classList.add(STANDS_IN);
    /** @type {HTMLTextAreaElement | null} */
    this.twin = this.real && place ? find(this.node, place) : null;
    for (const one of this.node.querySelectorAll(CONTROLS)) if (one instanceof HTMLElement && one !== this.twin) one.inert = true;
    this.composing = false;
    // Whoever goes to another page sees that one.
    this.watching = setInterval(() => !wanted() && this.end(), OFTEN);
    /** What the form had last of the twin's words; the turn of a scene has none. */
    this.given = this.twin?.value;
    if (!this.twin) return;
    // A choice is not made here, where no form would hear of it.
    const typed = this.twin.matches(TYPED);
    for (const sign of ["click", "keydown"]) {
      this.twin.addEventListener(sign, (event) => {
        if (!typed && !(event instanceof KeyboardEvent && event.key === "Tab")) event.preventDefault();
      });
    }
    for (const sign of ["compositionstart", "compositionend"]) {
      this.twin.addEventListener(sign, () => { this.composing = sign === "compositionstart"; });
    }
    this.twin.addEventListener("input", () => this.give());
    this.moveFocus(this.real, this.twin);
    window.scrollTo(0, this.scroll);
  }

  /** @param {HTMLTextAreaElement | null} from @param {HTMLTextAreaElement} to */
  moveFocus(from, to) {
    const { selectionStart: start = null, selectionEnd: end = null, selectionDirection } = from ?? to;
    to.focus({ preventScroll: true });
    if (start !== null) to.setSelectionRange(start, end, selectionDirection ?? undefined);
  }

  /** What was typed goes to the form, as long as there is one. */
  give() {
    if (!this.twin || !this.real?.isConnected) return;
    put(this.real, this.twin.value);
    this.given = this.twin.value;
  }

  /** The form that was opened anew has the words that the old one kept; what was typed since is added.
   * @param {HTMLTextAreaElement} field */
  meet(field) {
    this.real = field;
    if (!this.twin || this.twin.value === this.given) return;
    // Another window wrote something else meanwhile: nothing of it is overwritten.
    if (field.value !== this.given) this.twin.value = `${field.value}\n\n${this.twin.value}`;
    this.give();
  }

  /** Until the new page can take over, or the form of a page that was left has every word.
   * @param {HTMLElement} page @param {Promise<unknown>} ready */
  async until(page, ready) {
    let settled = false;
    void ready.catch(() => {}).then(() => { settled = true; });
    const end = performance.now() + PATIENCE;
    while (page.isConnected && performance.now() < end) {
      const field = this.twin && this.place ? find(page, this.place, false) : null;
      if (field && field !== this.real) this.meet(field);
      if (this.wanted() ? settled && !this.composing && (field || !this.twin) : this.twin?.value === this.given || !this.twin) return;
      await new Promise((resolve) => setTimeout(resolve, OFTEN));
    }
  }

  /** The new page takes the copy's place, in one go. @param {HTMLElement} page */
  giveWay(page) {
    const { twin } = this;
    const field = twin && this.place ? find(page, this.place) : null;
    if (!this.wanted()) return this.end();
    const focused = document.activeElement === twin || document.activeElement?.matches(LABS);
    const top = twin?.getBoundingClientRect().top ?? 0;
    const scroll = window.scrollY;
    document.documentElement.classList.remove(STANDS_IN);
    if (field && twin && focused) this.moveFocus(twin, field);
    this.end();
    window.scrollTo(0, scroll);
    if (field) window.scrollBy(0, field.getBoundingClientRect().top - top);
    if (field && focused) stay(field, this.wanted);
    return undefined;
  }

  /** The copy is gone. */
  end() {
    clearInterval(this.watching);
    this.node.remove();
    document.documentElement.classList.remove(STANDS_IN);
  }
}

/** JupyterLab takes the focus to its notebook after it opened one: the field has it back at once, until the
 * learner goes elsewhere. @param {HTMLElement} field @param {() => boolean} wanted */
function stay(field, wanted) {
  let settled = false;
  const stop = new AbortController();
  const how = { capture: true, signal: stop.signal };
  window.addEventListener("pointerdown", () => stop.abort(), how);
  // What a button does is the learner's wish, too.
  window.addEventListener("keydown", ({ key }) => (key === "Tab" || !field.matches(TYPED)) && stop.abort(), how);
  const back = () => {
    const now = document.activeElement;
    if (now === field || !now) return;
    // A screen reader goes elsewhere without a key or a press.
    if (!wanted() || !field.isConnected || (settled && !now.matches(LABS))) stop.abort();
    else field.focus({ preventScroll: true });
  };
  window.addEventListener("focusin", back, how);
  // The focus that goes nowhere is told to the field alone, before it is gone.
  field.addEventListener("blur", () => queueMicrotask(() => !stop.signal.aborted && back()), how);
  setTimeout(() => { settled = true; }, SETTLES);
}
