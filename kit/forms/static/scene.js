// A scene being played: the transcript, your turn, and afterwards the path you took. A turn needs no reply from the
// kernel; each one is saved as a draft.

import { same } from "./answer.js";
import { confirmBox } from "./confirm.js";
import { button, courseLang, el, fill, say } from "./dom.js";
import { frame } from "./frame.js";
import { saveFile } from "./save_file.js";
import { debrief } from "./scene_debrief.js";
import { byItself, sameWay, savesItself } from "./scene_end.js";
import { together } from "./scene_group.js";
import { listening } from "./scene_listen.js";
import { sceneLog } from "./scene_log.js";
import { pacing } from "./scene_pacing.js";
import { playedLine } from "./scene_played.js";
import { wayDown } from "./scene_below.js";
import { pathText, sceneText } from "./scene_text.js";
import { turnPanel } from "./scene_turn.js";
import { walk } from "./scene_walk.js";
import { clock } from "./state_words.js";

/** @type {ManyForm} */
export function scene(answers, spec) {
  const props = /** @type {SceneProps} */ (/** @type {unknown} */ (spec));
  const { scene: played, words, people, person } = props;
  const [answer] = answers;
  /** A path to take once the one that has ended is saved. @type {Taken[] | null} */
  let next = null;
  let walked = walk(played, props.voice, []);
  let settled = false;
  const save = byItself(answer);
  let savesNow = false;
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
    answer.input(taken.length ? { ...way, ...(ending ? { ending: ending.id } : {}), ...(again ? { again } : {}) } : null);
    if (!answer.saving) answer.draft();
    onward.hidden = true;
    panel.focus();
    look();
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

  const listen = listening(props, answer.kernel);
  const log = sceneLog(props, listen, (at) => another(at));
  const panel = turnPanel(props, { choose, typing: (typing) => {
    const { voice: _, path: __, ...rest } = answer.value ?? {};
    answer.input(typing.trim() || path().length ? { ...rest, voice: voice(), path: path(), typing } : null);
  } });
  const looking = debrief(props, { again: (again) => answer.input({ ...answer.value, again }) });
  const agreed = answers[1] ? playedLine(answers[1], answer, words) : null;
  const group = together(props, voice);
  const sure = confirmBox(button, () => {});
  sure.node.addEventListener("kit:stay", () => panel.focus());
  const changed = el("p", { class: "kit-small", text: words["scene.changed"] });
  const over = button(words["scene.restart"], () => another(0, { title: words["scene.restart"], drops: words["scene.restart_drops"] }), "quiet");
  // If a scene is reopened in its middle, its next turn is far below.
  const onward = button(words["scene.go_on"], () => {
    onward.hidden = true;
    panel.focus();
    look();
  }, "quiet");
  const keep = button(words["scene.export"], () =>
    saveFile(`${played.id}.txt`, sceneText(played, voice(), walked, people, words)), "quiet");
  const setting = el("p", { class: "kit-setting", lang: courseLang() });
  const hasInterpreter = JSON.stringify(played.turns).includes('"who":"interpreter"');
  const below = wayDown(panel.node, words);
  const field = el("div", { class: "kit-scene" }, setting, onward, log.node, below.node, changed, sure.node, panel.node, looking.node, agreed?.node ?? null);

  const tools = el("div", {}, el("div", { class: "kit-actions kit-scene-tools" }, group?.toggle ?? null, over, keep),
    group?.node ?? null, hasInterpreter ? pacing(words) : null);

  // Keeps in view what was just said and what may be said next.
  function look() {
    const own = log.lastOwn();
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    const far = own && panel.node.getBoundingClientRect().bottom - own.getBoundingClientRect().top > innerHeight - 160;
    if (own && (far || walked.ending)) own.scrollIntoView({ block: "start", behavior });
    else panel.node.scrollIntoView({ block: "nearest", behavior });
  }

  function render() {
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
    say(setting, played.setting[voice()]);
    log.draw(walked);
    changed.hidden = walked.length === path().length;
    const now = walked.ending ? null : walked.steps.at(-1);
    panel.node.dataset.ended = String(!now);
    const present = walked.steps.some((step) => step.lines.some((line) => line.who === person));
    if (now) panel.draw(now, walked.length, { text: answer.value?.typing ?? "", present });
    else panel.end(walked.ending?.title ?? "");
    looking.draw(voice(), walked, answer.value?.again);
    agreed?.render(Boolean(walked.ending));
    over.hidden = keep.hidden = !walked.length;
    if (!settled) {
      log.opened();
      onward.hidden = !walked.length || Boolean(walked.ending);
    }
    settled = true;
    savesNow = answer.saving && savesNow;
    if (savesItself(answer, Boolean(walked.ending))) {
      savesNow = true;
      save();
    }
    return undefined;
  }
  const { node, render: renderAll } = frame(answer, spec, {
    kind: "scene",
    live: true,
    personal: false,
    field,
    ready: (value) => !(savesNow && answer.saving) && Boolean(walkOf(value).ending),
    describe: (value) => pathText(walkOf(value), words),
    along: agreed?.along,
    onrender: render,
  });
  return { node: el("div", { class: "kit-scene-around" }, node, tools), render: renderAll, end() { panel.stop(); listen.end(); below.end(); } };
}
