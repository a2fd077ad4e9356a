// A machine's second opinion under a finished text: closed until it is opened, and then read anew.

import { author, el, say } from "./dom.js";

function marked(pieces, names) {
  return el("p", { class: "kit-reading kit-marked" }, pieces.map(({ text, numbers }) => (numbers.length
    ? el("span", {},
        el("mark", { text }),
        el("sup", { text: numbers.map((n) => `${n} ${names[n - 1]}`).join(", ") }))
    : el("span", { text }))));
}

function row(criterion) {
  const { name, found, next, unsure, changed } = criterion;
  return el("li", {},
    el("p", { class: "kit-opinion-name" }, author(name)),
    unsure ? el("p", { text: `Not read: ${unsure}` }) : null,
    found ? el("p", {}, el("span", { class: "kit-small", text: "Found: " }), author(found)) : null,
    next ? el("p", {}, el("span", { class: "kit-small", text: "To try: " }), author(next)) : null,
    changed ? el("p", { class: "kit-small", text: changed }) : null);
}

function shownReading(reply) {
  const names = reply.criteria.map((one) => {
    const holder = el("span", {}, author(one.name));
    return holder.textContent;
  });
  return [
    reply.criteria.length ? marked(reply.pieces, names) : null,
    reply.criteria.length ? el("ol", { class: "kit-opinion-rows" }, reply.criteria.map(row)) : null,
    reply.cautions.length ? el("p", { class: "kit-opinion-name", text: "To look at again" }) : null,
    reply.cautions.length
      ? el("ul", {}, reply.cautions.map(({ words, message }) => el("li", {}, el("q", { text: words }), ` ${message}`)))
      : null,
    reply.next_step ? el("p", { class: "kit-opinion-next", text: reply.next_step }) : null,
  ].filter(Boolean);
}

export function opinion(spec, talk) {
  if (spec.opinion === "by_person")
    return {
      node: el("p", { class: "kit-small kit-opinion-none", text: "A person reads this text. No machine here reads plans." }),
      render(shown) { this.node.hidden = !shown; },
      refresh() {},
    };
  const state = el("p", { class: "kit-small", role: "status" });
  const body = el("div", {});
  const box = el("details", { class: "kit-opinion", hidden: true },
    el("summary", { text: "A second opinion on this text, by a machine" }),
    el("p", { class: "kit-small", text: "A person gives the mark. This reading is made on this computer and kept nowhere. "
      + "It looks for signs in the words, so it can miss what you mean and find what you did not. Nobody but you sees it." }),
    state, body);
  box.addEventListener("toggle", () => refresh());

  function refresh() {
    if (!box.open || box.hidden) return;
    say(state, "Reading …");
    talk.ask({ type: "opinion" }, {
      patience: 20000,
      silent: () => say(state, "The course does not answer. Your text is saved all the same."),
      reply: (reply) => {
        say(state, reply.ok ? "" : reply.sentence);
        body.replaceChildren(...(reply.ok && reply.state !== "none" ? shownReading(reply) : []));
      },
    });
  }
  function render(shown) {
    const comes = shown && box.hidden;
    box.hidden = !shown;
    if (comes) refresh();
  }
  return { node: box, render, refresh };
}

// A text's form with the second opinion below it.
export function withOpinion(form, answer, spec, talk) {
  const panel = opinion(spec, talk);
  return {
    node: el("div", {}, form.node, panel.node),
    render() {
      form.render();
      panel.render(answer.phase === "done");
    },
    refresh: panel.refresh,
  };
}
