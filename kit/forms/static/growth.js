// Self-ratings over the occasions: a dot for each answer, labeled with the words of the scale; the same as a
// sentence and as a table. No line joins the dots.

import { author, courseLang, el } from "./dom.js";

const NS = "http://www.w3.org/2000/svg";
const NARROW = 520;
const STEP = 62;
const HEADING = 34;
const LETTER = 7.4;
const LINE = 18;

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | null>} attributes
 * @param {string | null} [text]
 */
function svg(tag, attributes, text) {
  const node = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, String(value));
  if (text !== undefined) node.textContent = text;
  return node;
}

// SVG doesn't wrap text, so this makes lines of at most `most` letters.
/** @param {string} text @param {number} most */
function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1];
    if (last && last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}

// Marks differ by shape as well as by color.
/** @param {string} occasion @param {number} x @param {number} y */
function mark(occasion, x, y) {
  const attributes = { class: `kit-dot kit-dot-${occasion}` };
  if (occasion === "post") return svg("rect", { ...attributes, x: x - 6, y: y - 6, width: 12, height: 12 });
  if (occasion === "then") return svg("path", { ...attributes, d: `M${x} ${y - 8}l8 8l-8 8l-8 -8z` });
  if (occasion === "follow_up") return svg("path", { ...attributes, d: `M${x} ${y - 8}l8 14h-16z` });
  return svg("circle", { ...attributes, cx: x, cy: y, r: 6.5 });
}

// Drawn at its displayed width, so that its text is as large as the text around it.
/** @param {Words} words @param {Growth} data @param {Point[]} points @param {number} width */
function picture(words, data, points, width) {
  const numbers = points.flatMap(({ label, value }) => (value === null || value === undefined ? [] : [{ label, value }]));
  const narrow = width < NARROW;
  const left = narrow ? 22 : 40;
  const gap = width - (narrow ? 30 : 48);
  /** @param {number} value */
  const x = (value) => left + (value * (gap - left - (narrow ? 48 : 96))) / (numbers.length - 1);
  const lang = courseLang();
  const root = svg("svg", { width, role: "img", "aria-label": data.sentence, class: `kit-picture${narrow ? " kit-narrow" : ""}` });
  const rules = svg("g", {});
  root.append(rules);
  // Labels that would touch alternate between two lines.
  /** @param {number} nth */
  const tick = (nth) => (narrow && nth % 2 ? 30 : 14);
  let top = narrow ? 46 : 30;
  /** @type {string | null} */
  let dimension = null;
  for (const item of data.items) {
    if (item.dimension !== dimension) {
      dimension = item.dimension;
      root.append(svg("text", { x: 0, y: top + 20, class: "kit-heading", lang }, dimension));
      top += HEADING;
    }
    const lines = wrapped(item.strategy || item.label, width / LETTER);
    lines.forEach((line, nth) => root.append(svg("text", { x: 0, y: top + 14 + nth * LINE, class: "kit-row-name", lang }, line)));
    top += (lines.length - 1) * LINE;
    const base = top + 38;
    rules.append(svg("line", { x1: 0, x2: width, y1: base, y2: base, class: "kit-rule" }),
      // A short mark at each point of the scale; a line through the whole picture would run through the labels.
      ...numbers.map((point) => svg("line", { x1: x(point.value), x2: x(point.value), y1: base - 8, y2: base + 8, class: "kit-rule" })));
    place(item, data.occasions, (value) => (value === null ? gap : x(value)))
      .forEach(([occasion, at, gone]) => {
        const dot = mark(occasion, at, base);
        // A missing rating is not a value: it is only an outline.
        if (gone) dot.classList.add("kit-gone");
        root.append(dot);
      });
    top += STEP;
  }
  const height = top + 4;
  numbers.forEach((point, nth) => {
    root.append(svg("text", { x: x(point.value), y: tick(nth), class: "kit-tick", lang, "text-anchor": "middle" }, author(point.label).textContent));
  });
  root.append(svg("text", { x: gap, y: tick(numbers.length), class: "kit-tick", "text-anchor": "middle" }, words["growth.no_chance_short"]));
  root.setAttribute("height", String(height));
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return root;
}

