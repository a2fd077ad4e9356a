// Looking back: the first answer, shown next to today's field once today's answer is done.

import { author, el, fill, say } from "./dom.js";
import { prose } from "./prose.js";
import { valueWords } from "./shape.js";
import { audience, clock } from "./state_words.js";
import { tableForm } from "./table.js";

/** @param {Answer} answer @param {Spec} spec @param {KernelLink} kernel @returns {Form} */
export function lookBack(answer, spec, kernel) {
  const { words } = spec;
  const today = answer.item.columns ? tableForm(answer, spec) : prose(answer, spec);
  const when = el("p", { class: "kit-small" });
  const text = el("div", {});
  const before = el("section", { class: "kit-before" },
    el("p", { class: "kit-small", text: words["look_back.first"] }),
    el("h3", { class: "kit-before-title" }, author(spec.beside.title)), text, when);
  const node = el("div", { class: "kit-beside" }, before, today.node);

  function refresh() {
    kernel.ask({ type: "earlier" }, {
      reply: (reply) => {
        const heads = reply.heads || [];
        const missing = reply.waits
          ? words["look_back.waits"]
          : words["look_back.missing"];
        text.replaceChildren(...(heads.length
          ? heads.map((head) => el("p", { class: "kit-reading", text: valueWords("prose", head.value, (value) => value, words) }))
          : [el("p", { text: missing })]));
        const last = heads[heads.length - 1];
        when.hidden = !last;
        say(when, last
          ? fill(words["state.saved"], { time: clock(last.at), audience: audience(words, last.lane, spec.beside) })
          : "");
      },
    });
  }
  return { node, render: today.render, refresh };
}
