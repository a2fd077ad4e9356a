// Playing it together: a card for each role, with what to talk about afterward.

import { courseLang } from "../dom.js";
import { html, nothing } from "../vendor/lit-html.js";

/** Returns the role cards for one voice: what to do, and what the talk afterward asks.
 * @param {SceneProps} props @param {string} voice @returns {{ title: string, text?: string, list?: string[], asks?: string[] }[]} */
export function roleCards({ scene: { group }, person, people, words }, voice) {
  return group ? [
    { title: words["scene.role_teacher"], text: group.teacher[voice], asks: [words["scene.after_again"], words["scene.after_differently"]] },
    { title: words["scene.role_interpreter"], text: group.interpreter, asks: [words["scene.after_pauses"]] },
    { title: people[person], text: group.hers[voice], asks: [words["scene.after_heard"], words["scene.after_missed"]] },
    { title: words["scene.role_observer"], list: group.observer },
  ] : [];
}

/** The cards are folded, because each person reads only their own. @param {SceneProps} props @param {string} voice */
export function together(props, voice) {
  const { words } = props;
  const lang = courseLang() ?? nothing;
  return html`<details class="kit-fold kit-together" ?hidden=${!props.scene.group}><summary>${words["scene.together"]}</summary>
    <p>${words["scene.together_means"]}</p><p><strong>${words["scene.pass"]}</strong></p>
    <div class="kit-roles">${roleCards(props, voice).map(({ title, text, list, asks }) => html`<details class="kit-role"><summary>${title}</summary>
      ${text ? html`<p lang=${lang}>${text}</p>` : nothing}${list ? html`<ul lang=${lang}>${list.map((one) => html`<li>${one}</li>`)}</ul>` : nothing}
      ${asks ? html`<p class="kit-small">${words["scene.afterward"]}</p><ul>${asks.map((one) => html`<li>${one}</li>`)}</ul>` : nothing}</details>`)}</div>
    <p>${words["scene.after_ask_her"]}</p></details>`;
}
