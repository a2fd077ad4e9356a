// The course as one page: the bar, home, one step on screen, and an address for each of them. `kit start` only.

import { Bar } from "./bar.js";
import { CourseServer, Gone } from "./course_server.js";
import { el, fill } from "./dom.js";
import { dropPlace } from "./drop.js";
import { explainTerms } from "./glossary.js";
import { HerWords } from "./her_words.js";
import { ending, home } from "./home.js";
import { focusInPlace, holdFocus } from "./focus.js";
import { message } from "./message.js";
import { MissingForms, waitForScripts } from "./missing.js";
import { Notebooks } from "./notebooks.js";
import { choosePassages } from "./passages.js";
import { addressOf, END, HOME, placeAt, position, samePlace } from "./places.js";
import { copyOf } from "./plain.js";
import { keepQuiet } from "./quiet.js";
import { savedIn, watchSaved } from "./saved.js";
import { openSearch, searchOnSlash } from "./search.js";
import { SideColumn } from "./side.js";
import { stepEnd } from "./step_end.js";
import { Trouble } from "./trouble.js";

/** @typedef {import("./notebooks.js").Opened} Opened */

/** Milliseconds on one step. */
const READS = 2000;

export const styles = ["page.css", "shell.css"];

/** @param {Around} around */
export function start(around) {
  waitForScripts();
  keepQuiet(around.lab.apputils.Dialog, around.app.serviceManager.contents);
  const server = new CourseServer(around.lab.services.ServerConnection, around.app.serviceManager.serverSettings);
  const reader = { alone: server.isAlone() };
  choosePassages(around.parser, () => reader.alone);
  // Addresses are the shell's: Lab would write its own, without the step.
  around.router.navigate = () => {};
  const shell = Promise.all([around.words, around.course]).then(([words, course]) => new Shell(around, words, course, server, reader));
  window.addEventListener("popstate", (event) => {
    event.stopImmediatePropagation();
    void shell.then((one) => one.go(one.here(), { how: "none", scroll: event.state?.scroll }));
  }, true);
  void shell.then((one) => one.begin());
}

class Shell {
  /** @param {Around} around @param {Words} words @param {Course} course @param {CourseServer} server
   * @param {{ alone: Promise<boolean> }} reader for whom texts are drawn */
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
    /** @type {Opened | null} what is on the screen, unless that is home */
    this.opened = null;
    this.turn = 0;
    /** @type {Promise<unknown> | undefined} */
    this.started = undefined;
    /** @type {WeakSet<Opened>} */
    this.ready = new WeakSet();

