// Where you left off: each step with its state in words, and a way to go there.

import { author, button, el } from "./dom.js";
import { clock } from "./saying.js";

function stateOf(step, stretch) {
  if (step.state === "open") return stretch ? "stretch" : "open";
  if (step.state === "done") return `done, ${clock(step.at)}`;
  return step.of > 1 ? `begun: ${step.done} of ${step.of} done` : `draft, ${clock(step.at)}`;
}

function goTo(item) {
  const form = document.querySelector(`.kit-form[data-items~="${CSS.escape(item)}"]`);
  if (!form) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  form.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  const field = form.querySelector("textarea, input, select, button");
  if (field) field.focus({ preventScroll: true });
}

export function leftOff(spec, talk) {
  const lead = el("p", { class: "kit-lead", role: "status" });
  const list = el("ol", { class: "kit-steps" });
  const node = el("section", { class: "kit-question", "aria-label": "Where you left off" },
    el("p", { class: "kit-title", text: "Where you left off" }), lead, list);

  function refresh() {
    talk.ask({ type: "status" }, {
      patience: 20000,
      silent: () => { lead.textContent = "The course does not answer yet. What you saved is safe on disk."; },
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
        lead.replaceChildren(`${done} of ${core.length} done. `,
          next >= 0 ? (some ? "You can go on here:" : "You begin here:")
            : left ? "The core is finished and saved." : "Everything here is finished and saved.");
        list.replaceChildren(...steps.map((step, index) =>
          el("li", { "data-state": step.state, "data-next": index === next },
            el("span", { class: "kit-step-title" }, author(spec.steps[index].title)),
            el("span", { class: "kit-step-state", text: stateOf(step, spec.steps[index].stretch) }),
            index === next ? button("Go there", () => goTo(spec.steps[index].item), "main") : null)));
      },
    });
  }
  return { node, render() {}, refresh };
}
