// Where the learner types, found again in a notebook that was opened anew.

/** Milliseconds: how long the form may take to open, and how often it is looked for. */
const PATIENCE = 60_000;
const OFTEN = 50;
/** And how long JupyterLab may take the focus once the notebook is ready. */
const SETTLES = 1500;
const FIELDS = "textarea, input, select";

/**
 * @typedef {object} TypingPlace
 * @property {string} form @property {number} field which one of its form's
 * @property {number | null} start @property {number | null} end what was selected, in a text
 */

/** @param {HTMLElement} form */
const nameOf = ({ dataset }) => [dataset.kind, dataset.items, dataset.occasion].join(" ");

/** The field in which the learner typed last, for as long as nothing but the course's own words took the focus. */
export class Typing {
  /** @param {HTMLElement} notice where those words are said */
  constructor(notice) {
    /** @type {HTMLTextAreaElement | null} */
    this.field = null;
    /** @param {Event} event */
    const look = ({ target }) => {
      if (!(target instanceof Element) || notice.contains(target)) return;
      this.field = target.matches(FIELDS) && target.closest(".kit-form") ? /** @type {HTMLTextAreaElement} */ (target) : null;
    };
    for (const sign of ["focusin", "pointerdown"]) document.addEventListener(sign, look, true);
  }

  /** Where on a page that is, if it is there. @param {HTMLElement} page @returns {TypingPlace | null} */
  placeIn(page) {
    const { field } = this;
    const form = field?.closest(".kit-form");
    if (!field || !(form instanceof HTMLElement) || !page.contains(field)) return null;
    const { selectionStart: start = null, selectionEnd: end = null } = field;
    return { form: nameOf(form), field: [...form.querySelectorAll(FIELDS)].indexOf(field), start, end };
  }

  /** Where the words are gone that had the focus, it goes back. */
  goBack() {
    if (document.activeElement === document.body && this.field?.isConnected) this.field.focus({ preventScroll: true });
  }
}

/** @param {HTMLElement} page @param {TypingPlace} place @returns {HTMLTextAreaElement | null} */
function find(page, place) {
  const form = [...page.querySelectorAll(".kit-form")].find((one) => one instanceof HTMLElement && nameOf(one) === place.form);
  const field = /** @type {HTMLTextAreaElement | undefined} */ (form?.querySelectorAll(FIELDS)[place.field]);
  return field?.offsetParent && !field.readOnly && !field.disabled ? field : null;
}

/** The focus goes back as soon as one can type there again, unless the learner went elsewhere. JupyterLab takes it
 * to its notebook while it opens one.
 * @param {HTMLElement} page @param {TypingPlace} place
 * @param {() => boolean} wanted whether it still is @param {Promise<unknown>} opened until when JupyterLab is at work */
export async function goBackTo(page, place, wanted, opened) {
  const stop = new AbortController();
  let elsewhere = false;
  const leaves = () => { elsewhere = true; };
  window.addEventListener("pointerdown", leaves, { capture: true, signal: stop.signal });
  window.addEventListener("keydown", ({ key }) => key === "Tab" && leaves(), { capture: true, signal: stop.signal });
  let end = performance.now() + PATIENCE;
  let found = false;
  const settled = opened.catch(() => {});
  while (!elsewhere && wanted() && performance.now() < end) {
    const field = find(page, place);
    if (field && document.activeElement !== field) field.focus({ preventScroll: true });
    if (field && !found) {
      found = true;
      if (place.start !== null) field.setSelectionRange(place.start, place.end);
      void settled.then(() => { end = performance.now() + SETTLES; });
    }
    await new Promise((resolve) => setTimeout(resolve, OFTEN));
  }
  stop.abort();
}
