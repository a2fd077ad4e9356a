// Where you left off: each step with its state in words, and a way to go there.

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

/** The page is told first: the step that asks the item may not be the one on screen.
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

/** A button that says to whom looks at the page *Go there*, and to whom hears it also where.
 * @param {Words} words @param {string} title @param {{ item: string, occasion?: string }} to */
export function goThere(words, title, to, kind = "plain") {
  const go = button(words["left_off.go_there"], () => goTo(to.item, to.occasion), kind);
  go.setAttribute("aria-label", `${words["left_off.go_there"]}: ${author(title).textContent}`);
  return go;
}

/** The title of a row; what comes after it is heard as a thing of its own.
 * @param {...Child} inside */
export const rowTitle = (...inside) => el("span", { class: "kit-step-title" }, ...inside, el("span", { class: "kit-heard", text: ": " }));

/** @type {ShownForm} */
export function leftOff(spec, kernel) {
  const { words } = spec;
  const lead = el("p", { class: "kit-lead", role: "status" });
  const list = el("ol", { class: "kit-steps" });
  const node = el("section", { class: "kit-question", "aria-label": words["left_off.title"] },
    el("h3", { class: "kit-title", text: words["left_off.title"] }), lead, list);

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
        // What may be left out is never waited for: neither in the count nor as the next thing to do.
        const core = steps.filter((step, index) => !spec.steps[index].stretch);
        const done = core.filter((step) => step.state === "done").length;
        const next = steps.findIndex((step, index) => step.state !== "done"
          && (step.state === "begun" || !spec.steps[index].stretch));
        const some = steps.some((step) => step.state !== "open");
        const left = steps.some((step) => step.state === "open");
        lead.replaceChildren(`${fill(words["left_off.count"], { done, total: core.length })} `,
          next >= 0 ? (some ? words["left_off.go_on"] : words["left_off.begin"])
            : left ? words["left_off.core_finished"] : words["left_off.all_finished"]);
        list.replaceChildren(...steps.map((step, index) =>
          el("li", { "data-state": step.state, "data-next": index === next },
            rowTitle(author(spec.steps[index].title)),
            el("span", { class: "kit-step-state", text: stateOf(words, step, spec.steps[index].stretch) }),
            index === next ? goThere(words, spec.steps[index].title, spec.steps[index], "main") : null)));
      },
    });
  }
  return { node, render() {}, refresh };
}
