// Self-ratings over the occasions: a dot for each answer, in the words of the scale; the same as a sentence and
// as a table. No line joins the dots.

import { author, el } from "./dom.js";

const NS = "http://www.w3.org/2000/svg";
const NAMES = { pre: "before", post: "after", then: "then-test", follow_up: "follow-up" };
const GAPS = { no_chance: "no chance yet", two_answers: "two answers, choose one", not_a_rating: "not a rating" };
const ROW = 44;
const LEFT = 16;
const WIDTH = 720;
const TOP = 34;

function svg(tag, attributes, text) {
  const node = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

// Told apart by shape as well as by colour.
function mark(occasion, x, y) {
  const attributes = { class: `kit-dot kit-dot-${occasion}` };
  if (occasion === "post") return svg("rect", { ...attributes, x: x - 6, y: y - 6, width: 12, height: 12 });
  if (occasion === "then") return svg("path", { ...attributes, d: `M${x} ${y - 8}l8 8l-8 8l-8 -8z` });
  if (occasion === "follow_up") return svg("path", { ...attributes, d: `M${x} ${y - 8}l8 14h-16z` });
  return svg("circle", { ...attributes, cx: x, cy: y, r: 6.5 });
}

function picture(data, points) {
  const numbers = points.filter((point) => point.value !== null && point.value !== undefined);
  const last = numbers.length - 1;
  const x = (value) => LEFT + 24 + (value * (WIDTH - LEFT - 180)) / last;
  const gap = WIDTH - 70;
  const shown = data.items;
  const height = TOP + shown.length * (ROW + 22) + 8;
  const root = svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": data.sentence, class: "kit-picture" });
  for (const point of numbers) {
    root.append(svg("text", { x: x(point.value), y: 16, class: "kit-tick", "text-anchor": "middle" }, author(point.label).textContent));
    root.append(svg("line", { x1: x(point.value), x2: x(point.value), y1: TOP - 8, y2: height - 8, class: "kit-rule" }));
  }
  root.append(svg("text", { x: gap, y: 16, class: "kit-tick", "text-anchor": "middle" }, "no chance"));
  shown.forEach((item, row) => {
    const top = TOP + row * (ROW + 22);
    root.append(svg("text", { x: LEFT, y: top + 12, class: "kit-row-name" }, item.strategy || item.label));
    const base = top + 38;
    root.append(svg("line", { x1: LEFT, x2: WIDTH - 16, y1: base, y2: base, class: "kit-rule" }));
    // Equal answers stand beside each other, so that none hides another.
    const taken = {};
    data.occasions.forEach((occasion) => {
      const value = item.values[occasion];
      const missing = item.missing && item.missing[occasion];
      if ((value === null || value === undefined) && !missing) return;
      const place = missing ? gap : x(value);
      const nth = (taken[place] = (taken[place] || 0) + 1) - 1;
      root.append(mark(occasion, place + nth * 18, base));
    });
  });
  return root;
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
  const inside = el("div", { "aria-live": "polite" }, el("p", { text: "Opening your answers …" }));
  const node = el("section", { class: "kit-question kit-growth", "aria-label": "Your self-ratings over the course" },
    el("p", { class: "kit-title", text: "Your self-ratings over the course" }), inside);
  function refresh() {
    talk.ask({ type: "numbers" }, {
      patience: 20000,
      reply: (reply) => {
        if (!reply.ok) {
          inside.replaceChildren(el("p", { text: reply.sentence }));
          return;
        }
        const data = reply.growth;
        const sentence = el("p", { class: "kit-lead", text: data.sentence });
        if (!data.occasions.length) {
          inside.replaceChildren(sentence);
          return;
        }
        inside.replaceChildren(sentence, key(data.occasions), picture(data, spec.points),
          el("details", {}, el("summary", { text: "The same as a table" }), table(data, spec.points)),
          el("p", { class: "kit-small", text: "What this cannot show" }),
          el("ul", { class: "kit-cannot" }, data.cannot_show.map((line) => el("li", { text: line }))));
      },
    });
  }
  return { node, render() {}, refresh };
}
