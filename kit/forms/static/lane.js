// Who will see the answer: one line above the field, which opens to change it where that is allowed.

import { onEscape } from "./confirm.js";
import { el, freshId, say } from "./dom.js";
import { laneWords } from "./state_words.js";

// `move(to)` asks before a finished answer goes to the other lane.
/** @param {Answer} answer @param {Spec} spec @param {{ personal: boolean, move: (to: Lane) => void }} how @returns {Form} */
export function laneLine(answer, spec, { personal, move }) {
  const { item } = answer;
  const { words } = spec;
  const name = freshId("lane");
  const panelId = freshId("who");
  const told = el("p", {});
  const change = el("button", { type: "button", class: "kit-change", "aria-expanded": "false", "aria-controls": panelId, onclick: () => {
    if (answer.phase === "done") move(answer.lane === "shared" ? "private" : "shared");
    else open(Boolean(choice.hidden));
  } });
  const records = el("p", { class: "kit-records" });
  const here = el("small", {});
  /** @type {[Lane, string, HTMLElement][]} */
  const ways = [
    ["shared", words["lane.my_instructor"], el("small", { text: words["lane.travels"] })],
    ["private", words["lane.only_me"], here],
  ];
  /** @type {[HTMLInputElement, HTMLElement][]} */
  const radios = ways.map(([lane, label, more]) => {
    const input = el("input", { type: "radio", name, value: lane, onchange: () => answer.choosesLane(lane) });
    return [input, el("label", { class: "kit-row" }, input, el("span", {}, el("strong", { text: label }), more))];
  });
  const choice = el("fieldset", { id: panelId, class: "kit-lane", hidden: true }, el("legend", { text: words["lane.who"] }),
    el("div", { class: "kit-pair" }, radios.map(([, row]) => row)));
  const line = el("div", { class: "kit-lane-told" }, told, change, records);
  const node = el("div", { class: "kit-who", onkeydown: onEscape(close) }, line, choice);

  /** @param {boolean} wanted */
  function open(wanted) {
    choice.hidden = !wanted;
    if (wanted) radios.find(([input]) => input.checked)?.[0].focus();
    render();
  }

  function close() {
    if (choice.hidden) return;
    open(false);
    change.focus();
  }

  function render() {
    const writing = answer.phase === "writing";
    const first = writing && !answer.head;
    const moves = answer.phase === "done" && (item.travels || answer.lane === "shared");
    if (!first) choice.hidden = true;
    change.hidden = !(item.laneOpen && (first || moves));
    change.setAttribute("aria-expanded", choice.hidden ? "false" : "true");
    say(change, choice.hidden ? words["lane.change"] : words["lane.close"]);
    // In a screen reader's list of buttons, each says what it is about.
    change.setAttribute("aria-label", `${change.textContent}: ${words["lane.who"]}`);
    node.hidden = answer.phase === "two";
    line.dataset.lane = answer.lane;
    say(told, laneWords(answer.lane, item, spec));
    // A page may draw a form before it knows the place.
    say(here, spec.place.charAt(0).toUpperCase() + spec.place.slice(1));
    for (const [input, row] of radios) {
      input.checked = input.value === answer.lane;
      row.dataset.chosen = String(input.checked);
    }
    records.hidden = !(answer.lane === "shared" && item.travels && writing && !answer.heads.some((head) => head.lane === "shared"));
    say(records, [personal ? words["lane.records_and_names"] : words["lane.records"], item.firstGoes ? words["lane.first_goes"] : ""].filter(Boolean).join(" "));
  }
  return { node, render };
}
