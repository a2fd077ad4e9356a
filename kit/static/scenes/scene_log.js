// The growing transcript: what is said and done, line by line, and where the people sit.

import { courseLang } from "../dom.js";
import { html, nothing, render } from "../vendor/lit-html.js";
import { langOf, wordsOf } from "./scene_looked_back.js";
import { peopleIn, roomAt, roomPicture } from "./scene_room.js";

const INTERPRETER = "interpreter";

/** @typedef {{ key: string, beats: number, draw: (beats: number) => unknown }} Piece */
/** @typedef {ReturnType<typeof import("./scene_listen.js").listening>} Listening */

/** @param {Record<string, string>} people @param {string} id */
export const shortName = (people, id) => (people[id] ?? id).split(",")[0];

/** Returns who says the English of a line in Spanish: the interpreter, who needs no name for their own lines. An
 * answering machine has none.
 * @param {SceneLine} line @param {SceneRoom | undefined} room @param {Record<string, string>} people @param {Words} words */
export function englishBy({ who }, room, people, words) {
  if (who === INTERPRETER) return "";
  return people[INTERPRETER] && (!room || peopleIn(room).includes(INTERPRETER)) ? shortName(people, INTERPRETER) : words["scene.in_english"];
}

/** A line of somebody else, without its English if only its first beat has come.
 * @param {SceneLine} line @param {string} name @param {string} by who says the English
 * @param {{ listen?: Listening | null, beats?: number }} [how] */
export function spokenLine(line, name, by, { listen = null, beats = 2 } = {}) {
  const lang = courseLang() ?? nothing;
  if (!line.who) return html`<p class="kit-room" lang=${lang}>${line.room}</p>`;
  const english = html`<span lang=${lang}>${line.en}</span>`;
  return html`<div class="kit-spoken"><p class="kit-speaker"><span lang=${lang}>${name}</span>${listen?.button(line, name) ?? nothing}</p>
    ${line.es ? html`<p class="kit-her-line" lang="es">${line.es}</p>` : nothing}
    ${line.en && (!line.es || beats > 1) ? html`<p class=${line.es ? "kit-english" : "kit-line"}>${line.es && by ? html`<span class="kit-small">${by}: </span>` : nothing}${english}</p>` : nothing}</div>`;
}

/** The same as a node, for forms that are not drawn by lit. @param {SceneLine} line @param {string} name @param {{ words: Words, listen: null }} how */
export function lineNode(line, name, { words }) {
  const box = document.createElement("div");
  render(spokenLine(line, name, words["scene.in_english"]), box);
  return /** @type {HTMLElement} */ (box.firstElementChild);
}

/** @param {SceneProps} props
 * @param {{ listen: Listening, another: (at: number) => void, beside: (step: SceneStep, at: number) => unknown }} on */
export function transcript({ scene, people, person, words }, { listen, another, beside }) {
  /** @param {string} id */
  const nameOf = (id) => (id === "you" ? words["scene.you"] : shortName(people, id));

  /** @param {SceneStep} step @param {number} at */
  function own(step, at) {
    const { typed } = step;
    const choice = /** @type {SceneChoice} */ (step.taken);
    const said = wordsOf(choice, words["scene.you_wait"]);
    const only = typed && step.own === "only";
    const chosen = html`<p class=${choice.says ? "kit-line" : "kit-line kit-deed"} lang=${langOf(choice) ?? nothing}>${said}</p>`;
    return html`<div class="kit-own"><p class="kit-speaker">${words["scene.you"]}</p>
      ${only ? html`<p class="kit-line kit-typed">${typed}</p><p class="kit-small">${words["scene.nearest"]}: <span lang=${langOf(choice) ?? nothing}>${said}</span></p>`
        : typed ? beside(step, at) : chosen}
      <button type="button" class="kit-change kit-another" aria-label="${words["scene.another_way"]}: ${said}" @click=${() => another(at)}>${words["scene.another_short"]}</button></div>`;
  }

  /** @param {string} voice @param {Walked} walked @returns {Piece[]} */
  return function pieces(voice, { steps, ending }) {
    /** @type {Piece[]} */
    const all = [];
    const met = new Set();
    /** @type {SceneRoom | undefined} */
    let room;
    /** @param {string} key @param {number} beats @param {Piece["draw"]} draw */
    const add = (key, beats, draw) => all.push({ key: `${all.length} ${key}`, beats, draw });
    /** @param {string} place @param {boolean} first */
    function enter(place, first) {
      const here = roomAt(scene, voice, place, first);
      if (here && here !== room) add(JSON.stringify(here), 0, () => roomPicture(here, person, nameOf));
      room = here ?? room;
    }
    /** Somebody who speaks for the first time is introduced by full name. @param {SceneLine[]} lines */
    function others(lines) {
      for (const line of lines) {
        const full = people[line.who ?? ""] ?? line.who ?? "";
        const name = met.has(full) ? full.split(",")[0] : full;
        met.add(full);
        const by = englishBy(line, room, people, words);
        add(JSON.stringify(line), line.es ? 2 : 1, (beats) => spokenLine(line, name, by, { listen, beats }));
      }
    }
    let at = 0;
    for (const [n, step] of steps.entries()) {
      enter(step.turn, n === 0);
      others(step.lines);
      if (!step.taken) continue;
      const turn = at++;
      add(`own ${step.taken.id} ${step.typed}`, 1, () => own(step, turn));
    }
    if (ending) {
      enter(ending.id, false);
      others(ending.lines);
      if (ending.later.length) add("later", 1, () => html`<p class="kit-weeks-later">${words["scene.weeks_later"]}</p>`);
      others(ending.later);
    }
    return all;
  };
}
