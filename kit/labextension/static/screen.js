// Draw what is on the screen: Home, a message, or a notebook's step between the bar and the links at its end.

import { AloneOrClass, asksAt } from "./alone_or_class.js";
import { Bar } from "./bar.js";
import { el, interfaceSpeaks, redraw } from "./dom.js";
import { ending, home } from "./home.js";
import { message } from "./message.js";
import { END, HOME, position } from "./places.js";
import { savedIn } from "./saved.js";
import { SideColumn } from "./side.js";
import { stepEnd } from "./step_end.js";
import { isSaidGone } from "./trouble.js";

/**
 * @typedef {object} Acts what the learner can do
 * @property {() => void} plain
 * @property {() => void} search
 * @property {(code: string) => void} language
 * @property {(alone: boolean) => Promise<boolean>} alone
 * @property {(plan: string, lookedBack: boolean) => void} reminded
 * @property {() => Element} drop returns the place for a file
 *
 * @typedef {object} Now
 * @property {Place} place
 * @property {Progress | null} progress
 * @property {import("./notebooks.js").Opened | null} opened
 */

/** Return where the side column looks: in the cells that are shown now. @param {NotebookPanel} panel */
const cellsOf = ({ content }) => ({
  node: content.node,
  shown: (/** @type {string} */ selector) => content.widgets.filter((cell) => !cell.node.classList.contains("kit-away"))
    .flatMap((cell) => Array.from(cell.node.querySelectorAll(selector))),
});

export class Screen {
  /** @param {Around} around @param {Words} words @param {Course} course @param {string} base @param {Acts} acts @param {() => Now} now */
  constructor(around, words, course, base, acts, now) {
    this.around = around;
    this.words = words;
    this.course = course;
    this.base = base;
    this.acts = acts;
    this.now = now;
    const spoken = course.languages?.find((one) => one.name === words["language.name"])?.code ?? "en";
    interfaceSpeaks(spoken);
    document.documentElement.lang = spoken;
    const plain = { label: words["bar.plain"], means: words["bar.plain_means"], act: acts.plain };
    this.bar = new Bar(course, words, base, { ...acts, entries: [plain] });
    this.notice = el("div", { class: "kit-notice", role: "alert" });
    this.again = el("div", { class: "kit-starts-again", role: "status" });
    this.first = el("div", { class: "kit-first" });
    this.page = el("main", { id: "kit-page", tabindex: "-1" });
    this.end = el("nav", { class: "kit-step-end", "aria-label": words["bar.end_label"] });
    this.side = new SideColumn(words, base);
    this.taken = new AloneOrClass(words, acts.alone);
    /** @type {WeakSet<import("./notebooks.js").Opened>} */
    this.ready = new WeakSet();
  }

  put() {
    document.documentElement.classList.add("kit-shell");
    document.body.prepend(this.bar.node, this.notice, this.again, this.first, this.page);
    // Fixed elements make room for the messages above the page.
    const over = [this.notice, this.again];
    const room = new ResizeObserver(() => document.documentElement.style.setProperty("--kit-notice",
      `${over.reduce((sum, one) => sum + one.offsetHeight, 0)}px`));
    for (const one of over) room.observe(one);
    // While a message says that the course is not running, the bar must not say that all is saved.
    new MutationObserver(() => {
      const { state, phase } = this.state();
      this.bar.say(state, phase);
    }).observe(this.notice, { childList: true });
    const title = /** @type {Node} */ (document.querySelector("title"));
    new MutationObserver(() => this.name()).observe(title, { childList: true });
  }

  get shown() {
    return document.documentElement.dataset.kitShown;
  }

  /** @param {"page" | "opening" | "notebook" | "message"} shown */
  draw(shown) {
    document.documentElement.dataset.kitShown = shown;
    document.getElementById("kit-opening")?.remove();
    // JupyterLab adds its own box to the body late, and these must come after it.
    if (document.body.lastElementChild !== this.side.node) document.body.append(this.end, this.side.node);
    if (shown === "opening") this.page.replaceChildren(message({ text: this.words["page.opening"] }));
    this.render();
  }

  render() {
    const { course, words, base, shown, acts, taken } = this;
    const { place, progress, opened } = this.now();
    taken.render(progress);
    // Insert it only once, because a button that is inserted again loses the focus.
    if (shown === "message" || !asksAt(course, place)) taken.node.remove();
    else if (shown !== "page" && taken.node.parentNode !== this.first) this.first.append(taken.node);
    if (shown === "page") {
      const draw = place.view === END ? ending : home;
      redraw(this.page, ...draw({ course, words, base, progress, taken, workbook: () => this.workbook(), reminded: acts.reminded, drop: acts.drop }));
    }
    this.bar.render({ place, progress, ...this.state() });
    const { week } = position(course, place);
    if (shown === "notebook" && opened && week) this.side.show(cellsOf(opened.panel), week, place, progress);
    redraw(this.end, ...(shown === "notebook" ? stepEnd(course, words, base, place) : []));
    this.name();
  }

  /** Return the link to the learner's workbook, a page of the server. */
  workbook() {
    return el("a", { href: `${this.base}partnership-kit/my-workbook`, target: "_blank", rel: "noopener" }, this.words["home.workbook_open"]);
  }

  /** Return what the bar says: whether everything is saved, or that the page is not ready yet. */
  state() {
    const { words, shown } = this;
    const { opened } = this.now();
    const ready = !opened || opened.kind !== "ours" || this.ready.has(opened);
    if (shown === "opening" || (shown === "notebook" && !ready)) return { state: words["page.getting_ready"], phase: "opening" };
    const saved = savedIn(this.around.tracker.filter((panel) => panel.hasClass("kit-course")).map((panel) => panel.node));
    const gone = saved === "saved" && isSaidGone(this.notice);
    return { state: gone ? words["bar.saved_so_far"] : words[`bar.${saved}`], phase: saved };
  }

  name() {
    const { place } = this.now();
    const { week, step } = position(this.course, place);
    const parts = [week?.steps[step]?.title, week && place.view !== HOME && week.title, this.words["shell.title"]];
    const name = parts.filter(Boolean).join(" · ");
    if (document.title !== name) document.title = name;
  }

  /** Show a message instead of the page. @param {import("./message.js").Message} said */
  say(said) {
    this.draw("message");
    this.page.replaceChildren(message(said));
  }

  /** Show a message above the page. @param {import("./message.js").Message} [said] without it, the message is removed */
  tell(said) {
    delete this.notice.dataset.key;
    this.notice.replaceChildren(...(said ? [message(said)] : []));
  }

  /** Show or remove the line that says that the page is starting again. @param {boolean} starts */
  startsAgain(starts) {
    this.again.textContent = starts ? this.words["shell.starts_again"] : "";
  }

  /** @param {string} key @param {() => unknown} act */
  press(key, act) {
    return { label: this.words[key], act };
  }
}
