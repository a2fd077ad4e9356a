// A page of the course: the bar, Home or one step of a week, and an address for each place. The next week is another
// document.

import { AloneOrClass, asksAt } from "../shell/alone_or_class.js";
import { Bar } from "../shell/bar.js";
import { el, interfaceSpeaks, redraw } from "../shell/dom.js";
import { dropPlace } from "../shell/drop.js";
import { keepInView } from "../shell/focus.js";
import { explainTerms } from "../shell/glossary.js";
import { Gone } from "../shell/gone.js";
import { HerWords } from "../shell/her_words.js";
import { ending, home } from "../shell/home.js";
import { message } from "../shell/message.js";
import { addressOf, END, HOME, placeAt, position, samePlace, WHOLE } from "../shell/places.js";
import { savedIn, watchSaved } from "../shell/saved.js";
import { openSearch, searchOnSlash } from "../shell/search.js";
import { SideColumn } from "../shell/side.js";
import { stepEnd } from "../shell/step_end.js";
import { Arrival } from "./arrival.js";
import { takeToken } from "./hosts/server.js";
import { Language } from "./language.js";
import { followLinks, openApart } from "./links.js";
import { oneWindow } from "./one_window.js";
import { Trouble } from "./trouble.js";
import { openWorkbook } from "./workbook.js";

/** @typedef {import("./hosts/server.js").ServerHost} Host */
/** @typedef {{ how?: "push" | "none", focus?: boolean, scroll?: number, stays?: boolean, form?: string }} Way */

export class CoursePage {
  /** @param {Host} host @param {import("./slots.js").Slots} slots @param {import("./steps.js").Steps} steps
   * @param {HTMLElement} main @param {PageData} data */
  constructor(host, slots, steps, main, data) {
    this.host = host;
    this.slots = slots;
    this.steps = steps;
    this.main = main;
    this.data = data;
    this.words = { ...data.words };
    /** @type {Progress | null} */
    this.progress = null;
    /** @type {Opened | null} */
    this.opened = null;
    /** Whether all forms have had their answers. */
    this.ready = false;
    this.stopped = false;
    /** The view in the address, until the course is known. */
    this.view = decodeURIComponent(window.location.hash.slice(1));
    this.windows = new BroadcastChannel("kit:came");
    document.documentElement.classList.add("kit-shell");
    document.documentElement.dataset.kitShown = steps.all.length ? "notebook" : "page";
    main.classList.toggle("kit-course", steps.all.length > 0);
    const at = Math.max(0, steps.slugs.indexOf(this.view));
    if (steps.all.length) steps.show((step) => this.view === WHOLE || (this.view !== END && step === at));
  }

  /** @param {Promise<Course>} course @param {Promise<Term[]>} terms */
  async begin(course, terms) {
    const opening = this.host.ask("open", { page: this.host.page, edition: this.host.edition });
    opening.catch(() => {});
    const language = Language.kept();
    if (language === Language.OWN) this.slots.drawFixed(this.data, language);
    // Words in another language come with the reply.
    else await opening.then((opened) => Object.assign(this.words, opened.words), () => {});
    this.course = await course;
    this.put(this.course, terms);
    await this.open(opening);
  }

