// A page of the course: the bar, Home or one step of a week, and an address for each place. The next week is another
// document.

import { aloneOrClass, asksAt, changedOnHome } from "./alone_or_class.js";
import { bar, savedIn, stepEnd, watchSaved } from "./bar.js";
import { askedOfThis, redrawnFor } from "./browser_storage.js";
import { COURSE, el, interfaceSpeaks } from "../dom.js";
import { DropPlace } from "./drop.js";
import { explainTerms } from "./glossary.js";
import { HerWords } from "./her_words.js";
import { ending, home } from "./home.js";
import { followLinks, openApart } from "./links.js";
import { oneWindow } from "./one_window.js";
import { addressOf, END, HOME, placeAt, position, sameDocument, samePlace, WHOLE } from "./places.js";
import { openSearch, searchOnSlash } from "./search.js";
import { sideColumn } from "./side.js";
import { forgetToken, Gone, takeToken } from "../hosts/server.js";
import { message, Trouble } from "./trouble.js";
import { html, nothing, render } from "../vendor/lit-html.js";
import { makeWorkbook, openWorkbook } from "./workbook.js";

/** @typedef {import("./trouble.js").Message} Message */
/** @typedef {{ how?: "push" | "none", focus?: boolean, scroll?: number, form?: string }} Way */

export class CoursePage {
  /** Build what is around the page.
   * @param {import("../hosts/server.js").ServerHost} host @param {import("./slots.js").Slots} slots @param {import("./steps.js").Steps} steps
   * @param {HTMLElement} main @param {PageData} data @param {Words} words as they are shown @param {Course} course */
  constructor(host, slots, steps, main, data, words, course) {
    this.host = host;
    this.slots = slots;
    this.steps = steps;
    this.main = main;
    this.data = data;
    this.words = words;
    this.course = course;
    this.place = placeAt(course, window.location);
    /** @type {Progress | null} */
    this.progress = null;
    /** @type {Opened | null} */
    this.opened = null;
    /** @type {Term[]} */
    this.terms = [];
    /** Whether all forms have had their answers. */
    this.ready = false;
    this.stopped = false;
    /** @type {Ending | undefined} what the last page shows, once it was asked for */
    this.kept = undefined;
    /** Whether the question of alone or with a class was just answered; forgotten at another place. */
    this.answered = false;
    /** What is said above the page. @type {Message | null} */
    this.told = null;
    /** What is said there while another window writes. @type {Message | undefined} */
    this.other = undefined;
    this.writes = true;
    this.windows = new BroadcastChannel("kit:came");

    const spoken = course.languages?.find((one) => one.name === words["language.name"])?.code ?? COURSE;
    interfaceSpeaks(spoken);
    document.documentElement.lang = spoken;
    if (steps.all.length) main.lang = COURSE;
    this.top = el("header", { class: "kit-top" });
    this.notice = el("div", { class: "kit-notice", role: "alert" });
    this.first = el("div", { class: "kit-first" });
    this.end = el("nav", { class: "kit-step-end", "aria-label": words["bar.end_label"] });
    this.side = el("aside", { class: "kit-side", "aria-label": words["side.label"] });
    this.ending = el("div", { class: "kit-ending" });
    this.drop = new DropPlace(course, words, host, { render: () => this.render(), came: () => this.came(), joined: () => this.joined() });
    this.trouble = new Trouble(host, words, (told, key) => this.tell(told, key), () => void (this.opened ? this.refresh() : this.open()));
    host.older = () => this.tellOlder();
    document.body.prepend(this.top, this.notice, this.first);
    main.tabIndex = -1;
    if (steps.all.length) main.append(this.ending);
    else main.replaceChildren();
    main.after(this.end, this.side);
    this.listen();
    const { focus, form } = askedOfThis();
    this.go(this.place, { how: "none", focus, form, scroll: window.history.state?.scroll });
  }

  /** @param {Term[]} terms */
  explain(terms) {
    this.terms = terms;
    explainTerms(document.body, terms);
    this.render();
  }

