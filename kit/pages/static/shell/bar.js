// The course bar: the current place, Back and Next, the menu of steps, Help. It draws what it is given; it decides
// nothing.

import { courseLang, el, fill, fillWithCourse, redraw } from "./dom.js";
import { addressOf, after, before, END, HOME, position, stepsDone, WHOLE } from "./places.js";

/** @typedef {{ label: string, means?: string, act: () => void, always?: boolean }} Entry an entry under Help; `always`: on Home, too */
/** @typedef {{ place: Place, progress: Progress | null, state: string, phase: string }} Shown */

export class Bar {
  /** @param {Course} course @param {Words} words @param {string} base @param {{ search: () => void, language: (code: string) => void, entries: Entry[] }} act */
  constructor(course, words, base, act) {
    Object.assign(this, { course, words, base });
    this.course = course;
    this.words = words;
    this.base = base;
    this.home = el("a", { class: "kit-bar-home", title: words["bar.home"] }, el("span", {}, words["shell.title"]));
    this.week = el("span", { class: "kit-bar-week" });
    this.stepWords = el("span", {});
    this.step = el("span", { class: "kit-bar-step" }, this.stepWords);
    this.where = el("button", { type: "button", class: "kit-bar-where", popovertarget: "kit-steps" }, this.week, this.step);
    this.state = el("span", { class: "kit-bar-state", role: "status" });
    this.back = el("a", { class: "kit-bar-back" }, el("span", {}, words["bar.back"]));
    this.next = el("a", { class: "kit-bar-next" }, el("span", {}, words["bar.next"]));
    this.search = el("button", { type: "button", class: "kit-bar-search", title: words["bar.search_key"], onclick: act.search }, el("span", {}, words["bar.search"]));
    this.help = el("button", { type: "button", class: "kit-bar-help", popovertarget: "kit-help" }, el("span", {}, words["bar.help"]));
    this.steps = el("div", { id: "kit-steps", popover: "auto", class: "kit-menu" });
    this.whole = el("a", { class: "kit-menu-item" });
    this.entries = act.entries.map((entry) => ({ ...entry, node: el("button", { type: "button", class: "kit-menu-item", onclick: entry.act },
      entry.label, entry.means ? el("small", {}, entry.means) : null) }));
    const languages = (course.languages ?? []).map(({ code, name, note }) =>
      el("button", { type: "button", class: "kit-menu-item", lang: code, "aria-pressed": String(name === words["language.name"]), onclick: () => act.language(code) },
        name, el("small", {}, note)));
    const help = el("div", { id: "kit-help", popover: "auto", class: "kit-menu" }, this.whole, ...this.entries.map((one) => one.node),
      el("p", { class: "kit-menu-head" }, words["language.label"]), ...languages);
    this.skip = el("a", { class: "kit-skip", href: "#kit-page" }, words["bar.skip"]);
    // A later step doesn't show its notebook's title, which is in the first one. Screen readers get it here.
    this.title = el("h1", { class: "kit-only-told", lang: courseLang() });
    this.node = el("header", { class: "kit-top" }, this.skip, this.title,
      el("nav", { "aria-label": words["bar.label"] }, this.home, this.where, this.state, this.search, this.back, this.next, this.help, this.steps, help),
      el("div", { class: "kit-bar-line", "aria-hidden": "true" }, el("div")));
    for (const menu of [this.steps, help]) menu.addEventListener("click", () => menu.hidePopover());
  }

  /** @param {Shown} shown */
  render({ place, progress, state, phase }) {
    const { course, words, base } = this;
    const { number, week, step } = position(course, place);
    const inWeek = Boolean(week) && ![HOME, END].includes(place.view);
    this.home.href = addressOf(base, { notebook: week ? place.notebook : course.weeks[0].notebook, view: HOME });
    place.view === HOME ? this.home.setAttribute("aria-current", "page") : this.home.removeAttribute("aria-current");
    this.where.hidden = this.whole.hidden = !inWeek;
    for (const { node, always } of this.entries) node.hidden = !inWeek && !always;
    this.node.dataset.dimension = (inWeek && week.dimension) || "";
    this.title.hidden = !inWeek || step < 1;
    this.title.textContent = week?.title ?? "";
    this.say(state, phase);
    this.lead(this.back, inWeek || place.view === END ? before(course, place) : null);
    this.lead(this.next, inWeek ? after(course, place) : null);
    const line = /** @type {HTMLElement} */ (this.node.querySelector(".kit-bar-line > div"));
    line.style.width = inWeek ? `${(100 * (step < 0 ? stepsDone(progress, week) : step + 1)) / week.steps.length}%` : "0";
    if (!inWeek) return;
    this.week.replaceChildren(...fillWithCourse(fill(words["bar.week"], { number: number + 1, total: course.weeks.length }), { title: week.title }));
    this.stepWords.textContent = step < 0 ? words["bar.whole_here"]
      : fill(words["bar.step"], { number: step + 1, total: week.steps.length });
    // The short form to show if there is no room for the words.
    this.step.toggleAttribute("data-whole", step < 0);
    this.step.dataset.short = step < 0 ? `1–${week.steps.length}` : `${step + 1}/${week.steps.length}`;
    const whole = place.view === WHOLE;
    this.whole.textContent = whole ? words["bar.one_step"] : words["bar.whole"];
    this.whole.href = addressOf(base, { notebook: week.notebook, view: whole ? week.steps[0].slug : WHOLE });
    this.list(week, place, progress);
  }

  /** @param {Week} week @param {Place} place @param {Progress | null} progress */
  list(week, place, progress) {
    const { words, base } = this;
    const states = progress?.steps[week.notebook] ?? {};
    const item = (/** @type {Step} */ step) => {
      const state = states[step.slug] ?? "open";
      return el("li", {},
        el("a", {
          class: "kit-menu-item", "data-state": state,
          href: addressOf(base, { notebook: week.notebook, view: step.slug }),
          "aria-current": step.slug === place.view && "step",
        },
        el("span", { class: "kit-tick", role: "img", "aria-label": words[`bar.${state}`] }),
        el("span", { class: "kit-menu-title", lang: courseLang() }, step.title),
        el("small", {}, fill(words["bar.minutes"], { minutes: step.minutes }))));
    };
    redraw(this.steps,
      el("p", { class: "kit-menu-head" }, ...fillWithCourse(words["bar.steps"], { title: week.title })),
      el("ol", {}, ...week.steps.map(item)),
      el("a", { class: "kit-menu-item kit-menu-last", href: this.home.href }, words["bar.all_weeks"]));
  }

  /** @param {string} state @param {string} phase */
  say(state, phase) {
    if (this.state.textContent !== state) this.state.textContent = state;
    this.state.dataset.phase = phase;
  }

  /** @param {HTMLAnchorElement} link @param {Place | null} place */
  lead(link, place) {
    if (place) link.href = addressOf(this.base, place);
    link.hidden = !place;
  }
}
