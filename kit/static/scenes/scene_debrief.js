// Looking back at your own path, unscored: what you asked and didn't, two readings of her, the other two voices.

import { courseLang, fillWithCourse, freshId } from "../dom.js";
import { html, nothing } from "../vendor/lit-html.js";
import { englishBy, shortName, spokenLine } from "./scene_log.js";
import { langOf, lookedBack, otherMatters, withOthers, wordsOf } from "./scene_looked_back.js";
import { roomAt } from "./scene_room.js";

/** @param {SceneProps} props
 * @param {{ again: (line: string) => void, beside: ReturnType<typeof import("./scene_log.js").besideChosen> }} on */
export function debrief({ scene, person, people, words }, { again, beside }) {
  const name = freshId("again");
  const lang = courseLang() ?? nothing;
  /** @param {string} text */
  const card = (text) => html`<p class="kit-other" lang=${lang}>${text}</p>`;
  /** @param {string} title @param {unknown[]} rows @param {string} none */
  const list = (title, rows, none) => html`<div class="kit-told-back"><h5>${title}</h5>
    ${rows.length ? html`<ul>${rows.map((row) => html`<li>${typeof row === "string" ? html`<span lang=${lang}>${row}</span>` : row}</li>`)}</ul>` : html`<p>${none}</p>`}</div>`;

  /** @param {ReturnType<typeof withOthers>[number]} look */
  const sameLine = ({ turn, said, others }) => html`<div class="kit-same-line"><p class="kit-speaker">${words["scene.you"]}</p>
    <p class=${said?.says ? "kit-line" : "kit-line kit-deed"} lang=${langOf(said) ?? nothing}>${wordsOf(said, words["scene.you_wait"])}</p>
    <div class="kit-two-others">${others.map(({ voices, lines }) => {
      const both = voices.length > 1;
      return html`<div class="kit-other">${lines
        ? lines.map((line) => spokenLine(line, shortName(people, line.who ?? ""), englishBy(line, roomAt(scene, voices[0], turn, false), people, words)))
        : html`<p>${both ? words["scene.others_not_both"] : words["scene.others_not"]}</p>`}${both && lines ? html`<p class="kit-small">${words["scene.others_both"]}</p>` : nothing}</div>`;
    })}</div></div>`;

  /** The line that the others took most differently, with the rest folded. @param {string} voice @param {Walked} walked */
  function others(voice, walked) {
    const [first, ...rest] = withOthers(scene, voice, walked);
    if (!first) return nothing;
    const matters = otherMatters(scene, voice);
    return html`<section><h4>${words["scene.others"]}</h4><p>${fillWithCourse(words["scene.others_means"], { person: people[person] })}</p>
      ${matters.length ? html`<div class="kit-two-others">${matters.map(card)}</div>` : nothing}${sameLine(first)}
      ${rest.length ? html`<details class="kit-fold"><summary>${words["scene.others_more"]}</summary>${rest.map(sameLine)}</details>` : nothing}</section>`;
  }
  /** Lets you choose a line to say again from your own, typed lines included. @param {Walked} walked @param {string | undefined} chosen */
  function sayAgain({ steps }, chosen) {
    const given = new Set(steps.map((step) => step.taken?.says));
    const lines = [...new Set(steps.flatMap((step) => [step.typed, step.taken?.says ?? ""]).filter(Boolean))];
    return lines.length ? html`<fieldset class="kit-judge"><legend>${words["scene.say_again"]}</legend><div class="kit-rows">${lines.map((line) => html`<label class="kit-row" data-chosen=${String(line === chosen)}>
      <input type="radio" name=${name} value=${line} .checked=${line === chosen} @change=${() => again(line)}> <span lang=${given.has(line) ? lang : nothing}>${line}</span></label>`)}</div></fieldset>` : nothing;
  }
  /** @param {string} voice @param {Walked} walked @param {string | undefined} chosen */
  return (voice, walked, chosen) => {
    if (!walked.ending) return nothing;
    const back = lookedBack(scene, walked);
    const own = walked.steps.filter((step) => step.taken).flatMap((step, at) => (step.typed && step.own !== "only" ? [beside(step, at, "back")] : []));
    return html`<div class="kit-debrief"><h4>${words["scene.debrief"]}</h4><div class="kit-told-grid">
      ${list(words["scene.asked"], back.asked, words["scene.asked_nothing"])}
      ${list(words["scene.assumed"], back.assumed, words["scene.assumed_nothing"])}
      ${Object.keys(scene.promises ?? {}).length ? list(words["scene.promised"], back.promised.map(({ text, kept, broken }) => html`<span lang=${lang}>${text}</span> ${kept ? words["scene.promise_kept"] : broken ? words["scene.promise_broken"] : ""}`), words["scene.promised_nothing"]) : nothing}
      ${Object.keys(scene.notes ?? {}).length ? list(words["scene.never"], back.never, words["scene.never_nothing"]) : nothing}</div>
      ${own.length ? html`<section class="kit-own-back"><h4>${words["scene.own_back"]}</h4>${own}</section>` : nothing}
      <section class="kit-readings"><h4>${words["scene.readings"]}</h4><div class="kit-two-others">${scene.debrief.readings[voice].map(card)}</div><p class="kit-only-she">${words["scene.only_she"]}</p></section>
      ${others(voice, walked)}${sayAgain(walked, chosen)}<p class="kit-small kit-keys">${words["scene.another_means"]}</p></div>`;
  };
}
