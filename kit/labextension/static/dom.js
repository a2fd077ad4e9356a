// Elements from words: text goes in as text, never as HTML.

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

// The language of the course's own texts, and that of the interface: a learner may have chosen another one.
export const COURSE = "en";
let interfaceIs = COURSE;
/** @param {string} language */
export const interfaceSpeaks = (language) => { interfaceIs = language; };
export const interfaceLang = () => interfaceIs;

/** The `lang` of words that are the course's own; none where the words around them are in the same language. */
export const courseLang = () => (interfaceIs === COURSE ? null : COURSE);

/** A day as one writes it in the language of the interface; what no calendar has stays as it is.
 * @param {string} day @param {Intl.DateTimeFormatOptions} how */
export function dayInWords(day, how) {
  const date = new Date(`${day}T12:00`);
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString(interfaceIs, how);
}

/** As forms say when something was saved, with the seconds. @param {Date} time */
export const timeInWords = (time) => [time.getHours(), time.getMinutes(), time.getSeconds()].map((one) => String(one).padStart(2, "0")).join(":");

/** As `fill`, for words of the course in places of the interface's: as nodes that say their language. They are one
 * node, since where text stands in a row with other things the spaces between nodes are lost.
 * @param {string} text @param {Record<string, string>} values */
export function fillWithCourse(text, values) {
  const lang = courseLang();
  if (!lang) return [fill(text, values)];
  return [el("span", {}, ...text.split(/(\{\w+\})/).filter(Boolean).map((part) => {
    const name = part.slice(1, -1);
    return part.startsWith("{") && name in values ? el("span", { lang }, values[name]) : part;
  }))];
}

/** As HTML, without what JupyterLab is told about keys. @param {Element} node */
const asDrawn = (node) => node.outerHTML.replaceAll(/ data-lm-suppress-shortcuts="[^"]*"/g, "");

/**
 * Draw the inside of a node, but only where it is other than what is there: whoever is about to press a link by key
 * would lose it. What has the focus keeps it where it is drawn again.
 * @param {Element} node @param {...Node} inside
 */
export function redraw(node, ...inside) {
  const drawn = [...node.childNodes];
  const same = (/** @type {Node} */ one, /** @type {Node} */ other) => one === other
    || (one instanceof Element && other instanceof Element ? asDrawn(one) === asDrawn(other) : one.isEqualNode(other));
  if (drawn.length === inside.length && drawn.every((one, n) => same(one, inside[n]))) return;
  const focused = node.contains(document.activeElement) ? document.activeElement : null;
  node.replaceChildren(...inside);
  if (!(focused instanceof HTMLElement)) return;
  const again = node.contains(focused) ? focused
    : [...node.querySelectorAll("a, button")].find((one) => (focused.hasAttribute("href")
      ? one.getAttribute("href") === focused.getAttribute("href") : asDrawn(one) === asDrawn(focused)));
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}
