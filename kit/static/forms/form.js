// The widget's entry point: build the form that a spec asks for, open it, keep it in sync, and clean up.

import { Answer } from "./answer.js";
import { keptBack } from "./after.js";
import { cards } from "./cards.js";
import { choice } from "./choice.js";
import { authorHtml } from "../author_html.js";
import { el, interfaceSpeaks } from "../dom.js";
import { feedback } from "./feedback.js";
import { growth } from "./growth.js";
import { handIn } from "./hand_in.js";
import { lookBack } from "./look_back.js";
import { withOpinion } from "./opinion.js";
import { plan } from "./plan.js";
import { prose } from "./prose.js";
import { scale } from "./scale.js";
import { scene } from "../scenes/scene.js";
import { schedule } from "./schedule.js";
import { withSelfMarking } from "./self_marking.js";
import { sort } from "./sort.js";
import { tableForm } from "./table.js";
import { KernelLink } from "../hosts/kernel_link.js";
import { journalProblems } from "./journal_problems.js";
import { html, nothing, render as draw } from "../vendor/lit-html.js";

/** @type {Record<string, OneForm>} */
const ONE = { prose, plan, choice, sort, schedule, table: tableForm };

/** @param {Spec} spec @param {Answer[]} answers @param {KernelLink} kernel @returns {Form} */
function build(spec, answers, kernel) {
  switch (spec.kind) {
    case "cards":
      return cards(answers, spec);
    case "scale":
      return scale(answers, spec, kernel);
    case "scene":
      return scene(answers, spec);
    case "look_back":
      return lookBack(answers[0], spec, kernel);
    case "hand_in":
      return handIn(spec, kernel);
    case "feedback":
      return feedback(spec, kernel);
    case "growth":
      return growth(spec, kernel);
    default: {
      const one = ONE[spec.kind](answers[0], spec);
      const form = answers[1] ? withSelfMarking(one, answers, spec) : one;
      return spec.opinion ? withOpinion(form, answers[0], spec, kernel) : form;
    }
  }
}

// Jupyter's single-key commands (dd deletes a cell) must not fire while a button or a choice has the focus. In a text
// field Jupyter recognizes typing, and its Ctrl+S keeps working.
/** @param {HTMLElement} root */
function keepKeys(root) {
  // JupyterLab's keys match the focused element itself, so the mark is on it, not on the form around it.
  root.addEventListener("focusin", ({ target }) =>
    /** @type {Element} */ (target).toggleAttribute("data-lm-suppress-shortcuts", !(target instanceof HTMLTextAreaElement) || target.readOnly));
  // JupyterLab treats Enter anywhere in a cell as its own command and cancels the new line. This handler runs first.
  root.addEventListener("beforeinput", (event) => {
    if (event instanceof InputEvent && event.target instanceof HTMLTextAreaElement && event.inputType === "insertLineBreak") event.stopImmediatePropagation();
  });
}

/** The disk holds something of an answer that this page has not seen: the learner chooses between the two.
 * @param {Answer} answer @param {boolean} named whether the form has several answers @param {() => HTMLElement | null} line
 * where the focus goes after the choice @returns {Form} */
function writtenElsewhere(answer, named, line) {
  const { words } = answer;
  /** @param {() => void} act */
  const then = (act) => () => {
    act();
    line()?.focus();
  };
  const node = el("div", { class: "kit-elsewhere", role: "group", hidden: true });
  draw(html`${named ? html`<p>${authorHtml(answer.item.title)}</p>` : nothing}<p><strong>${words["form.elsewhere"]}</strong></p>
    <div class="kit-actions"><button type="button" class="kit-button kit-main" @click=${then(() => answer.showsElsewhere())}>${words["form.show_it"]}</button>
    <button type="button" class="kit-button" @click=${then(() => answer.keepsMine())}>${words["form.keep_mine"]}</button></div>`, node);
  return { node, render: () => { node.hidden = !answer.elsewhere; } };
}

