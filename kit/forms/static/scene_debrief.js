// Looking back at your own path, unscored: what you asked and didn't, two readings of her, the other two voices.

import { courseLang, el, fillWithCourse, freshId } from "./dom.js";
import { lineNode } from "./scene_log.js";
import { langOf, lookedBack, otherMatters, withOthers, wordsOf } from "./scene_looked_back.js";

/** @param {string} title @param {(string | Child[])[]} rows @param {string} none */
const told = (title, rows, none) => el("div", { class: "kit-told-back" }, el("h5", { text: title }),
  rows.length ? el("ul", {}, rows.map((row) => (typeof row === "string" ? el("li", { lang: courseLang(), text: row }) : el("li", {}, row)))) : el("p", { text: none }));

/** Lets you choose a line to say again from your own, typed lines included.
 * @param {Walked} walked @param {Words} words @param {string | undefined} chosen @param {(line: string) => void} again */
function sayAgain(walked, words, chosen, again) {
  const given = new Set(walked.steps.map((step) => step.taken?.says));
  const lines = [...new Set(walked.steps.flatMap((step) => [step.typed, step.taken?.says ?? ""]).filter(Boolean))];
  const name = freshId("again");
  if (!lines.length) return null;
  return el("fieldset", { class: "kit-judge" }, el("legend", { text: words["scene.say_again"] }),
    el("div", { class: "kit-rows" }, lines.map((line) => {
      const input = el("input", { type: "radio", name, value: line, checked: line === chosen, onchange: () => again(line) });
      return el("label", { class: "kit-row" }, input, el("span", { lang: given.has(line) ? courseLang() : null, text: line }));
    })));
}

/** @param {SceneProps} spec @param {{ again: (line: string) => void }} on */
export function debrief(spec, { again }) {
  const { scene, person, people, labels, words } = spec;
  const node = el("div", { class: "kit-debrief" });
  let drawn = "";

  /** @param {string} voice @param {Walked} walked */
  function others(voice, walked) {
    const looks = withOthers(scene, voice, walked);
    if (!looks.length) return null;
    const matters = otherMatters(scene, voice).map((text) => el("p", { class: "kit-other", lang: courseLang(), text }));
    return el("section", {}, el("h4", { text: words["scene.others"] }), el("p", {}, fillWithCourse(words["scene.others_means"], { person: people[person] })),
      matters.length ? el("div", { class: "kit-two-others" }, matters) : null,
      looks.map(({ said, others: two }) => el("div", { class: "kit-same-line" },
        el("p", { class: "kit-speaker" }, words["scene.you"]),
        el("p", { class: said.says ? "kit-line" : "kit-line kit-deed", lang: langOf(said), text: wordsOf(said, words["scene.you_wait"]) }),
        el("div", { class: "kit-two-others" }, two.map(({ voices, lines }) => {
          const both = voices.length > 1;
          return el("div", { class: "kit-other" },
            lines ? lines.map((line) => lineNode(line, (people[line.who ?? ""] ?? line.who ?? "").split(",")[0], { words, listen: null }))
              : el("p", { text: both ? words["scene.others_not_both"] : words["scene.others_not"] }),
            both && !lines ? null : el("p", { class: "kit-small", text: both ? words["scene.others_both"] : labels[voices[0]] }));
        })))));
  }

  /** @param {string} voice @param {Walked} walked @param {string | undefined} chosen */
  function draw(voice, walked, chosen) {
    node.hidden = !walked.ending;
    if (!walked.ending) return;
    const key = JSON.stringify([voice, walked.ending.id, walked.steps.map((step) => [step.taken?.id, step.typed])]);
    if (key === drawn) {
      for (const input of node.querySelectorAll("input")) input.checked = input.value === chosen;
    } else {
      const back = lookedBack(scene, walked);
      const [one, other] = scene.debrief.readings[voice];
      node.replaceChildren(
        el("h4", { text: words["scene.debrief"] }),
        el("div", { class: "kit-told-grid" },
          told(words["scene.asked"], back.asked, words["scene.asked_nothing"]),
          told(words["scene.assumed"], back.assumed, words["scene.assumed_nothing"]),
          told(words["scene.promised"], back.promised.map(({ text, kept, broken }) =>
            [el("span", { lang: courseLang(), text }), kept ? ` ${words["scene.promise_kept"]}` : broken ? ` ${words["scene.promise_broken"]}` : ""]), words["scene.promised_nothing"]),
          told(words["scene.never"], back.never, words["scene.never_nothing"])),
        el("section", { class: "kit-readings" }, el("h4", { text: words["scene.readings"] }),
          el("div", { class: "kit-two-others" }, el("p", { class: "kit-other", lang: courseLang(), text: one }), el("p", { class: "kit-other", lang: courseLang(), text: other })),
          el("p", { class: "kit-only-she", text: words["scene.only_she"] })),
        others(voice, walked) ?? "",
        sayAgain(walked, words, chosen, again) ?? "",
        el("p", { class: "kit-small kit-keys", text: words["scene.another_means"] }));
      drawn = key;
    }
    for (const row of node.querySelectorAll("label.kit-row")) /** @type {HTMLElement} */ (row).dataset.chosen = String(row.querySelector("input")?.checked);
  }
  return { node, draw };
}
