// The growing transcript: what is said and done, line by line, and where the people sit.

import { courseLang, freshId } from "../dom.js";
import { html, nothing } from "../vendor/lit-html.js";
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

/** Your own words beside the line that you chose, with one question, and no answer of ours.
 * @param {Words} words @param {(at: number, rather: Rather) => void} answer */
export function besideChosen(words, answer) {
  /** @type {[Rather, string][]} */
  const ways = [["mine", words["scene.rather_mine"]], ["chosen", words["scene.rather_chosen"]], ["unsure", words["scene.rather_unsure"]]];
  const stem = freshId("rather");
  /** @param {SceneStep} step @param {number} at its place in the path @param {string} where */
  return ({ taken, typed, rather }, at, where) => html`<div class="kit-own-pair">
    <div class="kit-two-lines">
      <p class="kit-line kit-typed"><span class="kit-small">${words["scene.own_words"]}: </span>${typed}</p>
      <p class=${taken?.says ? "kit-line" : "kit-line kit-deed"}><span class="kit-small">${words["scene.you_chose"]}: </span><span lang=${langOf(taken) ?? nothing}>${wordsOf(taken, words["scene.you_wait"])}</span></p>
    </div>
    <fieldset class="kit-rather"><legend class="kit-small">${words["scene.rather"]}</legend>
      ${ways.map(([id, label]) => html`<label class="kit-way" data-chosen=${String(id === rather)}><input type="radio" name="${stem}-${where}-${at}" value=${id} .checked=${id === rather} @change=${() => answer(at, id)}> ${label}</label>`)}
    </fieldset></div>`;
}

/** @param {SceneProps} props
 * @param {{ listen: Listening, another: (at: number) => void, beside: ReturnType<typeof besideChosen> }} on */
export function transcript({ scene, people, person, words }, { listen, another, beside }) {
  /** @param {string} id */
  const nameOf = (id) => (id === "you" ? words["scene.you"] : shortName(people, id));

  /** @param {SceneStep} step @param {number} at */
  function own(step, at) {
    const { typed, taken } = step;
    const said = wordsOf(taken, words["scene.you_wait"]);
    const lang = langOf(taken) ?? nothing;
    return html`<div class="kit-own"><p class="kit-speaker">${words["scene.you"]}</p>
      ${!typed ? html`<p class=${taken?.says ? "kit-line" : "kit-line kit-deed"} lang=${lang}>${said}</p>` : step.own !== "only" ? beside(step, at, "said")
        : html`<p class="kit-line kit-typed">${typed}</p><p class="kit-small">${words["scene.nearest"]}: <span lang=${lang}>${said}</span></p>`}
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
