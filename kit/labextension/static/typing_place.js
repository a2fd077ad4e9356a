// Remember where the learner types or has the focus, and find that place again in a reopened notebook.

const TURN = ".kit-turn";
const FIELDS = `textarea, input, select, ${TURN}`;
const LINE = ".kit-state";
/** What else can have the focus in a form. Buttons come and go; the line with an answer's state is always there. */
const STOPS = `button, a, summary, ${LINE}`;

/** Return the field or button that an element is or is in. In a scene, return the current turn, where it continues.
 * @param {Element} target @returns {Element | null} */
function fieldAt(target) {
  if (!target.closest(".kit-form")) return null;
  if (target.matches(FIELDS)) return target;
  return target.closest(".kit-form[data-kind=scene]")?.querySelector(TURN) ?? target.closest(STOPS);
}

/**
 * @typedef {object} TypingPlace
 * @property {string} form @property {number} field its number among the form's fields, or among the stops with its name
 * @property {string} [name] the name of a button or a line @property {number} [line] the number of the state line next to it
 */

/** @param {Element} stop */
const stopName = (stop) => (stop.matches(LINE) ? LINE : stop.getAttribute("aria-label") ?? stop.textContent ?? "");

/** @param {Element} form @param {string} name */
const stopsNamed = (form, name) => [...form.querySelectorAll(STOPS)].filter((one) => stopName(one) === name);

/** Return the number of the state line for the question that an element is in. @param {Element} form @param {Element} stop */
function lineOf(form, stop) {
  const near = stop.closest("fieldset")?.querySelector(LINE);
  return near ? [...form.querySelectorAll(LINE)].indexOf(near) : 0;
}

/** @param {Element} field @param {boolean} seen */
const isThere = (field, seen) => !seen || (field instanceof HTMLElement && field.offsetParent !== null);

/** @param {HTMLElement} form */
const nameOf = ({ dataset }) => [dataset.kind, dataset.items, dataset.occasion].join(" ");

/** The field in which the learner typed last, until something other than the course's own messages takes the focus. */
export class Typing {
  /** @param {HTMLElement} notice the element for messages */
  constructor(notice) {
    /** @type {HTMLTextAreaElement | null} */
    this.field = null;
    /** @param {Event} event */
    const look = ({ target, type }) => {
      if (!(target instanceof Element) || notice.contains(target)) return;
      // A press on plain text moves no focus, but the learner has left the field.
      const pressed = type === "pointerdown" && !target.matches(FIELDS);
      this.field = pressed ? null : /** @type {HTMLTextAreaElement | null} */ (fieldAt(target));
    };
    for (const sign of ["focusin", "pointerdown"]) document.addEventListener(sign, look, true);
  }

  /** Return the place of the field, if it is on this page. @param {HTMLElement} page @returns {TypingPlace | null} */
  placeIn(page) {
    const { field } = this;
    const form = field?.closest(".kit-form");
    if (!field || !(form instanceof HTMLElement) || !page.contains(field)) return null;
    if (field.matches(FIELDS)) return { form: nameOf(form), field: [...form.querySelectorAll(FIELDS)].indexOf(field) };
    const name = stopName(field);
    return { form: nameOf(form), name, field: stopsNamed(form, name).indexOf(field), line: lineOf(form, field) };
  }

  /** Return the focus to the field if it was on a message that has been removed. */
  goBack() {
    if (document.activeElement === document.body && this.field?.isConnected) this.field.focus({ preventScroll: true });
  }
}

/** Find the field or button of a place once it can be used. If it no longer exists, find the state line next to it.
 * @param {HTMLElement} page @param {TypingPlace} place
 * @param {boolean} [seen] whether it must be on the screen @returns {HTMLTextAreaElement | null} */
export function find(page, place, seen = true) {
  const form = [...page.querySelectorAll(".kit-form")].find((one) => one instanceof HTMLElement && nameOf(one) === place.form);
  if (!form) return null;
  const { name, line = 0 } = place;
  const all = name === undefined ? form.querySelectorAll(FIELDS) : stopsNamed(form, name);
  const stop = name === undefined ? undefined : form.querySelectorAll(LINE)[line];
  const field = /** @type {HTMLTextAreaElement | undefined} */ ([all[place.field], stop].find((one) => one && isThere(one, seen)));
  // A form that is still opening doesn't show its field or its buttons yet.
  const opening = field?.closest("fieldset")?.querySelector(`${LINE}[data-phase=opening]`);
  return field && !opening && !field.readOnly && !field.disabled ? field : null;
}
