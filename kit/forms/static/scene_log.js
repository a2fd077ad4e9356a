// The transcript that grows: what is said and done, line under line. What stands there is never drawn again.

import { el } from "./dom.js";
import { wordsOf } from "./scene_looked_back.js";

// Beats after which nothing is held back any more.
const MOST_BEATS = 6;

/** @typedef {{ key: string, beats: number, make: (beat: number) => HTMLElement }} Piece */

/** One line of others; whoever speaks for the first time is introduced by the whole name.
 * @param {SceneLine} line @param {string} name
 * @param {{ words: Words, listen: ReturnType<typeof import("./scene_listen.js").listening> | null, beat?: number }} how */
export function lineNode(line, name, { words, listen, beat = 0 }) {
  /** @param {number} more */
  const after = (more) => `--kit-beat: ${Math.min(beat + more, MOST_BEATS)}`;
  if (!line.who) return el("p", { class: "kit-room", style: after(0), text: line.room });
  return el("div", { class: "kit-said" },
    el("p", { class: "kit-speaker", style: after(0) }, name, listen?.button(line, name)),
    line.es ? el("p", { class: "kit-hers", lang: "es", style: after(0), text: line.es }) : null,
    line.en ? el("p", { class: line.es ? "kit-english" : "kit-line", style: after(line.es ? 1 : 0) },
      line.es ? el("span", { class: "kit-small", text: `${words["scene.in_english"]}: ` }) : null, line.en) : null);
}

/** @param {SceneProps} spec @param {ReturnType<typeof import("./scene_listen.js").listening>} listen @param {(at: number, said: string) => void} another */
export function sceneLog({ people, words }, listen, another) {
  const node = el("div", { class: "kit-scene-log", role: "log", "aria-live": "off", "aria-label": words["scene.log"] });
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
      el("p", { class: taken.says ? "kit-line" : "kit-line kit-deed", text: said }), back()) }];
  }

  /** @param {Walked} walked */
  function pieces({ steps, ending }) {
    let at = 0;
    const met = new Set();
    const all = steps.flatMap((step) => [...others(step.lines, met), ...own(step, step.taken ? at++ : at)]);
    if (!ending) return all;
    const weeks = { key: `later ${ending.id}`, beats: 1, make: (/** @type {number} */ beat) => el("p", { class: "kit-weeks-later", style: `--kit-beat: ${Math.min(beat, MOST_BEATS)}`, text: words["scene.weeks_later"] }) };
    return [...all, ...others(ending.lines, met), ...(ending.later.length ? [weeks] : []), ...others(ending.later, met)];
  }

  /** Whether anything was added. @param {Walked} walked */
  function draw(walked) {
    const wanted = pieces(walked);
    let same = 0;
    while (same < drawn.length && wanted[same]?.key === drawn[same]) same += 1;
    while (node.children.length > same) node.lastElementChild?.remove();
    // What was there when the page opened is not read out as news, and not held back.
    const first = node.getAttribute("aria-live") === "off";
    let beat = 0;
    for (const piece of wanted.slice(same)) {
      node.append(piece.make(first ? 0 : beat));
      beat += piece.beats;
    }
    node.toggleAttribute("data-beats", !first);
    drawn = wanted.map((piece) => piece.key);
    return wanted.length > same;
  }
  // From now on what comes is told.
  const opened = () => node.setAttribute("aria-live", "polite");
  const lastOwn = () => /** @type {HTMLElement | null} */ ([...node.querySelectorAll(".kit-own")].at(-1) ?? null);
  return { node, draw, opened, lastOwn };
}
