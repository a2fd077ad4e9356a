// The course as one page: the bar, Home, one step on the screen, and an address for each place. Only for `kit start`.

import { CourseServer } from "./course_server.js";
import { dropPlace } from "./drop.js";
import { focusInPlace, holdFocus, holdInView, keepInView } from "./focus.js";
import { explainTerms } from "./glossary.js";
import { HerWords } from "./her_words.js";
import { loadAnewWhenKept } from "./kernels.js";
import { openPlain, reminded, sayAnew, speak, takeAlone } from "./learner.js";
import { followLinks } from "./links.js";
import { MissingForms, waitForScripts } from "./missing.js";
import { Notebooks } from "./notebooks.js";
import { meet, reopen, show } from "./opened.js";
import { choosePassages } from "./passages.js";
import { addressOf, END, HOME, placeAt, position, samePlace } from "./places.js";
import { keepQuiet } from "./quiet.js";
import { Screen } from "./screen.js";
import { openSearch, searchOnSlash } from "./search.js";
import { Trouble } from "./trouble.js";
import { Typing } from "./typing_place.js";

/** @typedef {import("./notebooks.js").Opened} Opened */

/** How long the learner must stay on a step before the next week is prepared, in milliseconds. */
const READS = 2000;

export const styles = ["page.css", "shell.css"];

/** @param {Around} around */
export function start(around) {
  waitForScripts();
  loadAnewWhenKept();
  keepQuiet(around.lab.apputils.Dialog, around.app.serviceManager.contents);
  const server = new CourseServer(around.lab.services.ServerConnection, around.app.serviceManager.serverSettings);
  const reader = { alone: server.isAlone() };
  choosePassages(around.parser, () => reader.alone);
  // The shell sets addresses; Lab would set its own, without the step.
  around.router.navigate = () => {};
  const shell = Promise.all([around.words, around.course]).then(([words, course]) => new Shell(around, words, course, server, reader));
  window.addEventListener("popstate", (event) => {
    event.stopImmediatePropagation();
    void shell.then((one) => one.go(one.here(), { how: "none", scroll: event.state?.scroll }));
  }, true);
  void shell.then((one) => one.begin());
}

export class Shell {
  /** @param {Around} around @param {Words} words @param {Course} course @param {CourseServer} server
   * @param {{ alone: Promise<boolean> }} reader decides in which wording texts are drawn */
  constructor(around, words, course, server, reader) {
    this.around = around;
    this.words = words;
    this.course = course;
    this.base = new URL(around.app.serviceManager.serverSettings.baseUrl).pathname;
    this.server = server;
    this.reader = reader;
    this.place = this.here();
    /** @type {Progress | null} */
    this.progress = null;
    /** @type {Opened | null} the notebook that was on the screen last; it stays while Home is shown */
    this.opened = null;
    this.turn = 0;
    this.windows = new BroadcastChannel("kit:came");
    /** @type {Promise<unknown> | undefined} */
    this.started = undefined;
    /** @type {Promise<unknown>} resolves when notebooks that were drawn with the earlier words are closed */
    this.closing = Promise.resolve();

    this.search = () => openSearch(course, words, this.base, this.reader.alone);
    const drop = dropPlace({ course, words, base: this.base, server, came: () => this.came(), joined: () => this.joined() });
    this.screen = new Screen(around, words, course, this.base, {
      plain: () => void openPlain(this),
      search: this.search,
      language: (code) => void speak(this, code),
      alone: (alone) => takeAlone(this, alone),
      reminded: (plan, lookedBack) => void reminded(this, plan, lookedBack),
      drop,
    }, () => this);
    this.hers = new HerWords(() => server.herWords(), words);
    this.notebooks = new Notebooks(around, course, (opened) => meet(this, opened),
      (steps) => (steps.week.notebook === this.place.notebook ? Math.max(0, this.position().step) : 0),
      () => server.spare());
    this.missing = new MissingForms(around, words);
    this.typing = new Typing(this.screen.notice);
    this.trouble = new Trouble(around, server, words, this.screen.notice, (panel) => reopen(this, panel), () => this.typing.goBack(),
      (panel, starts) => this.opened?.panel === panel && this.screen.shown === "notebook" && this.screen.startsAgain(starts));
  }

  here() {
    return placeAt(this.course, this.base, window.location);
  }

  position() {
    return position(this.course, this.place);
  }