  listen() {
    const { course, main, notice } = this;
    const refresh = () => void this.refresh();
    new ResizeObserver(() => document.documentElement.style.setProperty("--kit-notice", `${notice.offsetHeight}px`)).observe(notice);
    watchSaved(main, () => this.renderBar());
    openApart(main, course);
    followLinks(course, (place, form) => this.go(place, { form }));
    searchOnSlash(() => this.search());
    // Browsers show only the first line of a field that gets the focus.
    document.addEventListener("focusin", ({ target }) => {
      if (target instanceof Element && main.contains(target) && target.matches("textarea, input, select, button, a, summary")) target.scrollIntoView({ block: "nearest" });
    }, true);
    window.history.scrollRestoration = "manual";
    window.addEventListener("popstate", (event) => {
      // Somebody can paste the course's new address over this one.
      if (takeToken()) {
        if (this.stopped) return window.location.reload();
        void this.trouble.tryAgain();
      }
      return this.go(placeAt(course, window.location), { how: "none", scroll: event.state?.scroll });
    });
    window.addEventListener("pagehide", () => window.history.replaceState({ scroll: window.scrollY }, ""));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && refresh());
    window.addEventListener("pageshow", (event) => event.persisted && refresh());
    this.windows.addEventListener("message", refresh);
    for (const change of ["kit:saved", "kit:read", "kit:handed"]) window.addEventListener(change, refresh);
    document.addEventListener("kit:show", (event) => this.reveal(event));
    window.addEventListener("kit:workbook", () => void openWorkbook(this.host, this.words).catch((fault) => this.refused(fault)));
    // Everything is saved already, and the browser would offer to save the page's HTML.
    document.addEventListener("keydown", (event) => (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && event.preventDefault());
    // A file dropped anywhere else would replace the page.
    for (const sign of ["dragover", "drop"]) {
      document.addEventListener(sign, (event) => event.target instanceof Element && !event.target.closest("input[type=file], [data-kit-drop]") && event.preventDefault());
    }
  }

  /** Ask who is here, and give the page and its forms what depends on it.
   * @param {Promise<Opened>} [opening] what was asked already */
  async open(opening = this.host.ask("open", { page: this.host.page, edition: this.host.edition })) {
    try {
      const opened = await opening;
      if (opened.older) return this.tellOlder();
      if (redrawnFor(opened.language)) return undefined;
      this.take(opened);
    } catch (fault) {
      return this.refused(fault);
    }
    await this.refresh();
    this.ready = true;
    return this.render();
  }

  /** @param {Opened} opened */
  take(opened) {
    const { host, main, words } = this;
    this.opened = opened;
    host.place = opened.place;
    Object.assign(words, this.data.words, opened.words);
    const { dataset } = document.documentElement;
    dataset.voice = opened.voice;
    dataset.reader = opened.alone ? "alone" : "class";
    if (opened.language !== COURSE && !this.hers) {
      this.hers = new HerWords(() => host.ask("her_words"), words);
      this.hers.watch(main);
    }
    this.slots.shown = () => this.focusWhenKnown?.();
    this.slots.open(opened, { ...words });
    if (this.slots.slots.length) this.other ??= oneWindow(opened.workspace, words, (here) => this.turn(here));
    this.render();
    // The heading may have been in a wording that wasn't chosen yet.
    this.focusWhenKnown?.();
  }

  /** Let forms be used only while this is the window that writes. @param {boolean} here */
  turn(here) {
    for (const slot of this.slots.slots) slot.inert = !here;
    this.writes = here;
    this.render();
    if (!here) return;
    window.dispatchEvent(new CustomEvent("kit:here"));
    void this.refresh();
    // The pressed button is gone.
    if (document.activeElement === document.body) this.main.focus();
  }

  /** Go to a place in the course. @param {Place} place @param {Way} [way] `how` the address changes;
   * `form` is the kind of form to scroll to instead of the step's top */
  go(place, { how = "push", focus = true, scroll = 0, form } = {}) {
    const here = this.place;
    if (!sameDocument(place, here)) return window.location.assign(addressOf(place));
    if (how === "push") {
      window.history.replaceState({ scroll: window.scrollY }, "");
      if (!samePlace(place, here)) window.history.pushState(null, "", addressOf(place));
    }
    this.place = place;
    this.answered = false;
    const { step } = this.position();
    const off = this.isOff();
    document.documentElement.dataset.kitShown = off ? "page" : "notebook";
    this.main.classList.toggle("kit-course", !off);
    this.steps.show((one) => !off && (place.view === WHOLE || one === step));
    this.render();
    window.scrollTo(0, scroll);
    this.side.scrollTop = 0;
    this.focusWhenKnown = () => {
      if (form && !this.opened) return; // it is drawn with the reply, or drawn again
      const asked = form ? this.steps.form(step, form) : null;
      if (asked && !asked.checkVisibility()) return;
      const heading = asked ?? (off ? (this.ending.querySelector("h1") ?? this.main.querySelector("h1")) : step < 0 ? null : this.steps.heading(step));
      if (!heading) return;
      if (asked) asked.scrollIntoView({ block: "start" });
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      this.focusWhenKnown = undefined;
    };
    if (focus || form) this.focusWhenKnown();
    else this.focusWhenKnown = undefined;
    if (!off) this.keepPlace();
  }

