// Draw Home (the eight weeks, where to continue, what is waiting) and the page at the course's end.

import { courseLang, dayInWords, el, fill, fillWithCourse } from "./dom.js";
import { addressOf, firstStep, goingOn, position, stepsDone } from "./places.js";

/** @typedef {{ course: Course, words: Words, base: string, progress: Progress | null, taken: import("./alone_or_class.js").AloneOrClass, workbook: () => Element, reminded: (plan: string, lookedBack: boolean) => void, drop: () => Element }} Seen */

/** @param {Seen} seen @returns {Node[]} */
export function home(seen) {
  const { course, words, base, progress } = seen;
  const on = goingOn(course, progress);
  const { week, step } = position(course, on);
  const begun = Boolean(progress?.place);
  const lead = begun
    ? fillWithCourse(words["home.continue"], { title: week.title, step: week.steps[step]?.title ?? words["bar.whole_here"] })
    : [words["home.begin"]];
  const place = seen.drop();
  if (!place.contains(seen.taken.changed)) place.append(seen.taken.changed);
  return [
    el("h1", {}, words["shell.title"]),
    el("p", { class: "kit-home-lead" }, words["home.lead"]),
    // Show no link before the progress is known; otherwise a slow computer would tell everyone to begin.
    el("p", { class: "kit-home-go" }, progress ? el("a", { class: "kit-main", href: addressOf(base, on) }, ...lead) : null),
    ...waiting(seen),
    seen.taken.node,
    el("h2", {}, words["home.weeks"]),
    el("ol", { class: "kit-weeks" }, ...course.weeks.map((one, number) => card(seen, one, number))),
    place,
    ...toWorkbook(seen),
  ];
}

/** Return what leads to the learner's workbook. @param {Pick<Seen, "words" | "workbook">} seen @returns {Node[]} */
const toWorkbook = ({ words, workbook }) =>
  [el("h2", {}, words["home.workbook"]), el("p", {}, words["home.workbook_means"]), el("p", {}, workbook())];

/** @param {Seen} seen @param {Week} week @param {number} number */
function card({ words, base, progress }, week, number) {
  const state = progress?.weeks[week.notebook] ?? "open";
  const done = stepsDone(progress, week);
  const total = week.steps.length;
  return el("li", { "data-dimension": week.dimension, "data-state": state },
    el("a", { href: addressOf(base, state === "begun" ? openStep(progress, week) : firstStep(week)) },
      el("span", { class: "kit-week-number" }, fill(words["home.week"], { number: number + 1 })),
      el("strong", { lang: courseLang() }, week.title),
      el("span", { class: "kit-week-question", lang: courseLang() }, week.question),
      el("span", { class: "kit-week-foot" },
        el("span", {}, fill(words["bar.minutes"], { minutes: week.minutes })),
        el("span", { class: "kit-week-state" },
          !progress ? "" : state === "begun" && done ? fill(words["home.steps_done"], { done, total }) : words[`home.${state}`]))));
}

/** @param {Seen} seen @returns {Node[]} */
function waiting({ course, words, base, progress, reminded }) {
  if (!progress?.waiting.length) return [];
  const item = (/** @type {Waiting} */ one, /** @type {number} */ number) => {
    const { week } = position(course, { notebook: one.notebook, view: one.step });
    const due = one.due ? dayInWords(one.due, { day: "numeric", month: "long" }) : "";
    const id = `kit-waits-${number}`;
    const press = (/** @type {string} */ key, /** @type {boolean} */ lookedBack) =>
      el("button", { type: "button", "aria-describedby": id, onclick: () => reminded(one.plan ?? "", lookedBack) }, words[key]);
    const form = one.kind === "feedback" ? one.kind : null;
    return el("li", { "data-plan": one.plan }, el("a", { id, href: addressOf(base, { notebook: one.notebook, view: one.step }), "data-form": form },
      ...fillWithCourse(fill(words[`home.${one.kind}`], { due }), { title: week?.title ?? "" })),
      one.plan ? el("p", { class: "kit-home-buttons" }, press("home.plan_looked_back", true), press("home.plan_later", false)) : null);
  };
  return [el("h2", { class: "kit-waits" }, words["home.waiting"]), el("ul", { class: "kit-waiting" }, ...progress.waiting.map(item))];
}

/** Return the page after the very last step: what was done, and what to keep. @param {Seen} seen @returns {Node[]} */
export function ending(seen) {
  const { course, words, base, progress } = seen;
  const open = course.weeks.filter((week) => progress?.weeks[week.notebook] !== "done");
  const steps = course.weeks.reduce((sum, week) => sum + stepsDone(progress, week), 0);
  const total = course.weeks.reduce((sum, week) => sum + week.steps.length, 0);
  return [
    el("h1", { tabindex: "-1" }, words["home.end"]),
    el("p", { class: "kit-home-lead" },
      fill(words["home.end_done"], { weeks: course.weeks.length - open.length, all: course.weeks.length, steps, total })),
    ...(open.length
      ? [el("p", {}, words["home.end_open"]), el("ul", {}, ...open.map((week) =>
          el("li", {}, el("a", { href: addressOf(base, openStep(progress, week)), lang: courseLang() }, week.title))))]
      : []),
    el("h2", {}, words["home.end_keep"]),
    el("ul", {}, ...["answers", "plans", "question"].map((one) => el("li", {}, words[`home.end_keep_${one}`]))),
    ...toWorkbook(seen),
  ];
}

/** Return the first step of a week that is not done. A step that asks for nothing is skipped once it was read.
 * @param {Progress | null} progress @param {Week} week @returns {Place} */
function openStep(progress, week) {
  const states = progress?.steps[week.notebook] ?? {};
  const step = week.steps.find((one) => !(states[one.slug] === "done" || (states[one.slug] === "begun" && !one.asks.length))) ?? week.steps[0];
  return { notebook: week.notebook, view: step.slug };
}
