// Playing it together: a card for each role, a clock, and a sheet for the talk afterwards.

import { courseLang, el, fill, interfaceLang } from "../dom.js";
import { html, nothing, render } from "../vendor/lit-html.js";

const SHEET = "body{font:12pt/1.5 Georgia,serif;margin:2cm}h1{font-size:18pt}h2{font-size:13pt;margin:1.2em 0 .2em;break-after:avoid}"
  + "p,li{margin:0 0 .3em}.line{border-bottom:1px solid #777;height:2.2em}section{break-inside:avoid}";

/** Returns seconds as a clock shows them. @param {number} seconds */
export const clockOf = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** Returns the role cards for one voice.
 * @param {SceneProps} spec @param {string} voice
 * @returns {{ title: string, text?: string, list?: string[], asks: string[] }[]} */
export function roleCards({ scene: { group }, person, people, words }, voice) {
  return group ? [
    { title: words["scene.role_teacher"], text: group.teacher[voice], asks: [words["scene.sheet_again"], words["scene.sheet_differently"]] },
    { title: words["scene.role_interpreter"], text: group.interpreter, asks: [words["scene.sheet_pauses"]] },
    { title: people[person], text: group.hers[voice], asks: [words["scene.sheet_heard"], words["scene.sheet_missed"]] },
    { title: words["scene.role_observer"], list: group.observer, asks: group.observer },
  ] : [];
}

/** @param {SceneProps} props @param {() => string} voice */
export function together(props, voice) {
  const { scene, words } = props;
  const node = el("details", { class: "kit-fold kit-together" });
  const lang = courseLang() ?? nothing;
  let seconds = 0;
  /** @type {number | undefined} */
  let ticking;

  /** Prints the sheet as a page of its own. */
  function print() {
    const page = el("iframe", { class: "kit-heard", title: words["scene.together"], "aria-hidden": "true", tabindex: "-1" });
    document.body.append(page);
    const { contentDocument: inside, contentWindow: around } = page;
    if (!inside || !around) return;
    const title = fill(words["scene.sheet_title"], { title: scene.title });
    inside.title = title;
    inside.documentElement.lang = interfaceLang();
    inside.head.append(el("style", { text: SHEET }));
    /** @param {string} heading @param {string[]} asks */
    const part = (heading, asks) => html`<section><h2>${heading}</h2>${asks.map((ask) => html`<p>${ask}</p><div class="line"></div><div class="line"></div>`)}</section>`;
    render(html`<h1>${title}</h1><p>${words["scene.pass"]}</p>${roleCards(props, voice()).map((card) => part(card.title, card.asks))}
      ${part(words["scene.sheet_all"], [words["scene.sheet_ask_her"]])}`, inside.body);
    around.addEventListener("afterprint", () => setTimeout(() => page.remove()));
    around.print();
  }
  function run() {
    clearInterval(ticking);
    ticking = ticking ? undefined : setInterval(() => {
      seconds += 1;
      if (node.isConnected) draw();
      else clearInterval(ticking);
    }, 1000);
    draw();
  }
  function draw() {
    node.hidden = !scene.group;
    // Folded, because each person reads only their own card.
    render(html`<summary>${words["scene.together"]}</summary><p>${words["scene.together_means"]}</p><p><strong>${words["scene.pass"]}</strong></p>
      <div class="kit-roles">${roleCards(props, voice()).map(({ title, text, list }) => html`<details class="kit-role"><summary>${title}</summary>
        ${text ? html`<p lang=${lang}>${text}</p>` : nothing}${list ? html`<ul lang=${lang}>${list.map((one) => html`<li>${one}</li>`)}</ul>` : nothing}</details>`)}</div>
      <div class="kit-timer"><p class="kit-clock" role="timer" aria-label=${words["scene.timer"]}>${clockOf(seconds)}</p><div class="kit-actions">
        <button type="button" class="kit-button kit-plain" @click=${run}>${ticking ? words["scene.timer_stop"] : words["scene.timer_start"]}</button>
        <button type="button" class="kit-button kit-quiet" @click=${() => {
          seconds = 0;
          draw();
        }}>${words["scene.timer_zero"]}</button></div></div>
      <div class="kit-actions"><button type="button" class="kit-button kit-plain" @click=${print}>${words["scene.sheet_print"]}</button></div>`, node);
  }
  return { node, draw };
}
