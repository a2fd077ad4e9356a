// Who will see the answer: told above the field before one types, and chosen there where it may be.

import { el, freshId, say } from "./dom.js";
import { laneWords } from "./state_words.js";

/** @param {Answer} answer @param {Spec} spec @param {{ personal: boolean }} told @returns {Form} */
export function laneBox(answer, spec, { personal }) {
  const { item } = answer;
  const { words } = spec;
  const place = spec.place.charAt(0).toUpperCase() + spec.place.slice(1);
  const name = freshId("lane");
  const told = el("p", { class: "kit-lane-told" });
  const records = el("p", { class: "kit-records" });
  /** @type {[Lane, string, string][]} */
  const ways = [
    ["shared", words["lane.my_instructor"], words["lane.travels"]],
    ["private", words["lane.only_me"], place],
  ];
  /** @type {[HTMLInputElement, HTMLLabelElement][]} */
  const radios = ways.map(([lane, label, more]) => {
    const input = el("input", { type: "radio", name, value: lane, onchange: () => answer.choosesLane(lane) });
    return [input, el("label", { class: "kit-row" }, input, el("span", {}, el("strong", { text: label }), el("small", { text: more })))];
  });
  const choice = el("fieldset", { class: "kit-lane" }, el("legend", { text: words["lane.who"] }),
    el("div", { class: "kit-pair" }, radios.map(([, row]) => row)));
  const node = el("div", { class: "kit-who" }, told, item.laneOpen ? choice : null, records);

  const render = () => {
    const writing = answer.phase === "writing";
    const open = item.laneOpen && writing && !answer.head;
    choice.hidden = !open;
    told.hidden = open || answer.phase === "two";
    told.dataset.lane = answer.lane;
    say(told, laneWords(answer.lane, item, spec));
    for (const [input, row] of radios) {
      input.checked = input.value === answer.lane;
      row.dataset.chosen = String(input.checked);
    }
    records.hidden = !(answer.lane === "shared" && item.travels && writing && !answer.heads.some((head) => head.lane === "shared"));
    say(records, personal ? words["lane.records_and_names"] : words["lane.records"]);
  };
  return { node, render };
}
