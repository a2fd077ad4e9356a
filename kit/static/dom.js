// Elements. Learners' text always goes in as text nodes; only `author` takes HTML, and only from the spec, which Python
// has escaped.

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} attributes
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Draws each item of a list once and keeps it by its id. Moving a node would lose the focus, so only new nodes are
 * inserted.
 * @template {{ node: HTMLElement }} T
 * @param {HTMLElement} list @param {Map<string, T>} drawn @param {string[]} shown @param {(id: string) => T} draw */
export function keptInOrder(list, drawn, shown, draw) {
  for (const [id, one] of [...drawn].filter(([known]) => !shown.includes(known))) {
    one.node.remove();
    drawn.delete(id);
  }
  return shown.map((id, at) => {
    const one = drawn.get(id) ?? draw(id);
    drawn.set(id, one);
    if (list.children[at] !== one.node) list.insertBefore(one.node, list.children[at] ?? null);
    return one;
  });
}

// The language of the course's own texts, and that of the interface, which a learner may change.
export const COURSE = "en";
let interfaceIs = COURSE;
/** @param {string} language */
export const interfaceSpeaks = (language) => { interfaceIs = language; };
export const interfaceLang = () => interfaceIs;

/** The `lang` of the course's own text; null if the form around it is in the same language. */
export const courseLang = () => (interfaceIs === COURSE ? null : COURSE);

/** Marks an author's text with its language, so that a screen reader switches its voice.
 * @param {string | null | undefined} html */
export function author(html) {
  const template = document.createElement("template");
  template.innerHTML = html || "";
  const lang = courseLang();
  for (const node of lang ? [...template.content.childNodes] : []) {
    if (node instanceof Element) node.setAttribute("lang", node.getAttribute("lang") ?? COURSE);
    else if (node.textContent?.trim()) node.replaceWith(el("span", { lang }, node.textContent));
  }
  return template.content;
}

let counted = 0;
/** @param {string} stem */
export function freshId(stem) {
  counted += 1;
  return `kit-${stem}-${counted}-${Math.random().toString(36).slice(2, 7)}`;
}

/** @param {string} words @param {() => void} act */
export function button(words, act, kind = "plain") {
  return el("button", { type: "button", class: `kit-button kit-${kind}`, text: words, onclick: act });
}

// Returns an interface text with its {places} filled in.
/** @param {string} text @param {Record<string, any>} values */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));
}

/** The same for course text in an interface text's places: it is marked with its language. The result is a single
 * node, because spaces between nodes are lost in a flex row.
 * @param {string} text @param {Record<string, any>} values */
export function fillWithCourse(text, values) {
  const lang = courseLang();
  if (!lang) return [fill(text, values)];
  return [el("span", {}, ...text.split(/(\{\w+\})/).filter(Boolean).map((part) => {
    const name = part.slice(1, -1);
    return part.startsWith("{") && name in values ? el("span", { lang, text: values[name] }) : part;
  }))];
}

// Changes only what is different, so that a screen reader reads it once.
/** @param {Node} node @param {string} words */
export function say(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

/** Format a day in the language of the interface; an invalid date stays unchanged.
 * @param {string} day @param {Intl.DateTimeFormatOptions} how */
export function dayInWords(day, how) {
  const date = new Date(`${day}T12:00`);
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString(interfaceIs, how);
}

/** Format a time as forms do when something was saved, with seconds. @param {Date} time */
export const timeInWords = (time) => [time.getHours(), time.getMinutes(), time.getSeconds()].map((one) => String(one).padStart(2, "0")).join(":");

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
