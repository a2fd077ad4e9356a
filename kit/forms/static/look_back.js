// Looking back: what was written first, beside today's field, once today's answer is done.

import { author, el, say } from "./dom.js";
import { prose } from "./prose.js";
import { audience, clock } from "./saying.js";

export function lookBack(answer, spec, talk) {
  const today = prose(answer, spec);
  const when = el("p", { class: "kit-small" });
  const text = el("div", {});
  const before = el("section", { class: "kit-before" },
    el("p", { class: "kit-small", text: "What you wrote first" }),
    el("p", { class: "kit-before-title" }, author(spec.beside.title)), text, when);
  const node = el("div", { class: "kit-beside" }, before, today.node);

  function refresh() {
    talk.ask({ type: "earlier" }, {
      reply: (reply) => {
        const heads = reply.heads || [];
        const missing = reply.waits
          ? "It comes up here when you have written today's answer and chosen Done."
          : "You have not finished that one yet. Go back to it first; it will be shown here.";
        text.replaceChildren(...(heads.length
          ? heads.map((head) => el("p", { class: "kit-reading", text: head.value }))
          : [el("p", { text: missing })]));
        say(when, heads.length ? `Saved ${clock(heads[heads.length - 1].at)}, ${audience(heads[heads.length - 1].lane, spec.beside)}` : "");
      },
    });
  }
  return { node, render: today.render, refresh };
}