  /** Whether Home or the end is shown instead of steps. */
  isOff() {
    return [HOME, END].includes(this.place.view);
  }

  position() {
    return position(this.course, this.place);
  }

  /** Save the place. */
  keepPlace() {
    const { notebook, view } = this.place;
    this.host.ask("place", { notebook, step: view }).then(() => this.refresh(), () => {});
  }

  async refresh() {
    this.progress = await this.host.ask("progress").catch(() => this.progress);
    this.render();
  }

  render() {
    const { course, words, place, progress, side, end, first, notice, ending: last, main, steps } = this;
    render([...(this.other && !this.writes ? [this.other] : []), ...(this.told ? [this.told] : [])].map(message), notice);
    if (this.stopped) return;
    const { week, step } = this.position();
    const off = this.isOff();
    const answer = (/** @type {boolean} */ alone) => void this.takeAlone(alone);
    const question = asksAt(course, place) ? aloneOrClass(words, progress, this.answered, answer) : nothing;
    render(off ? nothing : question, first);
    const seen = { course, words, progress, workbook: () => void openWorkbook(this.host, words).catch((fault) => this.refused(fault)),
      record: () => void makeWorkbook(this.host, { format: "html", items: [], completion: true }).catch((fault) => this.refused(fault)),
      reminded: (/** @type {string} */ plan, /** @type {boolean} */ lookedBack) => void this.reminded(plan, lookedBack),
      ofClass: html`${question}${this.drop.render(changedOnHome(words, progress, answer))}`,
      notebook: this.opened?.notebooks ? () => void this.openNotebook() : null };
    if (place.view === HOME) render(home(seen), main);
    else render(place.view === END ? ending(seen, this.kept) : nothing, last);
    if (place.view !== END) this.kept = undefined;
    else if (!this.kept && this.ready) void this.keepsakes();
    this.renderBar();
    if (!off && week) {
      side.dataset.dimension = week.dimension ?? "";
      render(sideColumn(words, week, place, progress, this.terms, (selector) => steps.shown(selector)), side);
    }
    render(off ? nothing : stepEnd(course, words, place), end);
    document.title = [week?.steps[step]?.title, place.view !== HOME && week?.title, words["shell.title"]].filter(Boolean).join(" · ");
  }

  /** Ask once for what the last page shows of what was written; without it, that page shows the rest. */
  async keepsakes() {
    this.kept = { answers: [], made: [] };
    this.kept = await this.host.ask("ending").catch(() => this.kept);
    this.render();
  }

  renderBar() {
    const { course, words, place, progress, host, top, main } = this;
    if (this.stopped) return;
    const { week } = this.position();
    top.dataset.dimension = (!this.isOff() && week?.dimension) || "";
    const entries = [
      { label: words["bar.notebook"], means: words["bar.notebook_means"], act: () => void this.openNotebook() },
      { label: words["bar.stop"], means: words["bar.stop_means"], act: () => this.asksToStop() },
    ];
    render(bar({ course, words, place, progress, ...this.state(), entries: this.opened?.notebooks ? entries : [],
      search: () => this.search(), skip: () => main.focus(),
      language: (code) => void host.ask("language", { language: code }).then(() => redrawnFor(code), (fault) => this.refused(fault)) }), top);
  }

  search() {
    openSearch(this.course, this.words, this.opened?.alone ?? false);
  }

  /** Return what the bar says: whether everything is saved, or that the page is not ready yet. */
  state() {
    const { words } = this;
    if (!this.ready) return { state: words["page.getting_ready"], phase: "opening" };
    const phase = savedIn(this.main);
    // While a message says that the course is not running, the bar must not say that all is saved.
    if (phase === "saved" && this.trouble.key) return { state: words["bar.saved_so_far"], phase };
    return { state: phase === "saved" && !this.progress?.written ? "" : words[`bar.${phase}`], phase };
  }

