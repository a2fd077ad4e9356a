// While a notebook is reopened, a copy of its page stands in for it, so that nothing jumps. The learner can keep typing
// in the copy of a field, which passes the text to the form: first to the old one, then to the new one. A button that
// has the focus keeps it, but does nothing meanwhile.

import { find } from "./typing_place.js";

/** In milliseconds: how long a form may take to open, how often to check for it, and for how long afterward a move of
 * the focus doesn't count as the learner's own. */
const PATIENCE = 60_000;
const OFTEN = 50;
const SETTLES = 1500;
const STANDS_IN = "kit-stands-in";
const CONTROLS = "button, input, select, textarea, a, summary";
/** The elements to which JupyterLab moves the focus after it has opened a notebook, on a slow computer much later. The
 * body is here too: then nothing has the focus. */
const LABS = "body, .jp-Notebook, .jp-Cell, .jp-Notebook .cm-content";
const TYPED = "textarea, input:not([type=radio], [type=checkbox])";

/** @typedef {import("./typing_place.js").TypingPlace} TypingPlace */

/** Put words into a field as if they were typed there.
 * @param {HTMLTextAreaElement} field @param {string} words */
function put(field, words) {
  if (field.value === words) return;
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export class StandIn {
  /** @param {HTMLElement} page the page to copy @param {TypingPlace | null} place where the learner types
   * @param {() => boolean} wanted whether the page is still the one on the screen */
  constructor(page, place, wanted) {
    this.place = place;
    this.wanted = wanted;
    /** The field of the old form, and later of the new one. @type {HTMLTextAreaElement | null} */
    this.real = place && find(page, place);
    // Leave the field, so that text still being composed is written before the copy is made.
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
    // If the learner goes to another page, remove the copy.
    this.watching = setInterval(() => !wanted() && this.end(), OFTEN);
    /** The twin's text that the form got last; a turn of a scene has none. */
    this.given = this.twin?.value;
    if (!this.twin) return;
    // Choices can't be made in the copy, because no form would get them.
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

  /** Pass what was typed to the form, if there is one. */
  give() {
    if (!this.twin || !this.real?.isConnected) return;
    put(this.real, this.twin.value);
    this.given = this.twin.value;
  }

  /** Pass what was typed since to the reopened form, which has the words that the old one saved.
   * @param {HTMLTextAreaElement} field */
  meet(field) {
    this.real = field;
    if (!this.twin || this.twin.value === this.given) return;
    // If another window has saved something else since, keep both texts.
    if (field.value !== this.given) this.twin.value = `${field.value}\n\n${this.twin.value}`;
    this.give();
  }

  /** Wait until the new page can take over or, if the learner has left the page, until its form has every word.
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

  /** Replace the copy with the new page in one step. @param {HTMLElement} page */
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

  /** Remove the copy. */
  end() {
    clearInterval(this.watching);
    this.node.remove();
    document.documentElement.classList.remove(STANDS_IN);
  }
}

/** Return the focus to the field whenever JupyterLab moves it to the notebook, until the learner goes elsewhere.
 * @param {HTMLElement} field @param {() => boolean} wanted */
function stay(field, wanted) {
  let settled = false;
  const stop = new AbortController();
  const how = { capture: true, signal: stop.signal };
  window.addEventListener("pointerdown", () => stop.abort(), how);
  // On a button, any key is the learner's own action.
  window.addEventListener("keydown", ({ key }) => (key === "Tab" || !field.matches(TYPED)) && stop.abort(), how);
  const back = () => {
    const now = document.activeElement;
    if (now === field || !now) return;
    // A screen reader can move the focus without a key or a press, so after a while only Lab's own moves are undone.
    if (!wanted() || !field.isConnected || (settled && !now.matches(LABS))) stop.abort();
    else field.focus({ preventScroll: true });
  };
  window.addEventListener("focusin", back, how);
  // When the focus goes nowhere, the only event is the field's blur, and it comes before the focus is gone.
  field.addEventListener("blur", () => queueMicrotask(() => !stop.signal.aborted && back()), how);
  setTimeout(() => { settled = true; }, SETTLES);
}
