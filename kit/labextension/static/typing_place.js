// Where the learner types, or stands with the keys, found again in a notebook that was opened anew.

const TURN = ".kit-turn";
const FIELDS = `textarea, input, select, ${TURN}`;
const LINE = ".kit-state";
/** What else has the focus in a form: buttons come and go, and the line that says where an answer stands is there always. */
const STOPS = `button, a, summary, ${LINE}`;

/** The field or button that an element is, or the turn of the scene that it stands in: there a scene goes on.
 * @param {Element} target @returns {Element | null} */
function fieldAt(target) {
  if (!target.closest(".kit-form")) return null;
  if (target.matches(FIELDS)) return target;
  return target.closest(".kit-form[data-kind=scene]")?.querySelector(TURN) ?? target.closest(STOPS);
}

/**
 * @typedef {object} TypingPlace
 * @property {string} form @property {number} field which one of its form's, or of those with its name
 * @property {string} [name] what a button or a line is known by @property {number} [line] which one of its form's says the state
 */

/** @param {Element} stop */
const stopName = (stop) => (stop.matches(LINE) ? LINE : stop.getAttribute("aria-label") ?? stop.textContent ?? "");

/** @param {Element} form @param {string} name */
const stopsNamed = (form, name) => [...form.querySelectorAll(STOPS)].filter((one) => stopName(one) === name);

/** Which line says the state of the question that an element stands in. @param {Element} form @param {Element} stop */
function lineOf(form, stop) {
  const near = stop.closest("fieldset")?.querySelector(LINE);
  return near ? [...form.querySelectorAll(LINE)].indexOf(near) : 0;
}

/** @param {Element} field @param {boolean} seen */
const isThere = (field, seen) => !seen || (field instanceof HTMLElement && field.offsetParent !== null);

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
    if (field.matches(FIELDS)) return { form: nameOf(form), field: [...form.querySelectorAll(FIELDS)].indexOf(field) };
    const name = stopName(field);
    return { form: nameOf(form), name, field: stopsNamed(form, name).indexOf(field), line: lineOf(form, field) };
  }

  /** Where the words are gone that had the focus, it goes back. */
  goBack() {
    if (document.activeElement === document.body && this.field?.isConnected) this.field.focus({ preventScroll: true });
  }
}

/** The field of a place, once one can type there, or its button; where that is gone, the line beside it.
 * @param {HTMLElement} page @param {TypingPlace} place
 * @param {boolean} [seen] whether it must be on the screen @returns {HTMLTextAreaElement | null} */
export function find(page, place, seen = true) {
  const form = [...page.querySelectorAll(".kit-form")].find((one) => one instanceof HTMLElement && nameOf(one) === place.form);
  if (!form) return null;
  const { name, line = 0 } = place;
  const all = name === undefined ? form.querySelectorAll(FIELDS) : stopsNamed(form, name);
  const stop = name === undefined ? undefined : form.querySelectorAll(LINE)[line];
  const field = /** @type {HTMLTextAreaElement | undefined} */ ([all[place.field], stop].find((one) => one && isThere(one, seen)));
  // A form that is not open yet shows neither its field nor its buttons.
  const opening = field?.closest("fieldset")?.querySelector(`${LINE}[data-phase=opening]`);
  return field && !opening && !field.readOnly && !field.disabled ? field : null;
}
