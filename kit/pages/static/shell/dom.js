// Make elements. Text always goes in as text, never as HTML.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, any>} [attributes] @param {...(Node | string | null)} inside
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, attributes = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "onclick") node.addEventListener("click", value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...inside.filter((one) => one !== null));
  return node;
}

/** @param {string} text @param {Record<string, string | number>} values */
export const fill = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));

// The language of the course's own texts, and that of the interface, which the learner can choose.
export const COURSE = "en";
let interfaceIs = COURSE;
/** @param {string} language */
export const interfaceSpeaks = (language) => { interfaceIs = language; };
export const interfaceLang = () => interfaceIs;

/** The `lang` attribute for the course's own text; null if the interface has the same language. */
export const courseLang = () => (interfaceIs === COURSE ? null : COURSE);

/** Format a day in the language of the interface; an invalid date stays unchanged.
 * @param {string} day @param {Intl.DateTimeFormatOptions} how */
export function dayInWords(day, how) {
  const date = new Date(`${day}T12:00`);
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString(interfaceIs, how);
}

/** Format a time as forms do when something was saved, with seconds. @param {Date} time */
export const timeInWords = (time) => [time.getHours(), time.getMinutes(), time.getSeconds()].map((one) => String(one).padStart(2, "0")).join(":");

/** Like `fill`, but for course text inside interface text: the course text gets its `lang`. The result is a single
 * node, because spaces between nodes are lost in a flex row.
 * @param {string} text @param {Record<string, string>} values */
export function fillWithCourse(text, values) {
  const lang = courseLang();
  if (!lang) return [fill(text, values)];
  return [el("span", {}, ...text.split(/(\{\w+\})/).filter(Boolean).map((part) => {
    const name = part.slice(1, -1);
    return part.startsWith("{") && name in values ? el("span", { lang }, values[name]) : part;
  }))];
}

/**
 * Replace the contents of a node, but only if they differ: otherwise a keyboard user would lose the link they are
 * about to press. If the focused element is drawn again, it keeps the focus.
 * @param {Element} node @param {...Node} inside
 */
export function redraw(node, ...inside) {
  const drawn = [...node.childNodes];
  const same = (/** @type {Node} */ one, /** @type {Node} */ other) => one === other
    || (one instanceof Element && other instanceof Element ? one.outerHTML === other.outerHTML : one.isEqualNode(other));
  if (drawn.length === inside.length && drawn.every((one, n) => same(one, inside[n]))) return;
  const focused = node.contains(document.activeElement) ? document.activeElement : null;
  node.replaceChildren(...inside);
  if (!(focused instanceof HTMLElement)) return;
  const again = node.contains(focused) ? focused
    : [...node.querySelectorAll("a, button")].find((one) => (focused.hasAttribute("href")
      ? one.getAttribute("href") === focused.getAttribute("href") : one.outerHTML === focused.outerHTML));
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}
