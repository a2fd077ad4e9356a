// Playing it together: a card for each role, a clock, and a sheet for the talk afterwards. It hides nothing else.

import { button, courseLang, el, fill, interfaceLang, say } from "./dom.js";

const SHEET = "body{font:12pt/1.5 Georgia,serif;margin:2cm}h1{font-size:18pt}h2{font-size:13pt;margin:1.2em 0 .2em;break-after:avoid}"
  + "p,li{margin:0 0 .3em}.line{border-bottom:1px solid #777;height:2.2em}section{break-inside:avoid}";

/** Returns seconds as a clock shows them. @param {number} seconds */
export function clockOf(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Prints a separate page.
 * @param {string} title @param {HTMLElement[]} parts */
function printPage(title, parts) {
  const page = el("iframe", { class: "kit-heard", title, "aria-hidden": "true", tabindex: "-1" });
  document.body.append(page);
  const inside = page.contentDocument;
  const around = page.contentWindow;
  if (!inside || !around) return;
  inside.title = title;
  inside.documentElement.lang = interfaceLang();
  inside.head.append(el("style", { text: SHEET }));
  inside.body.append(...parts);
  around.addEventListener("afterprint", () => setTimeout(() => page.remove()));
  around.print();
}

/** @param {Words} words */
function timer(words) {
  let seconds = 0;
  /** @type {number | undefined} */
  let ticking;
  const shown = el("p", { class: "kit-clock", role: "timer", "aria-label": words["scene.timer"], text: clockOf(0) });
  const run = button(words["scene.timer_start"], () => {
    if (ticking) {
      clearInterval(ticking);
      ticking = undefined;
    } else ticking = setInterval(() => {
      seconds += 1;
      if (shown.isConnected) say(shown, clockOf(seconds));
      else clearInterval(ticking);
    }, 1000);
    say(run, ticking ? words["scene.timer_stop"] : words["scene.timer_start"]);
  });
  const zero = button(words["scene.timer_zero"], () => {
    seconds = 0;
    say(shown, clockOf(0));
  }, "quiet");
  return el("div", { class: "kit-timer" }, shown, el("div", { class: "kit-actions" }, run, zero));
}

/** Returns the role cards for one voice.
 * @param {SceneProps} spec @param {string} voice
 * @returns {{ title: string, text?: string, list?: string[], more?: string, asks: string[] }[]} */
export function roleCards({ scene: { group }, person, people, labels, words }, voice) {
  return group ? [
    { title: words["scene.role_teacher"], text: group.teacher[voice], asks: [words["scene.sheet_again"], words["scene.sheet_differently"]] },
    { title: words["scene.role_interpreter"], text: group.interpreter, asks: [words["scene.sheet_pauses"]] },
    { title: people[person], text: group.hers[voice], more: labels[voice], asks: [words["scene.sheet_heard"], words["scene.sheet_missed"]] },
    { title: words["scene.role_observer"], list: group.observer, asks: group.observer },
  ] : [];
}

/** @param {SceneProps} spec @param {() => string} voice */
export function together(spec, voice) {
  const { scene, words } = spec;
  if (!scene.group) return null;
  const node = el("section", { class: "kit-together", "aria-label": words["scene.together"] });
  node.hidden = true;
  const roles = () => roleCards(spec, voice());
  /** @param {string} ask */
  const toFill = (ask) => [el("p", { text: ask }), el("div", { class: "line" }), el("div", { class: "line" })];
  const sheet = () => printPage(fill(words["scene.sheet_title"], { title: scene.title }), [
    el("h1", { text: fill(words["scene.sheet_title"], { title: scene.title }) }), el("p", { text: words["scene.pass"] }),
    ...roles().map(({ title, asks }) => el("section", {}, el("h2", { text: title }), asks.flatMap(toFill))),
    el("section", {}, el("h2", { text: words["scene.sheet_all"] }), toFill(words["scene.sheet_ask_her"])),
  ]);
  const toggle = button(words["scene.together"], () => {
    node.hidden = !node.hidden;
    toggle.setAttribute("aria-expanded", String(!node.hidden));
    if (!node.hidden && !node.children.length) draw();
  });
  toggle.setAttribute("aria-expanded", "false");

  function draw() {
    node.replaceChildren(
      el("p", { text: words["scene.together_means"] }), el("p", {}, el("strong", { text: words["scene.pass"] })),
      // Folded, because each person reads only their own card.
      el("div", { class: "kit-roles" }, roles().map(({ title, text, list, more }) => el("details", { class: "kit-role" },
        el("summary", { text: title }), text ? el("p", { lang: courseLang(), text }) : null,
        list ? el("ul", { lang: courseLang() }, list.map((one) => el("li", { text: one }))) : null, more ? el("p", { class: "kit-small", text: more }) : null))),
      timer(words), el("div", { class: "kit-actions" }, button(words["scene.sheet_print"], sheet)));
  }
  return { node, toggle };
}
