// The growing transcript: what is said and done, line by line. A line that is shown is never redrawn.

import { courseLang, el } from "./dom.js";
import { langOf, wordsOf } from "./scene_looked_back.js";

// The maximum number of beats that a line is delayed.
const MOST_BEATS = 6;

/** How long a piece is delayed for the eye; one without a beat is shown at once. @typedef {number | null} Beat */
/** @typedef {{ key: string, beats: number, make: (beat: Beat) => HTMLElement }} Piece */

/** @param {Beat} beat */
const after = (beat) => (beat === null ? null : `--kit-beat: ${Math.min(beat, MOST_BEATS)}`);

/** Makes a line of somebody else; a person who speaks for the first time is introduced by full name.
 * @param {SceneLine} line @param {string} name
 * @param {{ words: Words, listen: ReturnType<typeof import("./scene_listen.js").listening> | null, beat?: Beat }} how */
export function lineNode(line, name, { words, listen, beat = null }) {
  const soon = after(beat);
  // The interpreter begins after she has spoken.
  const then = line.es && beat !== null ? after(beat + 1) : soon;
  if (!line.who) return el("p", { class: "kit-room", lang: courseLang(), style: soon, text: line.room });
  return el("div", { class: "kit-spoken" },
    el("p", { class: "kit-speaker", style: soon }, el("span", { lang: courseLang(), text: name }), listen?.button(line, name)),
    line.es ? el("p", { class: "kit-her-line", lang: "es", style: soon, text: line.es }) : null,
    line.en ? el("p", { class: line.es ? "kit-english" : "kit-line", style: then },
      line.es ? el("span", { class: "kit-small", text: `${words["scene.in_english"]}: ` }) : null, el("span", { lang: courseLang(), text: line.en })) : null);
}

/** @param {SceneProps} spec @param {ReturnType<typeof import("./scene_listen.js").listening>} listen @param {(at: number, said: string) => void} another */
export function sceneLog({ people, words }, listen, another) {
  const node = el("div", { class: "kit-scene-log", role: "log", "aria-live": "off", "aria-label": words["scene.log"],
    // Animated only once: a step that is shown again appears at once.
    onanimationend: (/** @type {AnimationEvent} */ event) => /** @type {HTMLElement} */ (event.target).removeAttribute("style") });
  /** @type {string[]} */
  let drawn = [];

  /** @param {SceneLine[]} lines @param {Set<string>} met @returns {Piece[]} */
  const others = (lines, met) => lines.map((line) => {
    const full = people[line.who ?? ""] ?? line.who ?? "";
    const name = met.has(full) ? full.split(",")[0] : full;
    met.add(full);
    return { key: JSON.stringify(line), beats: line.es ? 2 : 1, make: (beat) => lineNode(line, name, { words, listen, beat }) };
  });

  /** @param {SceneStep} step @param {number} at @returns {Piece[]} */
  function own({ taken, typed }, at) {
    if (!taken) return [];
    const said = wordsOf(taken, words["scene.you_wait"]);
    const back = () => el("button", { type: "button", class: "kit-change kit-another", "aria-label": `${words["scene.another_way"]}: ${said}`,
      onclick: () => another(at, said), text: words["scene.another_short"] });
    return [{ key: `${at} ${taken.id} ${typed}`, beats: 1, make: () => el("div", { class: "kit-own" },
      el("p", { class: "kit-speaker" }, words["scene.you"]),
      typed ? el("p", { class: "kit-typed" }, el("span", { class: "kit-small", text: `${words["scene.own_words"]}: ` }), typed) : null,
      el("p", { class: taken.says ? "kit-line" : "kit-line kit-deed", lang: langOf(taken), text: said }), back()) }];
  }

  /** @param {Walked} walked */
  function pieces({ steps, ending }) {
    let at = 0;
    const met = new Set();
    const all = steps.flatMap((step) => [...others(step.lines, met), ...own(step, step.taken ? at++ : at)]);
    if (!ending) return all;
    const weeks = { key: `later ${ending.id}`, beats: 1, make: (/** @type {Beat} */ beat) => el("p", { class: "kit-weeks-later", style: after(beat), text: words["scene.weeks_later"] }) };
    return [...all, ...others(ending.lines, met), ...(ending.later.length ? [weeks] : []), ...others(ending.later, met)];
  }

  /** Returns whether anything was added. @param {Walked} walked */
  function draw(walked) {
    const wanted = pieces(walked);
    let same = 0;
    while (same < drawn.length && wanted[same]?.key === drawn[same]) same += 1;
    while (node.children.length > same) node.lastElementChild?.remove();
    // What was said before the page opened is not delayed.
    const resumes = node.getAttribute("aria-live") === "off" && walked.length > 0;
    let beat = 0;
    for (const piece of wanted.slice(same)) {
      node.append(piece.make(resumes ? null : beat));
      beat += piece.beats;
    }
    drawn = wanted.map((piece) => piece.key);
    return wanted.length > same;
  }
  // What is there when the page opens is not news; from now on, new lines are read aloud.
  const opened = () => node.setAttribute("aria-live", "polite");
  const lastOwn = () => /** @type {HTMLElement | null} */ ([...node.querySelectorAll(".kit-own")].at(-1) ?? null);
  return { node, draw, opened, lastOwn };
}
