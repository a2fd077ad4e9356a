// Self-ratings over the occasions: a dot for each answer, in the words of the scale; the same as a sentence and
// as a table. No line joins the dots.

import { author, el } from "./dom.js";

const NS = "http://www.w3.org/2000/svg";
const NAMES = { pre: "before", post: "after", then: "then-test", follow_up: "follow-up" };
const GAPS = { no_chance: "no chance yet", two_answers: "two answers, choose one", not_a_rating: "not a rating" };
const NARROW = 520;
const STEP = 62;
const HEADING = 34;
const LETTER = 7.4;
const LINE = 18;

function svg(tag, attributes, text) {
  const node = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

// SVG does not wrap: lines of at most so many letters.
function wrapped(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (lines.at(-1) && lines.at(-1).length + 1 + word.length > most) lines.push(word);
    else lines.push([lines.pop(), word].filter(Boolean).join(" "));
  }
  return lines;
}

// Told apart by shape as well as by colour.
function mark(occasion, x, y) {
  const attributes = { class: `kit-dot kit-dot-${occasion}` };
  if (occasion === "post") return svg("rect", { ...attributes, x: x - 6, y: y - 6, width: 12, height: 12 });
  if (occasion === "then") return svg("path", { ...attributes, d: `M${x} ${y - 8}l8 8l-8 8l-8 -8z` });
  if (occasion === "follow_up") return svg("path", { ...attributes, d: `M${x} ${y - 8}l8 14h-16z` });
  return svg("circle", { ...attributes, cx: x, cy: y, r: 6.5 });
}

// Drawn at the width it is shown at, so that its words stay as large as those around it.
function picture(data, points, width) {
  const numbers = points.filter((point) => point.value !== null && point.value !== undefined);
  const narrow = width < NARROW;
  const left = narrow ? 22 : 40;
  const gap = width - (narrow ? 30 : 48);
  const x = (value) => left + (value * (gap - left - (narrow ? 48 : 96))) / (numbers.length - 1);
  const root = svg("svg", { width, role: "img", "aria-label": data.sentence, class: `kit-picture${narrow ? " kit-narrow" : ""}` });
  const rules = svg("g", {});
  root.append(rules);
  // Words that would touch stand on two lines by turns.
  const tick = (nth) => (narrow && nth % 2 ? 30 : 14);
  let top = narrow ? 46 : 30;
  let dimension = null;
  for (const item of data.items) {
    if (item.dimension !== dimension) {
      dimension = item.dimension;
      root.append(svg("text", { x: 0, y: top + 20, class: "kit-heading" }, dimension));
      top += HEADING;
    }
    const lines = wrapped(item.strategy || item.label, width / LETTER);
    lines.forEach((line, nth) => root.append(svg("text", { x: 0, y: top + 14 + nth * LINE, class: "kit-row-name" }, line)));
    top += (lines.length - 1) * LINE;
    const base = top + 38;
    rules.append(svg("line", { x1: 0, x2: width, y1: base, y2: base, class: "kit-rule" }));
    place(item, data.occasions, (value) => (value === null ? gap : x(value)))
      .forEach(([occasion, at, gone]) => {
        const dot = mark(occasion, at, base);
        // What is missing is no value: an outline only.
        if (gone) dot.classList.add("kit-gone");
        root.append(dot);
      });
    top += STEP;
  }
  const height = top + 4;
  numbers.forEach((point, nth) => {
    root.append(svg("text", { x: x(point.value), y: tick(nth), class: "kit-tick", "text-anchor": "middle" }, author(point.label).textContent));
    rules.append(svg("line", { x1: x(point.value), x2: x(point.value), y1: narrow ? 38 : 24, y2: height, class: "kit-rule" }));
  });
  root.append(svg("text", { x: gap, y: tick(numbers.length), class: "kit-tick", "text-anchor": "middle" }, "no chance"));
  root.setAttribute("height", height);
  root.setAttribute("viewBox", `0 0 ${width} ${height}`);
  return root;
}

// Equal answers stand beside each other, so that none hides another.
function place(item, occasions, x) {
  const spots = new Map();
  for (const occasion of occasions) {
    const value = item.values[occasion] ?? null;
    if (value === null && !(item.missing && item.missing[occasion])) continue;
    spots.set(value, [...(spots.get(value) || []), occasion]);
  }
  return [...spots].flatMap(([value, here]) =>
    here.map((occasion, nth) => [occasion, x(value) + (nth - (here.length - 1) / 2) * 14, value === null]));
}

function table(data, points) {
  const words = Object.fromEntries(points.map((point) => [point.value, author(point.label).textContent]));
  const cell = (item, occasion) => {
    const value = item.values[occasion];
    if (value !== null && value !== undefined) return words[value] ?? String(value);
    const missing = item.missing && item.missing[occasion];
    return missing ? GAPS[missing] || missing : "not answered";
  };
  return el("div", { class: "kit-table", tabindex: "0", role: "region", "aria-label": "Your self-ratings as a table" },
    el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col", text: "Question" }),
      data.occasions.map((occasion) => el("th", { scope: "col", text: NAMES[occasion] || occasion })))),
      el("tbody", {}, data.items.map((item) => el("tr", {}, el("th", { scope: "row", text: item.label }),
        data.occasions.map((occasion) => el("td", { text: cell(item, occasion) })))))));
}

function key(occasions) {
  return el("ul", { class: "kit-key" }, occasions.map((occasion) => {
    const small = svg("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" });
    small.append(mark(occasion, 10, 10));
    return el("li", {}, small, NAMES[occasion] || occasion);
  }));
}

export function growth(spec, talk) {
  const inside = el("div", {}, el("p", { text: "Opening your answers …" }));
  const node = el("section", { class: "kit-question kit-growth", "aria-label": "Your self-ratings over the course" },
    el("p", { class: "kit-title", text: "Your self-ratings over the course" }), inside);
  const frameOfPicture = el("div", {});
  let data = null;
  function render() {
    const width = Math.floor(frameOfPicture.clientWidth);
    if (data && width) frameOfPicture.replaceChildren(picture(data, spec.points, width));
  }
  function refresh() {
    talk.ask({ type: "numbers" }, {
      patience: 20000,
      reply: (reply) => {
        if (!reply.ok) {
          inside.replaceChildren(el("p", { text: reply.sentence }));
          return;
        }
        data = reply.growth;
        const sentence = el("p", { class: "kit-lead", text: data.sentence });
        if (!data.occasions.length) {
          data = null;
          inside.replaceChildren(sentence);
          return;
        }
        inside.replaceChildren(sentence, key(data.occasions), frameOfPicture,
          el("details", {}, el("summary", { text: "The same as a table" }), table(data, spec.points)),
          el("p", { class: "kit-small", text: "What this cannot show" }),
          el("ul", { class: "kit-cannot" }, data.cannot_show.map((line) => el("li", { text: line }))));
        render();
      },
    });
  }
  return { node, render, refresh };
}