  /** Build what is around the page. @param {Course} course @param {Promise<Term[]>} terms */
  put(course, terms) {
    const { words, host, main } = this;
    this.place = placeAt(course, "", window.location);
    const spoken = course.languages?.find((one) => one.name === words["language.name"])?.code ?? Language.OWN;
    interfaceSpeaks(spoken);
    document.documentElement.lang = spoken;
    if (this.steps.all.length) main.lang = Language.OWN;
    const search = () => openSearch(course, words, "", Promise.resolve(this.opened?.alone ?? false));
    this.bar = new Bar(course, words, "", {
      search,
      language: (code) => void Language.choose(host, code).catch((fault) => this.refused(fault)),
      entries: [
        { label: words["bar.notebook"], means: words["bar.notebook_means"], act: () => void this.openNotebook(), always: true },
        { label: words["bar.stop"], means: words["bar.stop_means"], act: () => this.asksToStop(), always: true },
      ],
    });
    this.notice = el("div", { class: "kit-notice", role: "alert" });
    this.first = el("div", { class: "kit-first" });
    this.end = el("nav", { class: "kit-step-end", "aria-label": words["bar.end_label"] });
    this.side = new SideColumn(words, "");
    this.taken = new AloneOrClass(words, (alone) => this.takeAlone(alone));
    this.drop = dropPlace({ course, words, base: "", server: host, came: () => this.came(), joined: () => this.joined() });
    this.ending = el("div", { class: "kit-ending" });
    this.trouble = new Trouble(host, words, this.notice, () => void (this.opened ? this.refresh() : this.open()));
    host.older = () => this.tellOlder();
    // The address has the step in it, so the link to the page's text can't be followed by the browser.
    this.bar.skip.addEventListener("click", (event) => {
      event.preventDefault();
      main.focus();
    });
    document.body.prepend(this.bar.node, this.notice, this.first);
    main.tabIndex = -1;
    if (this.steps.all.length) main.append(this.ending);
    main.after(this.end, this.side.node);
    const { notice } = this;
    new ResizeObserver(() => document.documentElement.style.setProperty("--kit-notice", `${notice.offsetHeight}px`)).observe(notice);
    // While a message says that the course is not running, the bar must not say that all is saved.
    new MutationObserver(() => this.say()).observe(notice, { childList: true });
    watchSaved(main, () => this.say());
    void terms.then((all) => {
      if (this.side) this.side.terms = all;
      explainTerms(document.body, all);
      this.render();
    });
    openApart(main, course);
    followLinks(course, (place, form) => this.go(place, { form }));
    searchOnSlash(search);
    keepInView("#kit-page");
    window.history.scrollRestoration = "manual";
    window.addEventListener("popstate", (event) => {
      // Somebody can paste the course's new address over this one.
      if (takeToken()) {
        if (this.stopped) return window.location.reload();
        void this.trouble?.tryAgain();
      }
      return this.go(placeAt(course, "", window.location), { how: "none", scroll: event.state?.scroll });
    });
    window.addEventListener("pagehide", () => window.history.replaceState({ scroll: window.scrollY }, ""));
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void this.refresh());
    window.addEventListener("pageshow", (event) => event.persisted && void this.refresh());
    this.windows.addEventListener("message", () => void this.refresh());
    for (const change of ["kit:saved", "kit:read", "kit:handed"]) window.addEventListener(change, () => void this.refresh());
    document.addEventListener("kit:show", (event) => this.reveal(event));
    // Everything is saved already, and the browser would offer to save the page's HTML.
    document.addEventListener("keydown", (event) => (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && event.preventDefault());
    // A file dropped anywhere else would replace the page.
    for (const sign of ["dragover", "drop"]) {
      document.addEventListener(sign, (event) => event.target instanceof Element && !event.target.closest("input[type=file], [data-kit-drop]") && event.preventDefault());
    }
    new IntersectionObserver(([end]) => end.isIntersecting && this.seen()).observe(this.end);
    const { focus, form } = Arrival.taken();
    this.go(this.place, { how: "none", focus, form, scroll: window.history.state?.scroll });
  }

