// A machine's second opinion under a finished text: closed until it is opened, and then read anew.

import { author, courseLang, el, fillWithCourse, say } from "./dom.js";

/** @param {{ text: string, numbers: number[] }[]} pieces @param {string[]} names */
function marked(pieces, names) {
  return el("p", { class: "kit-reading kit-marked" }, pieces.map(({ text, numbers }) => (numbers.length
    ? el("span", {},
        el("mark", { text }),
        el("sup", { text: numbers.map((n) => `${n} ${names[n - 1]}`).join(", ") }))
    : el("span", { text }))));
}

/** @param {Words} words @param {Criterion} criterion */
function row(words, criterion) {
  const { name, found, next, unsure, changed } = criterion;
  return el("li", {},
    el("p", { class: "kit-opinion-name" }, author(name)),
    unsure ? el("p", {}, fillWithCourse(words["opinion.not_read"], { reason: unsure })) : null,
    found ? el("p", {}, el("span", { class: "kit-small", text: `${words["opinion.found"]} ` }), author(found)) : null,
    next ? el("p", {}, el("span", { class: "kit-small", text: `${words["opinion.to_try"]} ` }), author(next)) : null,
    changed ? el("p", { class: "kit-small", text: changed }) : null);
}

/** @param {Words} words @param {Reply} reply @returns {HTMLElement[]} */
function shownReading(words, reply) {
  const names = reply.criteria.map((one) => {
    const holder = el("span", {}, author(one.name));
    return holder.textContent;
  });
  return [
    reply.criteria.length ? marked(reply.pieces, names) : null,
    reply.criteria.length ? el("ol", { class: "kit-opinion-rows" }, reply.criteria.map((one) => row(words, one))) : null,
    reply.cautions.length ? el("p", { class: "kit-opinion-name", text: words["opinion.look_again"] }) : null,
    reply.cautions.length
      ? el("ul", {}, reply.cautions.map(({ words: quoted, message }) => el("li", {}, el("q", { text: quoted }), " ", el("span", { lang: courseLang(), text: message }))))
      : null,
    reply.next_step ? el("p", { class: "kit-opinion-next", lang: courseLang(), text: reply.next_step }) : null,
  ].filter((node) => node !== null);
}

/** @param {Spec} spec @param {KernelLink} kernel @returns {{ node: HTMLElement, render(shown: boolean): void, refresh(): void }} */
export function opinion(spec, kernel) {
  const { words } = spec;
  if (spec.opinion === "by_person")
    return {
      node: el("p", { class: "kit-small kit-opinion-none", text: words["opinion.by_person"] }),
      /** @param {boolean} shown */
      render(shown) { this.node.hidden = !shown; },
      refresh() {},
    };
  const state = el("p", { class: "kit-small", role: "status" });
  const body = el("div", {});
  const box = el("details", { class: "kit-opinion", hidden: true },
    el("summary", { text: words["opinion.title"] }),
    el("p", { class: "kit-small", text: words["opinion.what_it_is"] }),
    state, body);
  box.addEventListener("toggle", () => refresh());

  function refresh() {
    if (!box.open || box.hidden) return;
    say(state, words["opinion.reading"]);
    kernel.ask({ type: "opinion" }, {
      patience: 20000,
      silent: () => say(state, words["opinion.no_reply"]),
      reply: (reply) => {
        say(state, reply.ok ? "" : reply.sentence);
        body.replaceChildren(...(reply.ok && reply.state !== "none" ? shownReading(words, reply) : []));
      },
    });
  }
  /** @param {boolean} shown */
  function render(shown) {
    const comes = shown && box.hidden;
    box.hidden = !shown;
    if (comes) refresh();
  }
  return { node: box, render, refresh };
}

// A text's form with the second opinion below it.
/** @param {Form} form @param {Answer} answer @param {Spec} spec @param {KernelLink} kernel @returns {Form} */
export function withOpinion(form, answer, spec, kernel) {
  const panel = opinion(spec, kernel);
  return {
    node: el("div", {}, form.node, panel.node),
    render() {
      form.render();
      panel.render(answer.phase === "done");
    },
    refresh: panel.refresh,
  };
}
