// Looking back: an earlier answer, shown next to today's field once today's answer is done. If it was changed, its
// first words come first, then its latest.

import { author, el, fill } from "./dom.js";
import { prose } from "./prose.js";
import { valueWords } from "./shape.js";
import { audience, clock } from "./state_words.js";
import { tableForm } from "./table.js";

/** @param {Answer} answer @param {Spec} spec @param {KernelLink} kernel @returns {Form} */
export function lookBack(answer, spec, kernel) {
  const { words } = spec;
  const today = answer.item.columns ? tableForm(answer, spec) : prose(answer, spec);
  const text = el("div", {});
  const before = el("section", { class: "kit-before" },
    el("h3", { class: "kit-before-title" }, author(spec.beside.title)), text);
  const node = el("div", { class: "kit-beside" }, before, today.node);

  /** @param {string} label @param {Kept[]} revisions */
  const part = (label, revisions) => [
    el("p", { class: "kit-small", text: label }),
    ...revisions.flatMap((one) => [
      el("p", { class: "kit-reading", text: valueWords("prose", one.value, (value) => value, words) }),
      el("p", { class: "kit-small", text: fill(words["state.saved"], { time: clock(one.at), audience: audience(words, one.lane, spec.beside) }) }),
    ]),
  ];

  function refresh() {
    kernel.ask({ type: "earlier" }, {
      reply: (reply) => {
        const heads = reply.heads || [];
        const missing = reply.waits ? words["look_back.waits"] : words["look_back.missing"];
        text.replaceChildren(
          ...(reply.first ? part(words["look_back.first"], [reply.first]) : []),
          ...(heads.length ? part(reply.first ? words["look_back.latest"] : words["look_back.first"], heads) : [el("p", { text: missing })]));
      },
    });
  }
  return { node, render: today.render, refresh };
}
