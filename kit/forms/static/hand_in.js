// Handing in: what travels, what stays, one button, and where the file is.

import { author, button, el, fill, freshId, say } from "./dom.js";
import { linkTo } from "./feedback.js";

/** @type {ShownForm} */
export function handIn(spec, kernel) {
  const { words } = spec;
  /** @type {Record<string, string>} */
  const states = {
    shared: words["hand_in.travels"],
    private: words["hand_in.private"],
    draft: words["hand_in.draft"],
    open: words["hand_in.open"],
    two: words["hand_in.two"],
  };
  const list = el("ul", { class: "kit-steps" });
  const line = el("p", { class: "kit-state", role: "status", tabindex: "-1" });
  const place = el("p", { class: "kit-place" });
  const id = freshId("drafts");
  const box = el("input", { type: "checkbox", id });
  const drafts = el("label", { class: "kit-row", for: id }, box, el("span", {},
    el("strong", { text: words["hand_in.with_drafts"] }), el("small", { text: words["hand_in.with_drafts_means"] })));
  const go = button(words["hand_in.button"], () => {
    say(line, words["hand_in.working"]);
    kernel.ask({ type: "hand_in", drafts: box.checked }, {
      patience: 20000,
      silent: () => say(line, words["hand_in.no_reply"]),
      reply: (reply) => {
        line.dataset.phase = reply.ok ? "done" : "failed";
        say(line, reply.ok
          ? fill(reply.included === 1 ? words["hand_in.done_one"] : words["hand_in.done_many"], { count: reply.included })
          : fill(words["hand_in.failed"], { sentence: reply.sentence }));
        if (reply.ok) {
          place.replaceChildren(`${words["hand_in.give_this"]} `, linkTo(reply.path, reply.path.split("/").pop()),
            el("small", { text: ` ${fill(words["hand_in.in_folder"], { folder: reply.folder })}` }));
          refresh();
        }
        line.focus();
      },
    });
  }, "main");
  const node = el("section", { class: "kit-question", "aria-label": words["hand_in.button"] },
    el("p", { class: "kit-title" }, author(spec.title)),
    el("p", { class: "kit-prompt", text: words["hand_in.what_it_is"] }),
    list, drafts, el("div", { class: "kit-foot" }, line), place, el("div", { class: "kit-actions" }, go));

  function refresh() {
    kernel.ask({ type: "contents" }, {
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
          ...(rated.length ? [entry(fill(words["hand_in.ratings"], { done: ratedDone, total: rated.length }), ratedDone ? "shared" : "open")] : []),
          ...spec.rows.filter((row) => !row.rating).map((row) => entry(author(row.title), state[row.id])));
      },
    });
  }
  /** @param {string | Node} title @param {string} state */
  function entry(title, state) {
    return el("li", { "data-state": state === "shared" ? "done" : state },
      el("span", { class: "kit-step-title" }, title), el("span", { class: "kit-step-state", text: states[state] }));
  }
  return { node, render() {}, refresh };
}