/** @param {{ model: WidgetModel, el: HTMLElement }} widget */
function render({ model, el: outer }) {
  const spec = model.get("spec");
  const kernel = new KernelLink(model);
  interfaceSpeaks(spec.language);
  /** @type {Form | null} */
  let form = null;
  const changed = () => {
    form?.render();
    kept.forEach((piece) => piece.render());
    beside.forEach((piece) => piece.render());
  };
  const answers = spec.items.map((item) => new Answer(kernel, item, spec, changed));
  const root = el("div", { class: "kit-form", lang: spec.language, "data-kind": spec.kind, "data-items": spec.items.map((item) => item.id).join(" "), "data-occasion": spec.items.length ? spec.items[0].occasion : null });
  const kept = ["cards", "scale"].includes(spec.kind) ? [] : answers.map(keptBack);
  const beside = answers.map((answer) => writtenElsewhere(answer, answers.length > 1, () => root.querySelector(".kit-state")));
  kernel.problems = (problems, first) => journalProblems(root, spec, kernel, problems, first);
  form = build(spec, answers, kernel);
  keepKeys(root);
  // Nobody else has a class to agree with; a page leaves the whole place out.
  root.hidden = Boolean(spec.alone) && spec.items.some((item) => item.id.startsWith("consent."));
  root.append(form.node, ...beside.map((piece) => piece.node));
  outer.append(root);
  changed();

  const open = () =>
    kernel.ask({ type: "open" }, {
      patience: 20000,
      silent: () => setTimeout(open, 2000),
      reply: (reply) => {
        if (!reply.ok) answers.forEach((answer) => answer.fail(reply.sentence));
        else {
          // What earlier scenes pass on comes from answers: it is sent, and never in the spec.
          if (reply.year) spec.year = reply.year;
          answers.forEach((answer) => answer.phase === "opening" && answer.open(reply.answers[answer.item.id]));
        }
      },
    });
  if (answers.length) open();
  const reopen = () => {
    const edits = answers.map((answer) => answer.edits);
    if (answers.length) kernel.ask({ type: "open" }, {
      reply: (reply) => answers.forEach((answer, i) =>
        reply.ok && answer.idle && answer.edits === edits[i] && answer.open(reply.answers[answer.item.id], false)),
    });
  };
  /** @param {any} event */
  const again = (event) => answers.forEach((answer) =>
    answer.item.id === event.detail.item && answer.phase === "done" && answer.again());
  const refresh = () => form.refresh && form.refresh();
  refresh();
  // The course answers again after it was gone: ask for what didn't come, and send what wasn't saved.
  const back = () => {
    if (answers.some((answer) => answer.phase === "opening")) open();
    answers.forEach((answer) => answer.failure && answer.draft());
    refresh();
  };

  const leaving = () => answers.forEach((answer) => answer.leave(true));
  const ends = new AbortController();
  /** @param {string} name @param {(event: any) => void} act */
  const on = (name, act, at = /** @type {EventTarget} */ (window)) => at.addEventListener(name, act, { signal: ends.signal });
  on("pagehide", leaving);
  on("beforeunload", (event) => answers.some((answer) => answer.failure && answer.onPageOnly) && event.preventDefault());
  // What another window or a notebook saved meanwhile is asked for when this one is seen again.
  on("visibilitychange", () => (document.visibilityState === "hidden" ? answers.forEach((answer) => answer.leave()) : reopen()), document);
  on("kit:saved", refresh);
  on("kit:put_back", reopen);
  on("kit:handed", reopen);
  on("kit:here", reopen);
  on("kit:write_again", again);
  on("kit:back", back);
  // A text field measures itself, which works only once it is on the page, and again whenever that gets wider.
  let width = 0;
  const watch = new ResizeObserver(([entry]) => {
    if (Math.abs(entry.contentRect.width - width) < 1) return;
    width = entry.contentRect.width;
    changed();
  });
  watch.observe(root);

  return () => {
    leaving();
    kept.forEach((piece) => piece.end());
    answers.forEach((answer) => answer.end());
    form?.end?.();
    watch.disconnect();
    ends.abort();
    kernel.end();
  };
}

export default { render };