// Equal answers are placed side by side, so that none hides another.
/**
 * @param {Rated} item
 * @param {string[]} occasions
 * @param {(value: number | null) => number} x
 * @returns {[string, number, boolean][]}
 */
function place(item, occasions, x) {
  /** @type {Map<number | null, string[]>} */
  const spots = new Map();
  for (const occasion of occasions) {
    const value = item.values[occasion] ?? null;
    if (value === null && !(item.missing && item.missing[occasion])) continue;
    spots.set(value, [...(spots.get(value) || []), occasion]);
  }
  return [...spots].flatMap(([value, here]) =>
    here.map((occasion, nth) => [occasion, x(value) + (nth - (here.length - 1) / 2) * 14, value === null]));
}

/** @param {Words} words @returns {Record<string, string>} */
function occasionNames(words) {
  return {
    pre: words["growth.pre"],
    post: words["growth.post"],
    then: words["growth.then"],
    follow_up: words["growth.follow_up"],
  };
}

/** @param {Words} words @param {Growth} data @param {Point[]} points */
function table(words, data, points) {
  const names = occasionNames(words);
  /** @type {Record<string, string>} */
  const gaps = {
    no_chance: words["growth.no_chance"],
    two_answers: words["growth.two_answers"],
    not_a_rating: words["growth.not_a_rating"],
  };
  const labels = Object.fromEntries(points.map((point) => [point.value, author(point.label).textContent]));
  /** @param {Rated} item @param {string} occasion */
  const cell = (item, occasion) => {
    const value = item.values[occasion];
    if (value !== null && value !== undefined) return el("span", { lang: courseLang(), text: labels[value] ?? String(value) });
    const missing = item.missing && item.missing[occasion];
    return missing ? gaps[missing] || missing : words["growth.not_answered"];
  };
  return el("div", { class: "kit-table", tabindex: "0", role: "region", "aria-label": words["growth.as_a_table"] },
    el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col", text: words["growth.question"] }),
      data.occasions.map((occasion) => el("th", { scope: "col", text: names[occasion] || occasion })))),
      el("tbody", {}, data.items.map((item) => el("tr", {}, el("th", { scope: "row", lang: courseLang(), text: item.label }),
        data.occasions.map((occasion) => el("td", {}, cell(item, occasion))))))));
}

/** @param {Words} words @param {string[]} occasions */
function key(words, occasions) {
  const names = occasionNames(words);
  return el("ul", { class: "kit-key" }, occasions.map((occasion) => {
    const small = svg("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" });
    small.append(mark(occasion, 10, 10));
    return el("li", {}, small, names[occasion] || occasion);
  }));
}

/** @type {ShownForm} */
export function growth(spec, kernel) {
  const { words } = spec;
  const inside = el("div", {}, el("p", { text: words["state.opening_all"] }));
  const node = el("section", { class: "kit-question kit-growth", "aria-label": words["growth.title"] },
    el("h3", { class: "kit-title", text: words["growth.title"] }), inside);
  const frameOfPicture = el("div", {});
  /** @type {Growth | null} */
  let data = null;
  function render() {
    const width = Math.floor(frameOfPicture.clientWidth);
    if (data && width) frameOfPicture.replaceChildren(picture(words, data, spec.points, width));
  }
  function refresh() {
    kernel.ask({ type: "numbers" }, {
      patience: 20000,
      reply: (reply) => {
        if (!reply.ok) {
          inside.replaceChildren(el("p", { text: reply.sentence }));
          return;
        }
        /** @type {Growth} */
        const told = reply.growth;
        const sentence = el("p", { class: "kit-lead", text: told.sentence });
        data = told.occasions.length ? told : null;
        if (!data) {
          inside.replaceChildren(sentence);
          return;
        }
        inside.replaceChildren(sentence, key(words, data.occasions), frameOfPicture,
          el("details", {}, el("summary", { text: words["growth.same_as_table"] }), table(words, data, spec.points)),
          el("p", { class: "kit-small", text: words["growth.cannot_show"] }),
          el("ul", { class: "kit-cannot" }, data.cannot_show.map((line) => el("li", { text: line }))));
        render();
      },
    });
  }
  return { node, render, refresh };
}