  /** Ask who is here, and give the page and its forms what depends on it.
   * @param {Promise<Opened>} [opening] what was asked already */
  async open(opening = this.host.ask("open", { page: this.host.page, edition: this.host.edition })) {
    try {
      const opened = await opening;
      if (opened.older) return this.tellOlder();
      if (Language.isAnother(opened.language)) return undefined;
      this.take(opened);
    } catch (fault) {
      this.refused(fault);
      return undefined;
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
    if (opened.language !== Language.OWN && !this.hers) {
      this.hers = new HerWords(() => host.ask("her_words"), words);
      this.hers.watch(main);
    }
    this.slots.open(opened, { ...words });
    if (this.slots.slots.length && !this.other) {
      this.other = oneWindow(opened.workspace, words, (here) => this.turn(here));
    }
    this.render();
    // The heading may have been in a wording that wasn't chosen yet.
    this.focusWhenKnown?.();
  }

  /** Let forms be used only while this is the window that writes. @param {boolean} here */
  turn(here) {
    const { notice, other } = this;
    for (const slot of this.slots.slots) slot.inert = !here;
    if (!here && other) notice?.after(other);
    if (!here) return;
    other?.remove();
    window.dispatchEvent(new CustomEvent("kit:here"));
    void this.refresh();
    // The pressed button is gone.
    if (document.activeElement === document.body) this.main.focus();
  }

  /** Go to a place in the course. @param {Place} place @param {Way} [way] `how` the address changes; `stays` keeps
   * the confirmation of alone or with a class; `form` is the kind of form to scroll to instead of the step's top */
  go(place, { how = "push", focus = true, scroll = 0, stays = false, form } = {}) {
    const here = /** @type {Place} */ (this.place);
    if (place.notebook !== here.notebook || (place.view === HOME) !== (here.view === HOME)) {
      window.location.assign(addressOf("", place));
      return;
    }
    if (how === "push") {
      window.history.replaceState({ scroll: window.scrollY }, "");
      if (!samePlace(place, here)) window.history.pushState(null, "", addressOf("", place));
    }
    this.place = place;
    if (!stays) this.taken?.leave();
    const { step } = this.position();
    const off = place.view === HOME || place.view === END;
    document.documentElement.dataset.kitShown = off ? "page" : "notebook";
    this.main.classList.toggle("kit-course", !off);
    this.steps.show((one) => !off && (place.view === WHOLE || one === step));
    this.render();
    window.scrollTo(0, scroll);
    this.focusWhenKnown = () => {
      if (form && !this.opened) return; // it is drawn with the reply, or drawn again
      const asked = form ? this.steps.form(step, form) : null;
      const heading = asked ?? (off ? (this.ending?.querySelector("h1") ?? this.main.querySelector("h1")) : step < 0 ? null : this.steps.heading(step));
      if (!heading) return;
      if (asked) asked.scrollIntoView({ block: "start" });
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      this.focusWhenKnown = undefined;
    };
    if (focus || form) this.focusWhenKnown();
    else this.focusWhenKnown = undefined;
    if (!off) this.keepPlace(false);
  }

  position() {
    return position(/** @type {Course} */ (this.course), /** @type {Place} */ (this.place));
  }

  /** Save the place. @param {boolean} seen whether the step was read to its end */
  keepPlace(seen) {
    const { notebook, view } = /** @type {Place} */ (this.place);
    this.host.ask("place", { notebook, step: view, seen }).then(() => this.refresh(), () => {});
  }

  seen() {
    if (this.position().step >= 0) this.keepPlace(true);
  }

  async refresh() {
    this.progress = await this.host.ask("progress").catch(() => this.progress);
    this.render();
  }

  render() {
    const { course, words, place, progress, bar, taken, side, end, first, main, steps } = this;
    if (!course || !place || !bar || !taken || !side || !end || !first || this.stopped) return;
    const { week, step } = this.position();
    const off = place.view === HOME || place.view === END;
    taken.render(progress);
    // Insert it only once, because a button that is inserted again loses the focus.
    if (!asksAt(course, place)) taken.node.remove();
    else if (!off && taken.node.parentNode !== first) first.append(taken.node);
    const seen = { course, words, base: "", progress, taken, workbook: () => this.workbook(),
      reminded: (/** @type {string} */ plan, /** @type {boolean} */ lookedBack) => void this.reminded(plan, lookedBack),
      drop: () => /** @type {() => Element} */ (this.drop)() };
    if (place.view === HOME) redraw(main, ...home(seen), ...(this.opened?.notebooks ? [this.asNotebook()] : []));
    if (this.ending) redraw(this.ending, ...(place.view === END ? ending(seen) : []));
    bar.render({ place, progress, ...this.state() });
    for (const { node } of bar.entries) node.hidden ||= !this.opened?.notebooks;
    if (!off && week) side.show({ node: main, shown: (selector) => steps.shown(selector) }, week, place, progress);
    redraw(end, ...(off ? [] : stepEnd(course, words, "", place)));
    const name = [week?.steps[step]?.title, place.view !== HOME && week?.title, words["shell.title"]].filter(Boolean).join(" · ");
    if (document.title !== name) document.title = name;
  }

  /** Return what the bar says: whether everything is saved, or that the page is not ready yet. */
  state() {
    const { words } = this;
    if (!this.ready) return { state: words["page.getting_ready"], phase: "opening" };
    const saved = savedIn([this.main]);
    const gone = saved === "saved" && this.trouble?.isSaid();
    return { state: gone ? words["bar.saved_so_far"] : words[`bar.${saved}`], phase: saved };
  }

  say() {
    const { state, phase } = this.state();
    this.bar?.say(state, phase);
  }

  /** Show a message above the page. @param {import("../shell/message.js").Message} [said] without it, the message is removed */
  tell(said) {
    if (this.notice) delete this.notice.dataset.key;
    this.notice?.replaceChildren(...(said ? [message(said)] : []));
  }

  tellOlder() {
    const { words } = this;
    this.tell({ text: words["shell.older"], presses: [{ label: words["shell.reload"], act: () => window.location.reload() }] });
  }

  /** Say why a request failed. @param {unknown} fault */
  refused(fault) {
    if (fault instanceof Gone) this.trouble?.look();
    else this.tell({ text: /** @type {Error} */ (fault).message });
  }

  /** @param {boolean} alone @returns {Promise<boolean>} whether the answer was saved */
  async takeAlone(alone) {
    const was = this.progress?.alone ?? null;
    try {
      const { alone: kept } = await this.host.ask("alone", { alone, was });
      // The texts are different for a learner who is alone, so they change now.
      if (kept || was) await this.open();
      else await this.refresh();
      return true;
    } catch (fault) {
      this.refused(fault);
      await this.refresh();
      return false;
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
    this.taken?.leave();
    await this.open();
  }

  /** Go to the step of a form that asks to be shown. @param {Event} event */
  reveal(event) {
    const { week, step } = this.position();
    const asked = event.target instanceof Node ? this.steps.of(event.target) : -1;
    if (week && step >= 0 && asked >= 0 && asked !== step) this.go({ notebook: week.notebook, view: week.steps[asked].slug }, { focus: false });
  }

  workbook() {
    const { host, words } = this;
    return el("button", { type: "button", class: "kit-quiet", onclick: () => void openWorkbook(host, words).catch((fault) => this.refused(fault)) }, words["home.workbook_open"]);
  }

  /** Say what the course is made of, and offer it. */
  asNotebook() {
    const { words } = this;
    return el("p", {}, words["bar.notebook_means"], " ",
      el("button", { type: "button", class: "kit-quiet", onclick: () => void this.openNotebook() }, words["bar.notebook"]));
  }

  /** Open the notebook of this week, or on Home of the week where the learner is, in another tab. */
  async openNotebook() {
    const { host, words } = this;
    const here = /** @type {Place} */ (this.place);
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
    const saved = this.state().phase === "saved" && !this.trouble?.isSaid() && !this.main.querySelector(".kit-offer:not([hidden])");
    this.tell({ text: words[saved ? "shell.stop_saved" : "shell.stop_unsaved"], presses: [
      { label: words["shell.stop_not"], act: () => this.tell() },
      { label: words["bar.stop"], act: () => this.stop() },
    ] });
    this.notice?.querySelector("button")?.focus();
  }

  async stop() {
    try {
      await this.host.ask("stop");
    } catch (fault) {
      this.refused(fault);
      return;
    }
    this.stopped = true;
    this.host.failed = () => {};
    this.tell();
    document.documentElement.dataset.kitShown = "page";
    const said = message({ title: this.words["shell.stopped_title"], text: this.words["shell.stopped"] });
    this.main.classList.remove("kit-course");
    // The forms stay in the page, so that nothing on it is lost.
    this.steps.show(() => false);
    this.steps.all.length ? this.ending?.replaceChildren(said) : this.main.replaceChildren(said);
    for (const one of [this.bar?.node, this.first, this.end, this.side?.node]) one?.remove();
    said.querySelector("h1")?.focus();
  }
}
