// The course bar (where one is, Back and Next, the menu of steps, Help) and the links at the end of a step.

import { courseLang, fill, fillWithCourse } from "../dom.js";
import { html, nothing } from "../vendor/lit-html.js";
import { addressOf, after, before, END, HOME, position, stepsDone, WHOLE } from "./places.js";

/** @typedef {{ label: string, means: string, act: () => void }} Entry an entry under Help */
/** @typedef {{ course: Course, words: Words, place: Place, progress: Progress | null, state: string, phase: string, entries: Entry[],
 *   search: () => void, language: (code: string) => void, skip: () => void}} Shown */

/** @param {Event} event */
const closeMenu = ({ currentTarget }) => /** @type {HTMLElement} */ (currentTarget).hidePopover();

/** @param {Shown} shown */
export function bar({ course, words, place, progress, state, phase, entries, search, language, skip }) {
  const { number, week, step } = position(course, place);
  const inWeek = Boolean(week) && ![HOME, END].includes(place.view);
  const [total, lang] = [week?.steps.length ?? 0, courseLang() ?? nothing];
  const to = addressOf({ notebook: week ? place.notebook : course.weeks[0].notebook, view: HOME });
  const whole = place.view === WHOLE;
  const link = (/** @type {"back" | "next"} */ way, /** @type {Place | null} */ there) => html`
    <a class="kit-bar-${way}" href=${there ? addressOf(there) : nothing} ?hidden=${!there}><span>${words[`bar.${way}`]}</span></a>`;
  return html`
    <a class="kit-skip" href="#kit-page" @click=${(/** @type {Event} */ event) => { event.preventDefault(); skip(); }}>${words["bar.skip"]}</a>
    <h1 class="kit-only-told" lang=${lang} ?hidden=${!inWeek || step < 1}>${week?.title}</h1>
    <nav aria-label=${words["bar.label"]}>
      <a class="kit-bar-home" title=${words["bar.home"]} href=${to} aria-current=${place.view === HOME ? "page" : nothing}><span>${words["shell.title"]}</span></a>
      <button type="button" class="kit-bar-where" popovertarget="kit-steps" ?hidden=${!inWeek}>
        <span class="kit-bar-week">${week ? fillWithCourse(fill(words["bar.week"], { number: number + 1, total: course.weeks.length }), { title: week.title }) : nothing}</span>
        <span class="kit-bar-step" ?data-whole=${step < 0} data-short=${step < 0 ? `1–${total}` : `${step + 1}/${total}`}><span>${
          step < 0 ? words["bar.whole_here"] : fill(words["bar.step"], { number: step + 1, total })}</span></span>
      </button>
      <span class="kit-bar-state" role="status" data-phase=${phase}>${state}</span>
      <button type="button" class="kit-bar-search" title=${words["bar.search_key"]} @click=${search}><span>${words["bar.search"]}</span></button>
      ${link("back", inWeek || place.view === END ? before(course, place) : null)}
      ${link("next", inWeek ? after(course, place) : null)}
      <button type="button" class="kit-bar-help" popovertarget="kit-help"><span>${words["bar.help"]}</span></button>
      <div id="kit-steps" popover="auto" class="kit-menu" @click=${closeMenu}>
        ${inWeek ? html`<p class="kit-menu-head">${fillWithCourse(words["bar.steps"], { title: week.title })}</p>
        <ol>${week.steps.map(({ slug, title, minutes, stretch }) => html`<li>
          <a class="kit-menu-item" data-state=${progress?.steps[week.notebook]?.[slug] ?? "open"} href=${addressOf({ notebook: week.notebook, view: slug })}
            aria-current=${slug === place.view ? "step" : nothing}>
            <span class="kit-tick" role="img" aria-label=${words[`bar.${progress?.steps[week.notebook]?.[slug] ?? "open"}`]}></span>
            <span class="kit-menu-title" lang=${lang}>${title}</span>
            <small>${[minutes && fill(words["bar.minutes"], { minutes }), stretch && fill(words["bar.stretch"], { minutes: stretch })].filter(Boolean).join(" · ")}</small></a></li>`)}</ol>` : nothing}
        <a class="kit-menu-item kit-menu-last" href=${to}>${words["bar.all_weeks"]}</a>
      </div>
      <div id="kit-help" popover="auto" class="kit-menu" @click=${closeMenu}>
        <a class="kit-menu-item" ?hidden=${!inWeek} href=${week ? addressOf({ notebook: week.notebook, view: whole ? week.steps[0].slug : WHOLE }) : nothing}>${
          words[whole ? "bar.one_step" : "bar.whole"]}</a>
        ${entries.map(({ label, means, act }) => html`<button type="button" class="kit-menu-item" @click=${act}>${label}<small>${means}</small></button>`)}
        ${["saving", "back", "files", "looks", "who"].map((one) => html`<details class="kit-help" @click=${(/** @type {Event} */ event) => event.stopPropagation()}>
          <summary class="kit-menu-item">${words[`bar.help_${one}_title`]}</summary><p>${words[`bar.help_${one}`]}</p></details>`)}
        ${["glossary", "law"].map((one) => html`<a class="kit-menu-item" href=${new URL(`${one}.html`, import.meta.url).href} target="_blank" rel="noopener">${words[`bar.${one}`]}</a>`)}
        <p class="kit-menu-head">${words["language.label"]}</p>
        ${(course.languages ?? []).map(({ code, name, note }) => html`<button type="button" class="kit-menu-item" lang=${code}
          aria-pressed=${name === words["language.name"]} @click=${() => language(code)}>${name}<small>${note}</small></button>`)}
      </div>
    </nav>
    <div class="kit-bar-line" aria-hidden="true"><div style="width: ${inWeek ? (100 * (step < 0 ? stepsDone(progress, week) : step + 1)) / total : 0}%"></div></div>`;
}

/** Draw the links at the end of a step. @param {Course} course @param {Words} words @param {Place} place */
export function stepEnd(course, words, place) {
  const [back, next] = [before(course, place), after(course, place)];
  const there = next && position(course, next);
  const label = !next || !there ? words["bar.home"] : next.view === END ? words["bar.finish"]
    : next.notebook !== place.notebook ? fillWithCourse(words["bar.next_week"], { title: there.week.title })
      : fillWithCourse(words["bar.next_step"], { title: there.week.steps[there.step].title });
  return html`${back ? html`<a class="kit-quiet" href=${addressOf(back)}>${words["bar.back"]}</a>` : html`<span></span>`}
    <a class="kit-main" href=${addressOf(next ?? { notebook: place.notebook, view: HOME })}>${label}</a>`;
}

/** Return the worst state of the forms in a node, from their own state lines. @param {Element} node @returns {"unsaved" | "failed" | "saved"} */
export const savedIn = (node) => (node.querySelector(".kit-state[data-phase=failed]") ? "failed" : node.querySelector(".kit-state[data-unsaved]") ? "unsaved" : "saved");

/** Call `changed` when a state line below a node changes, at most once per frame. @param {Element} node @param {() => void} changed */
export function watchSaved(node, changed) {
  let waits = 0;
  const watching = new MutationObserver(() => {
    cancelAnimationFrame(waits);
    waits = requestAnimationFrame(changed);
  });
  watching.observe(node, { subtree: true, attributes: true, attributeFilter: ["data-phase", "data-unsaved"] });
}
