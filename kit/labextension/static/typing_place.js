// Where the learner types, found again in a notebook that was opened anew.

const TURN = ".kit-turn";
const FIELDS = `textarea, input, select, ${TURN}`;

/** The field that an element is, or the turn of the scene that it stands in: there a scene goes on.
 * @param {Element} target @returns {Element | null} */
function fieldAt(target) {
  if (!target.closest(".kit-form")) return null;
  return target.matches(FIELDS) ? target : target.closest(".kit-form[data-kind=scene]")?.querySelector(TURN) ?? null;
}

/**
 * @typedef {object} TypingPlace
 * @property {string} form @property {number} field which one of its form's
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
    const look = ({ target, type }) => {
      if (!(target instanceof Element) || notice.contains(target)) return;
      // A press on a text takes no focus.
      const pressed = type === "pointerdown" && !target.matches(FIELDS);
      this.field = pressed ? null : /** @type {HTMLTextAreaElement | null} */ (fieldAt(target));
    };
    for (const sign of ["focusin", "pointerdown"]) document.addEventListener(sign, look, true);
  }

  /** Where on a page that is, if it is there. @param {HTMLElement} page @returns {TypingPlace | null} */
  placeIn(page) {
    const { field } = this;
    const form = field?.closest(".kit-form");
    if (!field || !(form instanceof HTMLElement) || !page.contains(field)) return null;
    return { form: nameOf(form), field: [...form.querySelectorAll(FIELDS)].indexOf(field) };
  }

  /** Where the words are gone that had the focus, it goes back. */
  goBack() {
    if (document.activeElement === document.body && this.field?.isConnected) this.field.focus({ preventScroll: true });
  }
}

/** The field of a place, once one can type there. @param {HTMLElement} page @param {TypingPlace} place
 * @param {boolean} [seen] whether it must be on the screen @returns {HTMLTextAreaElement | null} */
export function find(page, place, seen = true) {
  const form = [...page.querySelectorAll(".kit-form")].find((one) => one instanceof HTMLElement && nameOf(one) === place.form);
  const field = /** @type {HTMLTextAreaElement | undefined} */ (form?.querySelectorAll(FIELDS)[place.field]);
  return field && (field.offsetParent || !seen) && !field.readOnly && !field.disabled ? field : null;
}
