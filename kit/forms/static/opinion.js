// A machine's second opinion next to a text: closed at first, read on request, and never saved.

import { button, courseLang, el, say } from "./dom.js";

/** @param {Words} words @param {string} title @param {Said} said */
function remark(words, title, said) {
  return el("div", { class: "kit-opinion-part" },
    el("p", { class: "kit-opinion-name", text: title }),
    said.words ? el("blockquote", { class: "kit-opinion-words", lang: courseLang(), text: said.words }) : null,
    ...saying(words, said));
}

// Shows a question and how an answer to it may begin.
/** @param {Words} words @param {Said} said */
function saying(words, { text, starter }) {
  return [
    el("p", { class: "kit-opinion-says", text }),
    starter ? el("p", { class: "kit-opinion-starter", text: `${words["opinion.starter"]} ${starter}` }) : null,
  ];
}

/** @param {Words} words @param {Said[]} questions */
function toChooseFrom(words, questions) {
  return el("div", { class: "kit-opinion-part" },
    el("p", { class: "kit-opinion-name", text: words["opinion.questions"] }),
    el("ul", { class: "kit-opinion-asks" }, ...questions.map((one) => el("li", {}, ...saying(words, one)))),
    el("p", { class: "kit-small", text: words["opinion.choose"] }));
}

/** @param {Words} words @param {Reply} reply @returns {HTMLElement[]} */
function shownReading(words, { moved, first, strength, about, questions }) {
  return [
    ...moved.map((/** @type {string} */ text) => el("p", { class: "kit-opinion-moved", text })),
    strength ? remark(words, words["opinion.strength"], strength) : null,
    first ? el("p", { class: "kit-opinion-says", text: first }) : null,
    about ? remark(words, words["opinion.question"], about) : null,
    questions.length ? toChooseFrom(words, questions) : null,
  ].filter((node) => node !== null);
}

/** @param {Answer} answer @param {Spec} spec @param {KernelLink} kernel @returns {{ node: HTMLElement, render(): void }} */
export function opinion(answer, spec, kernel) {
  const { words } = spec;
  if (spec.opinion === "by_person")
    return {
      node: el("p", { class: "kit-small kit-opinion-none", text: words["opinion.by_person"] }),
      render() { this.node.hidden = answer.phase !== "done"; },
    };
  const typed = () => (typeof answer.value === "string" ? answer.value : "");
  /** The text that was read last; `null` before the first time. @type {string | null} */
  let asked = null;
  const state = el("p", { class: "kit-small", role: "status" });
  const body = el("div", {});
  const again = button(words["opinion.again"], ask);
  const box = el("details", { class: "kit-opinion" },
    el("summary", { text: words["opinion.title"] }),
    el("p", { class: "kit-small", text: words["opinion.what_it_is"] }),
    body, state, again);
  box.addEventListener("toggle", () => {
    if (box.open && asked !== typed()) ask();
  });

  function ask() {
    const [text, before] = [typed(), asked];
    say(state, words["opinion.reading"]);
    kernel.ask(before === null ? { type: "opinion", text } : { type: "opinion", text, before }, {
      patience: 20000,
      silent: () => say(state, words["opinion.no_reply"]),
      reply: (reply) => {
        if (reply.ok) {
          asked = text;
          body.replaceChildren(...shownReading(words, reply));
        }
        say(state, reply.ok ? "" : reply.sentence);
        render();
      },
    });
  }
  function render() {
    const changed = asked !== null && asked !== typed();
    again.hidden = !changed;
    if (changed) say(state, words["opinion.changed"]);
    else if (state.textContent === words["opinion.changed"]) say(state, "");
  }
  return { node: box, render };
}

// Adds the second opinion below a text's form.
/** @param {Form} form @param {Answer} answer @param {Spec} spec @param {KernelLink} kernel @returns {Form} */
export function withOpinion(form, answer, spec, kernel) {
  const panel = opinion(answer, spec, kernel);
  return {
    node: el("div", {}, form.node, panel.node),
    render() {
      form.render();
      panel.render();
    },
    refresh() {
      form.refresh?.();
    },
  };
}
