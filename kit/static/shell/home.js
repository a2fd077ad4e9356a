// Home: the year as one path, where to go on, what waits, the weeks. And the page after the very last step.

import { courseLang, dayInWords, fill, fillWithCourse } from "../dom.js";
import { html, nothing, svg } from "../vendor/lit-html.js";
import { addressOf, firstStep, goingOn, isBegun, openStep, position } from "./places.js";

/** @typedef {{ course: Course, words: Words, progress: Progress | null, workbook: () => void, record: () => void, reminded: (plan: string, lookedBack: boolean) => void, ofClass: unknown, notebook: (() => void) | null }} Seen */

/** A path through eight stations in a wide window. */
const WAY = "M55 74C92 44 128 44 165 60S238 100 275 88S348 44 385 60S458 100 495 88S568 44 605 60S678 100 715 88S788 50 825 66";

/** @param {Seen} seen */
export function home(seen) {
  const { course, words, progress } = seen;
  const on = goingOn(course, progress);
  const { number, week, step } = position(course, on);
  const begun = isBegun(progress);
  const finished = course.weeks.findIndex((one) => progress?.weeks[one.notebook] !== "done");
  return html`
    <h1>${words["shell.title"]}</h1>
    <p class="kit-home-lead">${words["home.lead"]}</p>
    ${begun ? nothing : html`<p class="kit-home-lead">${fill(words["home.takes"], { hours: Math.round(course.weeks.reduce((sum, one) => sum + one.minutes, 0) / 60) })}</p>`}
    <div class="kit-home-now">${progress ? html`
      ${finished < 0 ? html`<p class="kit-home-here">${words["home.all_done"]}</p>` : nothing}
      <p class="kit-home-go"><a class="kit-main" href=${addressOf(on)}>${begun
        ? fillWithCourse(words["home.continue"], { title: week.title, step: week.steps[step].title }) : words["home.begin"]}</a></p>` : nothing}</div>
    ${year(seen, number, finished < 0 ? course.weeks.length - 1 : finished)}
    ${begun ? herLine(progress?.her_last ?? null) : nothing}
    ${waiting(seen)}
    <h2>${words["home.weeks"]}</h2>
    <ol class="kit-weeks">${course.weeks.map((one, at) => card(seen, one, at))}</ol>
    ${toWorkbook(seen)}
    <div class="kit-home-class">${seen.ofClass}</div>
    ${seen.notebook ? html`<p class="kit-home-notebook">${words["bar.notebook_means"]} <button type="button" class="kit-link" @click=${seen.notebook}>${words["bar.notebook"]}</button></p>` : nothing}
    <p class="kit-home-composed">${words["home.composed"]}</p>`;
}

/** Draw the year. The cards say all of it in words, so it is neither read aloud nor a stop for the Tab key.
 * @param {Seen} seen
 * @param {number} here the number of the week where the learner is @param {number} finished how many weeks before it all are done */
function year({ course, progress }, here, finished) {
  return html`<div class="kit-year" aria-hidden="true">
    <svg class="kit-year-way" viewBox="0 0 880 150" preserveAspectRatio="none">
      ${svg`<path d=${WAY} /><path class="kit-year-walked" d=${WAY} pathLength=${course.weeks.length - 1} style="stroke-dasharray: ${finished} 99" />`}
    </svg>
    ${course.weeks.map((week, at) => html`
      <a tabindex="-1" href=${addressOf(openStep(progress, week))} lang=${courseLang() ?? nothing} data-dimension=${week.dimension ?? nothing}
        data-state=${progress?.weeks[week.notebook] ?? "open"} ?data-here=${Boolean(progress) && at === here}>
        <span class="kit-year-station">${object(week)}</span>
        <span class="kit-year-title">${week.title}</span>
        <span class="kit-year-month">${week.month}</span>
      </a>`)}
  </div>`;
}

/** @param {Week} week */
const object = (week) => html`<img class="kit-object" src="pictures/object_${week.notebook.replace(".ipynb", "")}.svg" alt="" width="160" height="160">`;

/** @param {Progress["her_last"]} line */
const herLine = (line) => line ? html`<figure class="kit-home-hers">
  ${line.moment ? html`<p class="kit-home-moment" lang=${courseLang() ?? nothing}>${line.moment}</p>` : nothing}
  <blockquote><p lang=${courseLang() ?? nothing}>${line.en}</p><p lang="es">${line.es}</p></blockquote>
  <figcaption lang=${courseLang() ?? nothing}>${line.who}</figcaption></figure>` : nothing;

/** @param {Pick<Seen, "words" | "workbook" | "record">} seen */
const toWorkbook = ({ words, workbook, record }) => html`
  <h2>${words["home.workbook"]}</h2><p>${words["home.workbook_means"]}</p>
  <p class="kit-home-buttons"><button type="button" class="kit-quiet" @click=${workbook}>${words["home.workbook_open"]}</button>
    <button type="button" class="kit-quiet" @click=${record}>${words["home.record_open"]}</button></p>`;

/** @param {Seen} seen @param {Week} week @param {number} number */
function card({ words, progress }, week, number) {
  const state = progress?.weeks[week.notebook] ?? "open";
  const [done, total] = progress?.done[week.notebook] ?? [0, 0];
  const lang = courseLang() ?? nothing;
  return html`<li data-dimension=${week.dimension ?? nothing} data-state=${state}>
    <a href=${addressOf(state === "begun" ? openStep(progress, week) : firstStep(week))}>
      <span class="kit-week-number">${fill(words["home.week"], { number: number + 1 })} · <span lang=${lang}>${week.month}</span></span>
      <strong lang=${lang}>${week.title}</strong>
      <span class="kit-week-question" lang=${lang}>${week.question}</span>
      <span class="kit-week-foot"><span>${fill(words["bar.minutes"], { minutes: week.minutes })}</span>
        <span class="kit-week-state">${!progress ? "" : state === "begun" && done ? fill(words["home.tasks_done"], { done, total }) : words[`home.${state}`]}</span></span>
    </a></li>`;
}

/** @param {Seen} seen */
function waiting({ course, words, progress, reminded }) {
  if (!progress?.waiting.length) return nothing;
  return html`<h2 class="kit-waits">${words["home.waiting"]}</h2><ul class="kit-waiting">${progress.waiting.map((one, number) => {
    const place = { notebook: one.notebook, view: one.step };
    const due = one.due ? dayInWords(one.due, { day: "numeric", month: "long" }) : "";
    const press = (/** @type {string} */ key, /** @type {boolean} */ lookedBack) => html`
      <button type="button" aria-describedby="kit-waits-${number}" @click=${() => reminded(one.plan ?? "", lookedBack)}>${words[key]}</button>`;
    return html`<li data-plan=${one.plan ?? nothing}>
      <a id="kit-waits-${number}" href=${addressOf(place)} data-form=${one.kind === "feedback" ? one.kind : nothing}>${
        fillWithCourse(fill(words[`home.${one.kind}`], { due }), { title: position(course, place).week?.title ?? "" })}</a>
      ${one.plan ? html`<p class="kit-home-buttons">${press("home.plan_looked_back", true)} ${press("home.plan_later", false)}</p>` : nothing}</li>`;
  })}</ul>`;
}

/** After the last step: her last line, the first and the last answer, and what was made.
 * @param {Seen} seen @param {Ending | undefined} kept what was written, once it is known */
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