  async begin() {
    const { screen } = this;
    screen.put();
    searchOnSlash(this.search);
    this.windows.addEventListener("message", () => void this.refresh());
    void this.around.terms.then((terms) => {
      screen.side.terms = terms;
      explainTerms(document.body, terms);
      screen.render();
    });
    window.history.scrollRestoration = "manual";
    followLinks(this.course, this.base, (place, form) => void this.go(place, { form }));
    for (const change of ["kit:saved", "kit:read", "kit:handed"]) window.addEventListener(change, () => this.refresh());
    keepInView("#main");
    document.addEventListener("kit:show", (event) => this.reveal(event));
    new IntersectionObserver(([seen]) => seen.isIntersecting && this.seen()).observe(screen.end);
    this.around.tracker.forEach((panel) => focusInPlace(panel.content.node));
    this.around.tracker.widgetAdded.connect((_, panel) => focusInPlace(panel.content.node));
    // JupyterLab opens the notebook in the address on its own.
    this.started = Promise.race([this.around.app.restored, new Promise((resolve) => {
      this.around.tracker.forEach(resolve);
      this.around.tracker.widgetAdded.connect(resolve);
    })]);
    await this.go(this.place, { how: "replace", focus: false });
  }

  /**
   * Go to a place in the course.
   * @param {Place} place
   * @param {{ how?: "push" | "replace" | "none", focus?: boolean, scroll?: number, stays?: boolean, form?: string }} [way]
   * `how` the address changes; `stays` keeps the confirmation of alone or with a class; `form` is the kind of form to
   * scroll to instead of the step's top
   */
  async go(place, { how = "push", focus = true, scroll = 0, stays = false, form } = {}) {
    const turn = ++this.turn;
    if (how === "push") {
      window.history.replaceState({ scroll: window.scrollY }, "");
      if (!samePlace(place, this.here())) window.history.pushState(null, "", addressOf(this.base, place));
    } else if (how === "replace") window.history.replaceState(null, "", addressOf(this.base, place));
    this.place = place;
    if (!stays) this.screen.taken.leave();
    const off = place.view === HOME || place.view === END;
    if (off) this.screen.draw("page");
    else if (place.notebook !== this.opened?.panel.context.localPath || this.opened.panel.isDisposed) {
      this.opened = null;
      this.screen.draw("opening");
      try {
        await this.started;
        if (turn !== this.turn) return;
        await this.closing;
        const opened = await this.notebooks.open(place.notebook);
        if (turn !== this.turn) return;
        this.opened = opened;
      } catch {
        if (turn !== this.turn) return;
        this.screen.say({ text: this.words["shell.not_opened"], presses: [this.screen.press("shell.try_again", () => this.go(place))] });
        return;
      }
    }
    if (!off && this.opened) show(this, this.opened);
    window.scrollTo(0, scroll);
    void this.told(turn, focus, form);
  }

  /** @param {number} turn @param {boolean} focus @param {string} [form] */
  async told(turn, focus, form) {
    const { place, opened, screen } = this;
    const { week, step } = this.position();
    if (place.view === HOME || place.view === END) {
      if (focus) void holdFocus(() => screen.page.querySelector("h1"), () => turn === this.turn);
      return this.refresh();
    }
    if (opened?.steps && week) void this.server.place(place, false);
    if (opened?.steps && week && step >= 0) {
      const mine = () => turn === this.turn;
      if (form) void holdInView(() => opened.steps?.form(step, form) ?? opened.steps?.heading(step) ?? null, mine, opened.ready);
      else if (focus) void holdFocus(() => opened.steps?.heading(step) ?? null, mine, opened.ready);
      void this.prepareNext(turn);
    }
    return this.refresh();
  }

  /** Prepare the next week near the end of this one. @param {number} turn */
  async prepareNext(turn) {
    const { number, week, step } = this.position();
    const next = this.course.weeks[number + 1];
    await this.opened?.ready.catch(() => {});
    // Don't slow down a learner who is paging through the steps.
    await new Promise((resolve) => setTimeout(resolve, READS));
    if (next && week && step >= week.steps.length - 2 && turn === this.turn) await this.notebooks.prepare(next.notebook);
  }

  async refresh() {
    this.progress = await this.server.progress().catch(() => this.progress);
    this.screen.render();
  }

  /** Update the progress in this window and in the course's other windows, because feedback was saved. */
  came() {
    this.windows.postMessage("came");
    return this.refresh();
  }

  /** Change the words after the learner has joined a class; an earlier answer about it is out of date. */
  joined() {
    this.screen.taken.leave();
    return sayAnew(this);
  }

  /** Save that the step was read to its end. */
  seen() {
    if (this.position().step < 0 || this.screen.shown !== "notebook") return;
    void this.server.place(this.place, true).then(() => this.refresh());
  }

  /** Go to the step of a form that asks to be shown. @param {Event} event */
  reveal(event) {
    const { steps } = this.opened ?? {};
    const step = event.target instanceof Node && steps ? steps.of(event.target) : -1;
    if (!steps || step < 0 || this.position().step < 0) return;
    const place = { notebook: this.place.notebook, view: steps.week.steps[step].slug };
    if (!samePlace(place, this.place)) void this.go(place, { focus: false });
  }
}
