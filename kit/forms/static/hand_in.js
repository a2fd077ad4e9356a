// Handing in: what travels, what stays, one button, and where the file is.

import { author, button, el, freshId, say } from "./dom.js";
import { linkTo } from "./feedback.js";

const WORDS = {
  shared: "travels",
  private: "private: stays with you",
  draft: "draft: not done yet",
  open: "not answered",
  two: "two answers: choose one first",
};

export function handIn(spec, talk) {
  const list = el("ul", { class: "kit-steps" });
  const line = el("p", { class: "kit-state", role: "status", tabindex: "-1" });
  const place = el("p", { class: "kit-place" });
  const id = freshId("drafts");
  const box = el("input", { type: "checkbox", id });
  const drafts = el("label", { class: "kit-row", for: id }, box, el("span", {},
    el("strong", { text: "Take the drafts along too" }), el("small", { text: "As they are now. Drafts of private answers stay with you." })));
  const go = button("Hand in", () => {
    say(line, "Handing in …");
    talk.ask({ type: "hand_in", drafts: box.checked }, {
      patience: 20000,
      silent: () => say(line, "NOT handed in: the course does not answer. Your answers are safe on disk; start the course again, then hand in."),
      reply: (reply) => {
        line.dataset.phase = reply.ok ? "done" : "failed";
        say(line, reply.ok
          ? `Handed in: ${reply.included} ${reply.included === 1 ? "answer is" : "answers are"} in the file. You may hand in again; the newest counts.`
          : `NOT handed in: ${reply.sentence}`);
        if (reply.ok) {
          place.replaceChildren("Give this file to your instructor: ", linkTo(reply.path, reply.path.split("/").pop()),
            el("small", { text: ` in ${reply.folder}` }));
          refresh();
        }
        line.focus();
      },
    });
  }, "main");
  const node = el("section", { class: "kit-question", "aria-label": "Hand in" },
    el("p", { class: "kit-title" }, "Hand in: ", author(spec.title)),
    el("p", { class: "kit-prompt", text: "This goes into one file for your instructor. Private answers never do." }),
    list, drafts, el("div", { class: "kit-foot" }, line), place, el("div", { class: "kit-actions" }, go));

  function refresh() {
    talk.ask({ type: "contents" }, {
      patience: 20000,
      reply: (reply) => {
        if (!reply.ok) {
          say(line, reply.sentence);
          return;
        }
        const state = Object.fromEntries(reply.rows.map((row) => [row.id, row.state]));
        drafts.hidden = !reply.rows.some((row) => row.state === "draft");
        const rated = spec.rows.filter((row) => row.rating);
        const ratedDone = rated.filter((row) => state[row.id] === "shared").length;
        list.replaceChildren(
          ...(rated.length ? [entry(`Self-ratings: ${ratedDone} of ${rated.length}`, ratedDone ? "shared" : "open")] : []),
          ...spec.rows.filter((row) => !row.rating).map((row) => entry(author(row.title), state[row.id])));
      },
    });
  }
  function entry(title, state) {
    return el("li", { "data-state": state === "shared" ? "done" : state },
      el("span", { class: "kit-step-title" }, title), el("span", { class: "kit-step-state", text: WORDS[state] }));
  }
  return { node, render() {}, refresh };
}