    this.search = () => openSearch(course, words, this.base, this.reader.alone);
    this.bar = new Bar(course, words, this.base, { plain: () => void this.openPlain(), search: this.search, language: (code) => void this.speak(code) });
    this.notice = el("div", { class: "kit-notice", role: "alert" });
    this.page = el("main", { id: "kit-page", tabindex: "-1" });
    this.end = el("nav", { class: "kit-step-end", "aria-label": words["bar.end_label"] });
    this.side = new SideColumn(words, this.base);
    const spoken = course.languages?.find((one) => one.name === words["language.name"])?.code ?? "en";
    for (const node of [this.bar.node, this.notice, this.page, this.end, this.side.node]) node.lang = spoken;
    this.hers = new HerWords(this.server, words);
    this.notebooks = new Notebooks(around, course, (opened) => this.meet(opened),
      (steps) => (steps.week.notebook === this.place.notebook ? Math.max(0, position(course, this.place).step) : 0),
      () => this.server.spare());
    /** @type {Promise<unknown>} what was drawn in other words, on its way out */
    this.closing = Promise.resolve();
    this.drop = dropPlace({ course, words, base: this.base, server: this.server,
      came: () => this.refresh(), joined: () => this.sayAnew() });
    this.missing = new MissingForms(around, words);
    this.trouble = new Trouble(around, this.server, words, this.notice, (panel) => this.reopen(panel));
  }

  here() {
    return placeAt(this.course, this.base, window.location);
  }

  async begin() {
    document.documentElement.classList.add("kit-shell");
    document.body.prepend(this.bar.node, this.notice, this.page);
    searchOnSlash(this.search);
    void this.around.terms.then((terms) => {
      this.side.terms = terms;
      explainTerms(document.body, terms);
      this.render();
    });
    window.history.scrollRestoration = "manual";
    document.addEventListener("click", (event) => this.click(event), true);
    window.addEventListener("kit:saved", () => this.refresh());
    // A browser brings a field's first line into view; a learner who goes by keys needs the whole field.
    document.addEventListener("focusin", ({ target }) => {
      if (target instanceof Element && target.closest("#main") && target.matches("textarea, input, select, button, a, summary")) {
        target.scrollIntoView({ block: "nearest" });
      }
    }, true);
    document.addEventListener("kit:show", (event) => this.reveal(event));
    new IntersectionObserver(([seen]) => seen.isIntersecting && this.seen()).observe(this.end);
    const title = /** @type {Node} */ (document.querySelector("title"));
    new MutationObserver(() => this.name()).observe(title, { childList: true });
    this.around.tracker.forEach((panel) => focusInPlace(panel.content.node));
    this.around.tracker.widgetAdded.connect((_, panel) => focusInPlace(panel.content.node));
    // JupyterLab opens the notebook of the address itself.
    this.started = Promise.race([this.around.app.restored, new Promise((resolve) => {
      this.around.tracker.forEach(resolve);
      this.around.tracker.widgetAdded.connect(resolve);
    })]);
    await this.go(this.place, { how: "replace", focus: false });
  }

  /**
   * @param {Place} place
   * @param {{ how?: "push" | "replace" | "none", focus?: boolean, scroll?: number }} [way]
   */
  async go(place, { how = "push", focus = true, scroll = 0 } = {}) {
    const turn = ++this.turn;
    if (how === "push") {
      window.history.replaceState({ scroll: window.scrollY }, "");
      if (!samePlace(place, this.here())) window.history.pushState(null, "", addressOf(this.base, place));
    } else if (how === "replace") window.history.replaceState(null, "", addressOf(this.base, place));
    this.place = place;
    const off = place.view === HOME || place.view === END;
    if (off) this.draw("page");
    else if (place.notebook !== this.opened?.panel.context.localPath || this.opened.panel.isDisposed) {
      this.opened = null;
      this.draw("opening");
      try {
        await this.started;
        if (turn !== this.turn) return;
        await this.closing;
        const opened = await this.notebooks.open(place.notebook);
        if (turn !== this.turn) return;
        this.opened = opened;
      } catch {
        if (turn !== this.turn) return;
        this.say({ text: this.words["shell.not_opened"], presses: [this.press("shell.try_again", () => this.go(place))] });
        return;
      }
    }
    if (!off && this.opened) this.showOpened(this.opened);
    window.scrollTo(0, scroll);
    void this.told(turn, focus);
  }

  /** @param {number} turn @param {boolean} focus */
  async told(turn, focus) {
    const { place, opened } = this;
    const { week, step } = position(this.course, place);
    if (place.view === HOME || place.view === END) {
      if (focus) void holdFocus(() => this.page.querySelector("h1"), () => turn === this.turn);
      return this.refresh();
    }
    if (opened?.steps && week && step >= 0) {
      void this.server.place(place, false);
      if (focus) void holdFocus(() => opened.steps?.heading(step) ?? null, () => turn === this.turn, opened.ready);
      void this.prepareNext(turn);
    }
    return this.refresh();
  }

  /** Near the end of a week the next one is made ready. @param {number} turn */
  async prepareNext(turn) {
    const { number, week, step } = position(this.course, this.place);
    const next = this.course.weeks[number + 1];
    await this.opened?.ready.catch(() => {});
    // Whoever leafs through the steps is not held up by it.
    await new Promise((resolve) => setTimeout(resolve, READS));
    if (next && week && step >= week.steps.length - 2 && turn === this.turn) await this.notebooks.prepare(next.notebook);
  }

  /** @param {Opened} opened */
  showOpened(opened) {
    const { words } = this;
    if (opened.kind === "ours") {
      opened.steps?.show(position(this.course, this.place).step);
      this.draw("notebook");
    } else if (opened.kind === "changed") {
      this.say({ title: words["shell.changed_title"], text: words["shell.changed"],
        presses: [this.press("shell.restore", () => this.restore(opened.panel)), this.toHome()] });
    } else this.say({ title: words["shell.foreign_title"], text: words["shell.foreign"], presses: [this.toHome()] });
  }

  /** @param {string} key @param {() => unknown} act */
  press(key, act) {
    return { label: this.words[key], act };
  }

  toHome() {
    const { notebook } = this.course.weeks[0];
    return this.press("bar.home", () => this.go({ notebook: this.place.foreign ? notebook : this.place.notebook, view: HOME }));
  }

  /** @param {import("./message.js").Message} said */
  say(said) {
    this.draw("message");
    this.page.replaceChildren(message(said));
  }

  /** @param {"page" | "opening" | "notebook" | "message"} shown */
  draw(shown) {
    document.documentElement.dataset.kitShown = shown;
    document.getElementById("kit-opening")?.remove();
    // After JupyterLab's own box, which comes later than this.
    if (document.body.lastElementChild !== this.side.node) document.body.append(this.end, this.side.node);
    if (shown === "opening") this.page.replaceChildren(message({ text: this.words["page.opening"] }));
    this.render();
  }

  render() {
    const { course, words, base, place, progress } = this;
    const shown = document.documentElement.dataset.kitShown;
    if (shown === "page") {
      const draw = place.view === END ? ending : home;
      this.page.replaceChildren(...draw({ course, words, base, progress, alone: (alone) => void this.alone(alone),
        reminded: (plan, lookedBack) => void this.reminded(plan, lookedBack), drop: this.drop }));
    }
    this.bar.render({ place, progress, ...this.state() });
    const { week } = position(course, place);
    if (shown === "notebook" && this.opened && week) this.side.show(this.opened.panel, week, place, progress);
    this.end.replaceChildren(...(shown === "notebook" ? stepEnd(course, words, base, place) : []));
    this.name();
  }

  state() {
    const { words } = this;
    const shown = document.documentElement.dataset.kitShown;
    const ready = !this.opened || this.opened.kind !== "ours" || this.ready.has(this.opened);
    if (shown === "opening" || (shown === "notebook" && !ready)) return { state: words["page.getting_ready"], phase: "opening" };
    const saved = savedIn(this.around.tracker.filter((panel) => panel.hasClass("kit-course")).map((panel) => panel.node));
    return { state: words[`bar.${saved}`], phase: saved };
  }

  name() {
    const { week, step } = position(this.course, this.place);
    const parts = [week?.steps[step]?.title, week && this.place.view !== HOME && week.title, this.words["shell.title"]];
    const name = parts.filter(Boolean).join(" · ");
    if (document.title !== name) document.title = name;
  }

  async refresh() {
    this.progress = await this.server.progress().catch(() => this.progress);
    this.render();
  }

  /** The step was read to its end. */
  seen() {
    const { step } = position(this.course, this.place);
    if (step < 0 || document.documentElement.dataset.kitShown !== "notebook") return;
    void this.server.place(this.place, true).then(() => this.refresh());
  }

  /** @param {Opened} opened */
  meet(opened) {
    const { words } = this;
    this.trouble.watch(opened.panel);
    this.hers.watch(opened.panel.content.node);
    const saved = () => {
      const { state, phase } = this.state();
      this.bar.say(state, phase);
      if (phase === "failed") this.trouble.look();
    };
    watchSaved(opened.panel.node, saved);
    void opened.ready.catch(() => ({ key: "page.not_ready", name: "" })).then((inTheWay) => {
      this.ready.add(opened);
      saved();
      if (!inTheWay) void this.missing.watch(opened.panel);
      if (inTheWay && !opened.panel.isDisposed) {
        this.notice.replaceChildren(message({ text: fill(words[inTheWay.key], { name: inTheWay.name ?? "" }),
          presses: [this.press("shell.try_again", () => this.reopen(opened.panel))] }));
      }
    });
  }

  /** @param {NotebookPanel} panel */
  async reopen(panel) {
    const shown = this.opened?.panel === panel;
    const scroll = window.scrollY;
    this.notice.replaceChildren();
    const opened = await this.notebooks.reopen(panel);
    if (!shown) return;
    this.opened = opened;
    this.showOpened(opened);
    window.scrollTo(0, scroll);
  }

  /** @param {NotebookPanel} panel */
  async restore(panel) {
    const notebook = panel.context.localPath;
    try {
      await this.server.restore(notebook);
    } catch (fault) {
      this.notice.replaceChildren(message({ text: fault instanceof Error && fault.message ? fault.message : this.words["shell.gone"] }));
      return;
    }
    await this.notebooks.close(panel);
    this.opened = null;
    await this.go(this.place, { how: "none" });
  }

  /** @param {boolean} alone */
  async alone(alone) {
    await this.server.alone(alone).then(() => this.sayAnew(), () => this.trouble.look());
  }

  /** @param {string} plan @param {boolean} lookedBack */
  async reminded(plan, lookedBack) {
    const { turn } = this;
    await this.server.reminded(plan, lookedBack).catch((fault) =>
      fault instanceof Gone ? this.trouble.look() : this.notice.replaceChildren(message({ text: fault.message })));
    await this.refresh();
    // The button that was pressed is gone with its plan.
    void holdFocus(() => this.page.querySelector(".kit-waits") ?? this.page.querySelector("h1"), () => turn === this.turn);
  }

  /** Whoever joins a class, or leaves it, is spoken to otherwise: by the page, and by texts and forms drawn anew. */
  async sayAnew() {
    this.reader.alone = this.server.isAlone();
    Object.assign(this.words, await this.server.ask("words").catch(() => ({})));
    this.closing = Promise.all(this.notebooks.used.map((panel) => this.notebooks.close(panel)));
    this.opened = null;
    await this.refresh();
  }

  /** @param {string} language */
  async speak(language) {
    // Every form is drawn anew, so the page is, too; what is typed is sent before.
    await this.server.language(language).then(() => window.location.reload(), () => this.trouble.look());
  }

  async openPlain() {
    const name = await copyOf(this.around.app.serviceManager.contents, this.place.notebook);
    // A workspace of its own: JupyterLab lets no two windows have the same one.
    window.open(`${this.base}doc/workspaces/plain/tree/${encodeURIComponent(name)}?kit=plain`, "_blank");
  }

  /** A form asks to be seen, wherever it stands. @param {Event} event */
  reveal(event) {
    const { steps } = this.opened ?? {};
    const step = event.target instanceof Node && steps ? steps.of(event.target) : -1;
    if (!steps || step < 0 || position(this.course, this.place).step < 0) return;
    const place = { notebook: this.place.notebook, view: steps.week.steps[step].slug };
    if (!samePlace(place, this.place)) void this.go(place, { focus: false });
  }

  /** Links into the course are followed inside the page. @param {MouseEvent} event */
  click(event) {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.hasAttribute("download")) return;
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (address.origin !== window.location.origin || !address.pathname.startsWith(`${this.base}doc/tree/`)) return;
    if (link.classList.contains("kit-skip")) return;
    const place = placeAt(this.course, this.base, address);
    if (place.foreign || address.search) return;
    event.preventDefault();
    event.stopPropagation();
    void this.go(place);
  }
}
