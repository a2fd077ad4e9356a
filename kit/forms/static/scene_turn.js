// Your turn: the typed line first, then the choices. The focus stays here while the transcript grows, so keyboard
// users keep their place and a screen reader is not interrupted.

import { button, el, fill, fillWithCourse, say } from "./dom.js";
import { sayAloud } from "./scene_aloud.js";
import { keysFromAnywhere } from "./scene_keys.js";
import { langOf, wordsOf } from "./scene_looked_back.js";
import { ownWordsField } from "./scene_typed.js";

/** @param {SceneProps} spec
 * @param {{ choose: (choice: SceneChoice, typed: string) => void, typing: (text: string) => void }} on */
export function turnPanel({ scene, person, people, words }, { choose, typing }) {
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLTextAreaElement) return;
    const choice = choosing.hidden ? null : step?.choices[Number(event.key) - 1];
    // A held key answers only one turn.
    if (!choice || event.repeat) return;
    event.preventDefault();
    choose(choice, typed);
  };
  const node = el("div", { class: "kit-turn", role: "group", tabindex: "-1", onkeydown: press });
  const choosing = el("div", { class: "kit-choices" });
  const ways = el("span", {});
  const keys = el("span", { class: "kit-by-keys" });
  const count = el("p", { class: "kit-small kit-keys" }, ways, " ", keys);
  const stop = keysFromAnywhere(choosing, press);
  /** @type {SceneStep | null} */
  let step = null;
  let drawn = "";
  let typed = "";
  /** @type {ReturnType<typeof ownWordsField> | null} */
  let field = null;
  /** @type {ReturnType<typeof sayAloud> | null} */
  let aloud = null;

  /** @param {boolean} open */
  function offer(open) {
    const many = step?.choices.length ?? 0;
    choosing.hidden = !open;
    say(ways, fill(words["scene.choose"], { count: many }));
    say(keys, fill(words["scene.by_keys"], { count: many }));
    // Without a keyboard, its keys are not mentioned, not even to screen readers.
    const told = matchMedia("(hover: none)").matches ? ways : count;
    node.setAttribute("aria-label", open ? told.textContent ?? "" : words["scene.your_turn"]);
  }

  function focus() {
    /** @type {HTMLElement} */
    const place = field && choosing.hidden ? field.area : node;
    place.focus({ preventScroll: true });
  }

  /** @param {SceneStep} now @param {number} at how many turns were taken @param {{ text: string, present: boolean }} how */
  function draw(now, at, { text, present }) {
    const key = `${at} ${now.turn} ${now.choices.map((choice) => choice.id).join(" ")}`;
    if (key === drawn) return;
    drawn = key;
    step = now;
    typed = now.sayFirst ? text : "";
    aloud?.clear();
    field = null;
    choosing.replaceChildren(count, ...now.choices.map((choice, index) => el("button", {
      type: "button", class: "kit-row kit-choice", "aria-keyshortcuts": String(index + 1), onclick: () => choose(choice, typed),
    }, el("span", { class: "kit-digit", "aria-hidden": "true", text: String(index + 1) }),
    el("span", { class: choice.says ? null : "kit-deed", lang: langOf(choice), text: wordsOf(choice, words["scene.you_wait"]) }))));
    if (!now.sayFirst) {
      node.replaceChildren(choosing);
      offer(true);
      return;
    }
    aloud = sayAloud(words, `${scene.id}-${now.turn}`);
    const see = button(fill(words["scene.see_ways"], { count: now.choices.length }), reveal, "main");
    const asked = el("div", { class: "kit-actions" }, see);
    field = ownWordsField(words, { text, person: people[person], present, aloud: aloud.node, ready: reveal, typing: (said) => {
      typed = said.trim();
      typing(said);
    } });
    node.replaceChildren(field.node, asked, choosing);
    offer(false);
    function reveal() {
      field?.look();
      asked.hidden = true;
      offer(true);
      node.focus({ preventScroll: true });
      // Shows all of it if it fits, otherwise its beginning.
      choosing.scrollIntoView({ block: choosing.offsetHeight < innerHeight - 160 ? "nearest" : "start" });
    }
  }
  /** @param {string} title how it ended */
  function end(title) {
    const ended = fill(words["scene.ended"], { title });
    if (drawn === ended) return;
    aloud?.clear();
    field = aloud = step = null;
    drawn = ended;
    node.setAttribute("aria-label", ended);
    node.replaceChildren(el("p", { class: "kit-ended" }, fillWithCourse(words["scene.ended"], { title })));
  }
  return { node, draw, focus, end, stop };
}
