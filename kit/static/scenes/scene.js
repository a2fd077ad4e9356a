// A scene being played: the transcript, your turn, and afterwards the path you took. A turn needs no reply from the
// kernel; each one is saved as a draft.

import { same } from "../forms/answer.js";
import { confirmBox } from "../forms/confirm.js";
import { button, courseLang, el, fill } from "../dom.js";
import { frame } from "../forms/frame.js";
import { clock } from "../forms/state_words.js";
import { html, nothing, render } from "../vendor/lit-html.js";
import { repeat } from "../vendor/directives/repeat.js";
import { beatsOf } from "./scene_beats.js";
import { debrief } from "./scene_debrief.js";
import { byItself, playedLine, sameWay, savesItself } from "./scene_end.js";
import { together } from "./scene_group.js";
import { keysFromAnywhere } from "./scene_keys.js";
import { listening } from "./scene_listen.js";
import { besideChosen, transcript } from "./scene_log.js";
import { pathText } from "./scene_looked_back.js";
import { turnPanel } from "./scene_turn.js";
import { walk } from "./scene_walk.js";

/** The height of what may lie over the top of the page. */
const BAR = 72;

/** @type {ManyForm} */
export function scene(answers, spec) {
  const props = /** @type {SceneProps} */ (/** @type {unknown} */ (spec));
  const { scene: played, words, person } = props;
  const [answer] = answers;
  /** A path to take once the one that has ended is saved. @type {Taken[] | null} */
  let next = null;
  let walked = walk(played, props.voice, []);
  // Whether it is known which path was taken; whether it goes on from its middle; whether the learner acted since.
  let [settled, resumes, acted, savesNow] = [false, false, false, false];
  const save = byItself(answer);
  /** The saved path that a confirmation question is about. @type {string | undefined} */
  let askedOf;

  const voice = () => answer.value?.voice ?? props.voice;
  /** @returns {Taken[]} */
  const path = () => answer.value?.path ?? [];
  // A path keeps what was known from earlier scenes when it began, since those may be played again differently.
  /** @param {Value} value @returns {string[]} */
  const yearOf = (value) => (value?.path?.length ? value.year ?? [] : props.year);
  /** @param {Value} value */
  const walkOf = (value) => walk(played, value?.voice ?? props.voice, value?.path ?? [], yearOf(value));

  /** @param {Taken[]} taken @param {string} [spoken] */
  function take(taken, spoken = voice()) {
    const year = yearOf(answer.value);
    const { ending } = walk(played, spoken, taken, year);
    const way = { voice: spoken, path: taken, ...(year.length ? { year } : {}) };
    const saved = answer.head?.value;
    const again = ending && sameWay(saved, way) ? saved.again : undefined;
    acted = true;
    resumes = false;
    answer.input(taken.length ? { ...way, ...(ending ? { ending: ending.id } : {}), ...(again ? { again } : {}) } : null);
    if (!answer.saving) answer.draft();
    focus();
    if (walked.ending) lastOwn()?.scrollIntoView({ block: "start", behavior: motion() });
    else look();
  }
  /** @param {SceneChoice} choice @param {string} typed */
  function choose(choice, typed) {
    listen.stop();
    const { turn } = /** @type {SceneStep} */ (walked.steps.at(-1));
    take([...path().slice(0, walked.length), { turn, choice: choice.id, ...(typed ? { typed } : {}) }]);
  }

  // A path that saves itself at its end is saved before another one is taken. A path that waits for Done is never
  // saved this way: it is dropped, and what was saved before stays.
  /** @param {number} at @param {{ title: string, drops: string }} [asked] the question before lines are dropped */
  function another(at, asked = { title: words["scene.another_way"], drops: words["scene.another_drops"] }) {
    const kept = path().slice(0, at);
    const { head, value } = answer;
    const go = () => take(kept, at ? voice() : props.voice);
    /** @param {string} drops */
    const ask = (drops) => {
      askedOf = answer.head?.id;
      sure.ask({ question: asked.title, text: [drops], yes: asked.title, no: words["scene.stay_here"], act: go });
    };
    listen.stop();
    if (!walked.ending) ask(asked.drops);
    else if (answer.phase === "done" || same(head?.value, value)) go();
    else if (head && !answer.saving && !sameWay(head.value, value)) ask(fill(words["scene.undone_drops"], { time: clock(head.at) }));
    else {
      next = kept;
      if (!answer.saving) answer.done();
    }
  }
  /** @param {number} at @param {Rather} rather */
  function rathers(at, rather) {
    answer.input({ ...answer.value, path: path().map((taken, n) => (n === at ? { ...taken, rather } : taken)) });
    if (!walked.ending && !answer.saving) answer.draft();
  }

  const field = el("div", { class: "kit-scene" });
  const beside = besideChosen(words, rathers);
  const listen = listening(words, () => settled && draw());
  const beats = beatsOf(() => {
    const inside = panel()?.contains(document.activeElement);
    draw();
    if (inside && !beats.pending) focus();
    if (acted && !walked.ending) look();
  });
  const pieces = transcript(props, { listen, another, beside });
  const turn = turnPanel(props, {
    choose,
    typing: (typing) => {
      const { voice: _, path: __, ...rest } = answer.value ?? {};
      answer.input(typing.trim() || path().length ? { ...rest, voice: voice(), path: path(), typing } : null);
    },
    hurry: beats.hurry,
    redraw: () => draw(),
    reveal: () => {
      acted = true;
      draw();
      panel()?.focus({ preventScroll: true });
      look();
    },
  });
  const back = debrief(props, { again: (again) => answer.input({ ...answer.value, again }), beside });
  const agreed = answers[1] ? playedLine(answers[1], answer, words) : null;
  const sure = confirmBox(button, () => {});
  sure.node.addEventListener("kit:stay", () => focus());
  const tools = el("div");

  const panel = () => /** @type {HTMLElement | null} */ (field.querySelector(".kit-turn"));
  const lastOwn = () => [...field.querySelectorAll(".kit-own")].at(-1);
  const motion = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  function focus() {
    const place = panel();
    /** @type {HTMLElement | null | undefined} */
    const area = place?.querySelector(".kit-choices") ? null : place?.querySelector("textarea");
    (area ?? place)?.focus({ preventScroll: true });
  }
  // Keeps in view what was said last and what may be said next.
  function look() {
    const place = panel();
    const last = [...field.querySelectorAll(":is(.kit-spoken, .kit-scene-log > .kit-room, .kit-own)")].at(-1);
    if (!place || !last) return;
    const { top } = last.getBoundingClientRect();
    const fits = top >= BAR && place.getBoundingClientRect().bottom - top <= innerHeight - BAR - 24;
    if (fits || beats.pending) place.scrollIntoView({ block: "nearest", behavior: motion() });
    else last.scrollIntoView({ block: "start", behavior: motion() });
  }

  function draw() {
    const now = walked.ending ? null : walked.steps.at(-1) ?? null;
    // What was said before the page opened is there at once, and is no news.
    const lines = beats.shown(pieces(voice(), walked), !settled && walked.length > 0);
    const present = walked.steps.some((step) => step.lines.some((line) => line.who === person));
    const told = field.querySelector(".kit-played:focus-within");
    render(html`<p class="kit-setting" lang=${courseLang() ?? nothing}>${played.setting[voice()]}</p>${walked.length ? nothing : html`<p class="kit-small kit-on-paper">${words["scene.on_paper"]}</p>`}
      <button type="button" class="kit-button kit-quiet" ?hidden=${!resumes} @click=${() => {
        resumes = false;
        draw();
        focus();
        look();
      }}>${words["scene.go_on"]}</button>
      <div class="kit-scene-log" role="log" aria-live=${settled ? "polite" : "off"} aria-label=${words["scene.log"]}>${repeat(lines, ({ piece }) => piece.key, ({ piece, beats: came }) => piece.draw(came))}</div>
      <p class="kit-small" ?hidden=${walked.length === path().length}>${words["scene.changed"]}</p>${sure.node}
      ${turn.draw({ step: now, at: walked.length, text: answer.value?.typing ?? "", present, pending: beats.pending, ended: walked.ending?.title ?? "" })}
      ${beats.pending ? nothing : back(voice(), walked, answer.value?.again)}${agreed?.draw(Boolean(walked.ending) && !beats.pending) ?? nothing}`, field);
    // The box gives way to a line with a button, and back.
    if (told && !document.activeElement?.checkVisibility()) /** @type {HTMLElement | null} */ (told.querySelector("[class]:not([hidden])>:is(input,button)"))?.focus();
    render(html`<div class="kit-actions kit-scene-tools">${walked.length ? html`<button type="button" class="kit-button kit-quiet"
      @click=${() => another(0, { title: words["scene.restart"], drops: words["scene.restart_drops"] })}>${words["scene.restart"]}</button>` : nothing}</div>${together(props, voice())}`, tools);
  }

  function change() {
    // A path is neither described nor offered before it is known which one was taken.
    const unknown = answer.phase === "opening" || answer.phase === "two";
    field.hidden = tools.hidden = unknown;
    if (unknown) return;
    if (next && answer.phase === "done") {
      const kept = next;
      next = null;
      return take(kept, kept.length ? voice() : props.voice);
    }
    if (!answer.saving) next = null;
    if (!sure.node.hidden && askedOf !== answer.head?.id) sure.close();
    walked = walkOf(answer.value);
    if (!settled) resumes = walked.length > 0 && !walked.ending;
    draw();
    if (!settled) {
      settled = true;
      draw();
    }
    agreed?.sendIfKept();
    savesNow = answer.saving && savesNow;
    if (savesItself(answer, Boolean(walked.ending))) {
      savesNow = true;
      save();
    }
    return undefined;
  }
  // A tap shows the lines to come; the one that chose them does not.
  field.addEventListener("click", ({ target }) => beats.pending && !(/** @type {Element} */ (target).closest(":is(button,label,a)")) && beats.hurry());
  const stop = keysFromAnywhere(panel, (key) => {
    const now = walked.ending ? null : walked.steps.at(-1);
    if (beats.pending) return key === " " ? beats.hurry : undefined;
    return now ? turn.press(now, key) : undefined;
  });
  const { node, render: renderAll } = frame(answer, spec, {
    kind: "scene",
    live: true,
    field,
    ready: (value) => !(savesNow && answer.saving) && Boolean(walkOf(value).ending),
    describe: (value) => pathText(walkOf(value), words),
    along: agreed?.along,
    onrender: change,
  });
  return { node: el("div", { class: "kit-scene-around" }, node, tools), render: renderAll, end() {
    stop();
    beats.end();
    turn.end();
    listen.end();
  } };
}
