// The page after the very last step: her last line, the first and the last answer, and what was made.

import { courseLang } from "../dom.js";
import { html, nothing } from "../vendor/lit-html.js";
import { herLine, toWorkbook } from "./home.js";
import { addressOf, openStep } from "./places.js";

/** @param {import("./home.js").Seen} seen @param {Ending | undefined} kept what was written, once it is known */
export function ending(seen, kept) {
  const { course, words, progress } = seen;
  const lang = courseLang() ?? nothing;
  const open = progress ? course.weeks.filter((week) => progress.weeks[week.notebook] !== "done") : [];
  return html`<h1 tabindex="-1">${words["home.end"]}</h1>
    ${herLine(progress?.her_last ?? null)}
    ${kept?.answers.length ? html`<h2>${words["home.end_answers"]}</h2><div class="kit-end-answers">${kept.answers.map((one) => html`
      <section><h3 lang=${lang}>${one.title}</h3><p class="kit-end-day">${one.at}${one.private ? html` <small>${one.private}</small>` : nothing}</p>
        ${one.said.map((line) => html`<p>${line}</p>`)}</section>`)}</div>` : nothing}
    ${kept?.made.length ? html`<h2>${words["home.end_made"]}</h2><ul class="kit-end-made">${kept.made.map((week) => html`
      <li data-dimension=${week.dimension ?? nothing}><strong lang=${lang}>${week.title}</strong> <span>${week.made}</span></li>`)}</ul>` : nothing}
    ${toWorkbook(seen)}
    ${open.length ? html`<p>${words["home.end_open"]}</p><ul>${open.map((week) => html`
      <li><a href=${addressOf(openStep(progress, week))} lang=${lang}>${week.title}</a></li>`)}</ul>` : nothing}`;
}
