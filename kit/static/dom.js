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

/** Save bytes from the course in the browser's downloads. @param {string} name @param {BlobPart} bytes */
export function saveFile(name, bytes) {
  const href = URL.createObjectURL(new Blob([bytes]));
  el("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
