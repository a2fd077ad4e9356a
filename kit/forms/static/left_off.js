// Where you left off: how much is done and what comes next; all questions with their states are one click away.

import { author, button, el, fill } from "./dom.js";
import { clock } from "./state_words.js";

/** @param {Words} words @param {StepState} step @param {boolean} stretch */
function stateOf(words, step, stretch) {
  if (step.state === "open") return stretch ? words["left_off.stretch"] : words["left_off.open"];
  if (step.state === "done") return fill(words["left_off.done"], { time: clock(step.at) });
  return step.of > 1
    ? fill(words["left_off.begun"], { done: step.done, total: step.of })
    : fill(words["left_off.draft"], { time: clock(step.at) });
}

/** Tells the page first: the step that asks the item may not be the one on screen.
 * @param {string} item @param {string} [occasion] */
export function goTo(item, occasion = "") {
  window.dispatchEvent(new CustomEvent("kit:go", { detail: { item, occasion } }));
  const asked = occasion ? `[data-occasion="${CSS.escape(occasion)}"]` : "";
  const form = document.querySelector(`.kit-form[data-items~="${CSS.escape(item)}"]${asked}`);
  if (!form) return;
  // The course's page shows one step at a time.
  form.dispatchEvent(new CustomEvent("kit:show", { bubbles: true }));
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  form.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  /** @type {NodeListOf<HTMLElement>} */
  const places = form.querySelectorAll("textarea, input, select, button");
  const field = [...places].find((place) => place.offsetParent && !place.closest(".kit-who, .kit-checklist, .kit-scene-log"));
  if (field) field.focus({ preventScroll: true });
}

/** Makes a button that shows *Go there*, and also tells screen readers where.
 * @param {Words} words @param {string} title @param {{ item: string, occasion?: string }} to */
export function goThere(words, title, to, kind = "plain") {
  const go = button(words["left_off.go_there"], () => goTo(to.item, to.occasion), kind);
  go.setAttribute("aria-label", `${words["left_off.go_there"]}: ${author(title).textContent}`);
  return go;
}

/** Makes a row's title that leads there.
 * @param {Words} words @param {string} title @param {{ item: string, occasion?: string }} to */
export function titleThere(words, title, to) {
  const go = el("button", { type: "button", class: "kit-go", onclick: () => goTo(to.item, to.occasion) }, author(title));
  go.setAttribute("aria-label", `${words["left_off.go_there"]}: ${go.textContent}`);
  return go;
}

/** Folds what a list need not show at once.
 * @param {string} summary @param {Node} list */
export const folded = (summary, list) => el("details", { class: "kit-more" }, el("summary", { text: summary }), list);

/** Makes a row's title; a screen reader reads what follows as a separate part.
 * @param {...Child} inside */
export const rowTitle = (...inside) => el("span", { class: "kit-step-title" }, ...inside, el("span", { class: "kit-heard", text: ": " }));

/** @type {ShownForm} */
export function leftOff(spec, kernel) {
  const { words } = spec;
  const lead = el("p", { class: "kit-lead", role: "status" });
  const next = el("ol", { class: "kit-steps" });
  const list = el("ol", { class: "kit-steps" });
  const all = folded(words["left_off.all"], list);
  const node = el("section", { class: "kit-question", "aria-label": words["left_off.title"] },
    el("h3", { class: "kit-title", text: words["left_off.title"] }), lead, next, all);

  function refresh() {
    kernel.ask({ type: "status" }, {
      patience: 20000,
      silent: () => { lead.textContent = words["left_off.no_reply"]; },
      reply: (reply) => {
        if (!reply.ok) {
          lead.textContent = reply.sentence;
          return;
        }
        const { steps } = reply;
        // Optional questions are never waited for, neither in the count nor as the next thing to do.
        const core = steps.filter((step, index) => !spec.steps[index].stretch);
        const done = core.filter((step) => step.state === "done").length;
        const at = steps.findIndex((step, index) => step.state !== "done"
          && (step.state === "begun" || !spec.steps[index].stretch));
        const some = steps.some((step) => step.state !== "open");
        const left = steps.some((step) => step.state === "open");
        lead.replaceChildren(`${fill(words["left_off.count"], { done, total: core.length })} `,
          at >= 0 ? (some ? words["left_off.go_on"] : words["left_off.begin"])
            : left ? words["left_off.core_finished"] : words["left_off.all_finished"]);
        const rows = steps.map((step, index) => ({ to: spec.steps[index], state: step.state,
          told: el("span", { class: "kit-step-state", text: stateOf(words, step, spec.steps[index].stretch) }) }));
        next.replaceChildren(...rows.slice(at, at + 1).filter(() => at >= 0).map(({ to, state }) =>
          el("li", { "data-state": state, "data-next": "true" }, el("span", { class: "kit-step-title" }, author(to.title)), goThere(words, to.title, to, "main"))));
        next.hidden = at < 0;
        list.replaceChildren(...rows.map(({ to, state, told }) =>
          el("li", { "data-state": state }, rowTitle(titleThere(words, to.title, to)), told)));
      },
    });
  }
  return { node, render() {}, refresh };
}
