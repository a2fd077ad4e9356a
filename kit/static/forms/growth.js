// Self-ratings over the occasions: a dot for each answer, labeled with the words of the scale; the same as a
// sentence and as a table. No line joins the dots.

import { authorHtml } from "../author_html.js";
import { author, courseLang, el } from "../dom.js";
import { html, nothing, render as draw, svg } from "../vendor/lit-html.js";

const NARROW = 520;
const STEP = 62;
const HEADING = 34;
const LETTER = 7.4;
const LINE = 18;

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

// Marks differ by shape as well as by color. A missing rating is not a value: it is only an outline.
/** @param {string} occasion @param {number} x @param {number} y */
function mark(occasion, x, y, gone = false) {
  const look = `kit-dot kit-dot-${occasion}${gone ? " kit-gone" : ""}`;
  if (occasion === "post") return svg`<rect class=${look} x=${x - 6} y=${y - 6} width="12" height="12"></rect>`;
  if (occasion === "then") return svg`<path class=${look} d="M${x} ${y - 8}l8 8l-8 8l-8 -8z"></path>`;
  if (occasion === "follow_up") return svg`<path class=${look} d="M${x} ${y - 8}l8 14h-16z"></path>`;
  return svg`<circle class=${look} cx=${x} cy=${y} r="6.5"></circle>`;
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
  const lang = courseLang() || nothing;
  // Labels that would touch alternate between two lines.
  /** @param {number} nth */
  const tick = (nth) => (narrow && nth % 2 ? 30 : 14);
  let top = narrow ? 46 : 30;
  /** @type {string | null} */
  let dimension = null;
  const rows = data.items.map((item) => {
    const heading = item.dimension === dimension ? nothing : svg`<text x="0" y=${top + 20} class="kit-heading" lang=${lang}>${item.dimension}</text>`;
    if (item.dimension !== dimension) top += HEADING;
    dimension = item.dimension;
    const begin = top + 14;
    const lines = wrapped(item.strategy || item.label, width / LETTER);
    const base = top + (lines.length - 1) * LINE + 38;
    top = base - 38 + STEP;
    // A short mark at each point of the scale; a line through the whole picture would run through the labels.
    return svg`<line x1="0" x2=${width} y1=${base} y2=${base} class="kit-rule"></line>
      ${numbers.map(({ value }) => svg`<line x1=${x(value)} x2=${x(value)} y1=${base - 8} y2=${base + 8} class="kit-rule"></line>`)}${heading}
      ${lines.map((line, nth) => svg`<text x="0" y=${begin + nth * LINE} class="kit-row-name" lang=${lang}>${line}</text>`)}
      ${place(item, data.occasions, (value) => (value === null ? gap : x(value))).map(([occasion, at, gone]) => mark(occasion, at, base, gone))}`;
  });
  const height = top + 4;
  return html`<svg width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="img" aria-label=${data.sentence} class="kit-picture${narrow ? " kit-narrow" : ""}">${rows}
    ${numbers.map((point, nth) => svg`<text x=${x(point.value)} y=${tick(nth)} class="kit-tick" lang=${lang} text-anchor="middle">${author(point.label).textContent}</text>`)}
    <text x=${gap} y=${tick(numbers.length)} class="kit-tick" text-anchor="middle">${words["growth.no_chance_short"]}</text></svg>`;
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
  const gaps = { no_chance: words["growth.no_chance"], two_answers: words["growth.two_answers"], not_a_rating: words["growth.not_a_rating"] };
  const labels = Object.fromEntries(points.map((point) => [point.value, point.label]));
  /** @param {Rated} item @param {string} occasion */
  const cell = (item, occasion) => {
    const value = item.values[occasion];
    if (value !== null && value !== undefined) return labels[value] ? authorHtml(labels[value]) : String(value);
    const missing = item.missing && item.missing[occasion];
    return missing ? gaps[missing] || missing : words["growth.not_answered"];
  };
  return html`<div class="kit-table" tabindex="0" role="region" aria-label=${words["growth.as_a_table"]}><table>
    <thead><tr><th scope="col">${words["growth.question"]}</th>${data.occasions.map((occasion) => html`<th scope="col">${names[occasion] || occasion}</th>`)}</tr></thead>
    <tbody>${data.items.map((item) => html`<tr><th scope="row" lang=${courseLang() || nothing}>${item.label}</th>
      ${data.occasions.map((occasion) => html`<td>${cell(item, occasion)}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** @type {ShownForm} */
export function growth(spec, kernel) {
  const { words } = spec;
  const node = el("section", { class: "kit-question kit-growth", "aria-label": words["growth.title"] });
  /** @type {Growth | null} */
  let data = null;
  let said = words["state.opening_all"];
  function inside() {
    if (!data) return html`<p>${said}</p>`;
    const sentence = html`<p class="kit-lead">${data.sentence}</p>`;
    if (!data.occasions.length) return sentence;
    const names = occasionNames(words);
    const width = Math.floor(node.querySelector(".kit-title")?.clientWidth ?? 0);
    return html`${sentence}<ul class="kit-key">${data.occasions.map((occasion) => html`<li><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">${mark(occasion, 10, 10)}</svg>${names[occasion] || occasion}</li>`)}</ul>
      <div>${width ? picture(words, data, spec.points, width) : nothing}</div>
      <details><summary>${words["growth.same_as_table"]}</summary>${table(words, data, spec.points)}</details>
      <p class="kit-small">${words["growth.cannot_show"]}</p><ul class="kit-cannot">${data.cannot_show.map((line) => html`<li>${line}</li>`)}</ul>`;
  }
  function render() {
    draw(html`<h3 class="kit-title">${words["growth.title"]}</h3><div>${inside()}</div>`, node);
  }
  function refresh() {
    kernel.ask({ type: "numbers" }, {
      patience: 20000,
      reply: (reply) => {
        if (reply.ok) data = reply.growth;
        else said = reply.sentence;
        render();
      },
    });
  }
  render();
  return { node, render, refresh };
}
