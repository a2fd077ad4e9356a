// Self-ratings over the occasions: a row for each question, with a mark for each answer under the point that was chosen.
// No line joins the marks.

import { authorHtml } from "../author_html.js";
import { courseLang, el } from "../dom.js";
import { html, nothing, render as draw } from "../vendor/lit-html.js";

// Marks differ by shape as well as by color. A missing rating is not a value: it is only an outline.
/** @type {Record<string, string>} */
const SHAPES = { pre: "M10 3.5a6.5 6.5 0 1 0 .1 0z", post: "M4 4h12v12h-12z", then: "M10 2l8 8l-8 8l-8-8z", follow_up: "M10 2l8 14h-16z" };

/** @param {string} occasion @param {string} name what it says to a screen reader, if nothing else does */
const mark = (occasion, name, gone = false) => html`<svg class="kit-dot kit-dot-${occasion}${gone ? " kit-gone" : ""}" viewBox="0 0 20 20" width="20" height="20"
  role="img" aria-label=${name || nothing} aria-hidden=${name ? nothing : "true"}><path d=${SHAPES[occasion]}></path></svg>`;

/** @param {Words} words @param {Growth} data @param {Point[]} points */
function table(words, { items, occasions }, points) {
  /** @type {Record<string, string>} */
  const gaps = { no_chance: words["growth.no_chance"], two_answers: words["growth.two_answers"], not_a_rating: words["growth.not_a_rating"] };
  const names = occasionNames(words);
  const lang = courseLang() || nothing;
  const numbers = points.filter(({ value }) => typeof value === "number");
  /** @param {Rated} item @param {number | null} value */
  const given = ({ values }, value) => occasions.filter((one) => values[one] === value).map((one) => mark(one, names[one]));
  /** @param {Rated} item */
  const missing = ({ missing: why = {} }) => occasions.filter((one) => why[one])
    .map((one) => html`${mark(one, `${names[one]}: ${gaps[why[one]]}`, true)}${why[one] === "no_chance" ? nothing : html`<small aria-hidden="true">${gaps[why[one]]}</small>`}`);
  /** @param {string} dimension */
  const group = (dimension) => html`<tbody><tr><th colspan=${numbers.length + 2} scope="rowgroup" lang=${lang}>${dimension}</th></tr>
    ${items.filter((item) => item.dimension === dimension).map((item) => html`<tr><th scope="row" lang=${lang}>${item.label}</th>
      ${numbers.map(({ value }) => html`<td>${given(item, value)}</td>`)}<td>${missing(item)}</td></tr>`)}</tbody>`;
  return html`<div class="kit-table" tabindex="0" role="region" aria-label=${words["growth.as_a_table"]}><table>
    <thead><tr><th scope="col">${words["growth.question"]}</th>${numbers.map(({ label }) => html`<th scope="col" lang=${lang}>${authorHtml(label)}</th>`)}<th scope="col">${words["growth.no_chance"]}</th></tr></thead>
    ${[...new Set(items.map(({ dimension }) => dimension))].map(group)}</table></div>`;
}

/** @param {Words} words @returns {Record<string, string>} */
const occasionNames = (words) => ({ pre: words["growth.pre"], post: words["growth.post"], then: words["growth.then"], follow_up: words["growth.follow_up"] });

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
    return html`${sentence}<ul class="kit-key">${data.occasions.map((one) => html`<li>${mark(one, "")}${occasionNames(words)[one]}</li>`)}</ul>${table(words, data, spec.points)}
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
