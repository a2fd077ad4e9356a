// Where a reader may look in a text: the writer picks a question, a sentence and an example. Nothing is saved.

import { author, button, courseLang, el, freshId, say } from "./dom.js";

/** A group of choices. Choosing one acts at once; `about` stands outside the label, so that its name stays short.
 * @param {string} legend @param {{ label: Child[], about?: Child[] }[]} entries @param {(at: number) => void} act */
function choiceGroup(legend, entries, act) {
  const name = freshId("opinion");
  /** @param {number} at */
  const choose = (at) => {
    rows[at].input.checked = true;
    for (const { row, input } of rows) row.dataset.chosen = String(input.checked);
    act(at);
  };
  const rows = entries.map(({ label, about }, at) => {
    const id = freshId("why");
    const input = el("input", { type: "radio", name, "aria-describedby": about ? id : null, onchange: () => choose(at) });
    const row = el("label", { class: "kit-row" }, input, el("span", {}, label));
    return { input, row, node: about ? el("div", {}, row, el("p", { class: "kit-why", id }, about)) : row };
  });
  return {
    node: el("fieldset", { class: "kit-opinion-part" }, el("legend", { text: legend }),
      el("div", { class: "kit-rows" }, rows.map(({ node }) => node))),
    inputs: rows.map(({ input }) => input),
    choose,
  };
}

/** The questions, and under them what the writer's choices lead to.
 * @param {Words} words @param {OpinionQuestion[]} questions @param {string} earlier the question chosen before */
function opinionSteps(words, questions, earlier) {
  const sentences = el("div", {});
  const anchors = el("div", {});
  const next = el("div", { class: "kit-opinion-next", role: "status" });
  let chosen = earlier;

  /** @param {string} [title] @param {string} [html] */
  const suggest = (title, html) => next.replaceChildren(...(html
    ? [el("p", { class: "kit-opinion-name", text: title }), el("p", { class: "kit-opinion-says" }, author(html))] : []));

  /** @param {OpinionQuestion} question */
  const compare = ({ anchors: both }) => {
    suggest();
    const part = choiceGroup(words["opinion.compare"], both.map(({ anchor, why }) => ({ label: [author(anchor)], about: [author(why)] })),
      (at) => suggest(words["opinion.next"], both[at].next));
    part.node.classList.add("kit-opinion-beside");
    anchors.replaceChildren(part.node);
  };
  /** @param {OpinionQuestion} question */
  const look = (question) => {
    chosen = question.id;
    suggest();
    anchors.replaceChildren();
    sentences.replaceChildren();
    // No program read the text for this question.
    if (!question.sentences.length) return compare(question);
    const own = question.sentences.map((text) => ({ label: [el("span", { lang: courseLang(), text })] }));
    const part = choiceGroup(words["opinion.look"], [...own, { label: [words["opinion.none"]] }], (at) => {
      if (at < own.length) return compare(question);
      anchors.replaceChildren();
      suggest(words["opinion.next_none"], question.none);
    });
    sentences.replaceChildren(part.node);
  };

  const pick = choiceGroup(words["opinion.pick"], questions.map(({ name, question }) => (
    { label: [el("strong", {}, author(name), ":"), " ", el("span", {}, author(question))] })), (at) => look(questions[at]));
  const again = questions.findIndex(({ id }) => id === earlier);
  if (again >= 0) pick.choose(again);
  return {
    node: el("div", {}, pick.node, sentences, anchors, next),
    first: pick.inputs[Math.max(0, again)],
    chosen: () => chosen,
  };
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
  /** @type {ReturnType<typeof opinionSteps> | null} */
  let shown = null;
  const state = el("p", { class: "kit-small", role: "status" });
  const body = el("div", {});
  const again = button(words["opinion.again"], ask);
  const summary = el("summary", { text: words["opinion.title"] });
  const box = el("details", { class: "kit-opinion" },
    summary, el("p", { class: "kit-small", text: words["opinion.what_it_is"] }), body, state, again);
  box.addEventListener("toggle", () => {
    if (box.open && asked !== typed()) ask();
  });

  /** @param {Reply} reply */
  function show({ note, about, questions }) {
    shown = questions.length ? opinionSteps(words, questions, shown?.chosen() ?? "") : null;
    const told = [
      about && el("blockquote", { class: "kit-opinion-words", lang: courseLang(), text: about }),
      note && el("p", { class: "kit-opinion-says", text: note }), shown?.node];
    body.replaceChildren(...told.filter(Boolean));
  }
  function ask() {
    const text = typed();
    say(state, words["opinion.reading"]);
    kernel.ask({ type: "opinion", text }, {
      patience: 20000,
      silent: () => say(state, words["opinion.no_reply"]),
      reply: (reply) => {
        const pressed = again.matches(":focus");
        if (reply.ok) {
          asked = text;
          show(reply);
        }
        say(state, reply.ok ? "" : reply.sentence);
        render();
        // The button that had the focus is gone.
        if (pressed && again.hidden) (shown?.first ?? summary).focus();
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

// Adds the questions below a text's form.
/** @param {Form} form @param {Answer} answer @param {Spec} spec @param {KernelLink} kernel @returns {Form} */
export function withOpinion(form, answer, spec, kernel) {
  const panel = opinion(answer, spec, kernel);
  return {
    node: el("div", {}, form.node, panel.node),
    render() {
      form.render();
      panel.render();
    },
    refresh: form.refresh,
  };
}