  /** Show a message above the page. @param {Message} [told] without it, the message is removed @param {string} [key] */
  tell(told, key) {
    if (key) this.notice.dataset.key = key;
    else {
      delete this.notice.dataset.key;
      this.trouble.key = "";
    }
    this.told = told ?? null;
    this.render();
  }

  tellOlder() {
    const { words } = this;
    this.tell({ text: words["shell.older"], presses: [{ label: words["shell.reload"], act: () => window.location.reload() }] });
  }

  /** Say why a request failed. @param {unknown} fault */
  refused(fault) {
    if (fault instanceof Gone) this.trouble.look();
    else this.tell({ text: /** @type {Error} */ (fault).message });
  }

  /** Answer whether the course is taken alone, and confirm it. @param {boolean} alone */
  async takeAlone(alone) {
    const was = this.progress?.alone ?? null;
    try {
      this.answered = true;
      const { alone: kept } = await this.host.ask("alone", { alone, was });
      // The texts are different for a learner who is alone, so they change now.
      await (kept || was ? this.open() : this.refresh());
      // The pressed button no longer exists, so move the focus to the confirmation.
      /** @type {HTMLElement | null} */ (document.querySelector(".kit-taken-line"))?.focus();
    } catch (fault) {
      this.answered = false;
      this.refused(fault);
      await this.refresh();
    }
  }

  /** @param {string} plan @param {boolean} lookedBack */
  async reminded(plan, lookedBack) {
    await this.host.ask("reminded", { plan, looked_back: lookedBack }).catch((fault) => this.refused(fault));
    await this.refresh();
    // The pressed button went away with its plan.
    const heading = /** @type {HTMLElement | null} */ (this.main.querySelector(".kit-waits") ?? this.main.querySelector("h1"));
    if (heading) heading.tabIndex = -1;
    heading?.focus();
  }

  /** Update the progress in this window and in the course's other windows, because feedback was saved. */
  came() {
    this.windows.postMessage("came");
    return this.refresh();
  }

  /** Change the words after the learner has joined a class; an earlier answer about it is out of date. */
  async joined() {
    this.answered = false;
    await this.open();
  }

  /** Go to the step of a form that asks to be shown. @param {Event} event */
  reveal(event) {
    const { week, step } = this.position();
    const asked = event.target instanceof Node ? this.steps.of(event.target) : -1;
    if (week && step >= 0 && asked >= 0 && asked !== step) this.go({ notebook: week.notebook, view: week.steps[asked].slug }, { focus: false });
  }

  /** Open the notebook of this week, or on Home of the week where the learner is, in another tab. */
  async openNotebook() {
    const { host, words } = this;
    const here = this.place;
    const notebook = (here.view === HOME && this.progress?.place?.notebook) || here.notebook;
    const opened = (/** @type {string} */ address) => void window.open(address, "_blank", "noopener");
    try {
      let { address } = await host.ask("notebook", { notebook });
      if (address) return opened(address);
      this.tell({ text: words["shell.notebook_starts"] });
      while (!address) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        ({ address } = await host.ask("notebook", { notebook }));
      }
      // A browser opens a tab only for a press that was a moment ago.
      this.tell({ text: words["shell.notebook_ready"], presses: [{ label: words["shell.notebook_open"], act: () => { this.tell(); opened(address); } }] });
    } catch (fault) {
      this.refused(fault);
    }
  }

  asksToStop() {
    const { words } = this;
    // What a form offers to put back was never saved.
    const saved = this.state().phase === "saved" && !this.trouble.key && !this.main.querySelector(".kit-offer:not([hidden])");
    this.tell({ text: words[saved ? "shell.stop_saved" : "shell.stop_unsaved"], presses: [
      { label: words["shell.stop_not"], act: () => this.tell() },
      { label: words["bar.stop"], act: () => this.stop() },
    ] });
    this.notice.querySelector("button")?.focus();
  }

  async stop() {
    try {
      await this.host.ask("stop");
    } catch (fault) {
      this.refused(fault);
      return;
    }
    forgetToken();
    this.host.failed = () => {};
    this.tell();
    this.stopped = true;
    document.documentElement.dataset.kitShown = "page";
    this.main.classList.remove("kit-course");
    // The forms stay in the page, so that nothing on it is lost.
    this.steps.show(() => false);
    for (const one of [this.top, this.first, this.end, this.side]) one.remove();
    const place = this.steps.all.length ? this.ending : this.main;
    render(message({ title: this.words["shell.stopped_title"], text: this.words["shell.stopped"] }), place);
    place.querySelector("h1")?.focus();
  }
}
