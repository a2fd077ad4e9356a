// Report trouble in our own words (the server gone, a kernel dead, the laptop asleep), and fix it without a reload if
// possible.

import { Gone } from "./gone.js";
import { fill, timeInWords } from "./dom.js";
import { isGone } from "./kernels.js";
import { message } from "./message.js";

const PATIENCE = 1500;
export const UNANSWERED = ".kit-state:is([data-phase='failed'], [data-phase='unanswered'])";
const GONE = ["shell.gone", "shell.still_gone"];

/** Whether a message says that the course is not running. @param {HTMLElement} place */
export const isSaidGone = (place) => place.childElementCount > 0 && GONE.includes(place.dataset.key ?? "");

export class Trouble {
  /**
   * @param {Around} around @param {import("./course_server.js").CourseServer} server @param {Words} words
   * @param {HTMLElement} place the element for messages
   * @param {(panel: NotebookPanel) => Promise<unknown>} reopen
   * @param {() => void} mended called when the trouble is over and the message is removed
   * @param {(panel: NotebookPanel, starts: boolean) => void} [restarts] called when a kernel restarts, and when that failed
   */
  constructor(around, server, words, place, reopen, mended, restarts = () => {}) {
    this.around = around;
    this.server = server;
    this.words = words;
    this.place = place;
    this.reopen = reopen;
    this.mended = mended;
    this.restarts = restarts;
    /** @type {Set<NotebookPanel>} the notebooks whose kernel is gone */
    this.dead = new Set();
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {Promise<void> | undefined} */
    this.trying = undefined;
    around.app.serviceManager.connectionFailure.connect(() => this.look());
    for (const sign of ["online", "focus"]) window.addEventListener(sign, () => this.place.childElementCount && this.look());
  }

  /** @param {NotebookPanel} panel */
  watch(panel) {
    const context = panel.sessionContext;
    let restarted = false;
    context.statusChanged.connect((_, status) => {
      if (status === "dead") this.lost(panel);
      if (status === "autorestarting") {
        restarted = true;
        this.restarts(panel, true);
      }
      // A new kernel knows nothing about the forms on the page, so they are drawn again.
      else if (restarted && status === "idle") {
        restarted = false;
        void this.reopen(panel);
      }
    });
    context.connectionStatusChanged.connect((_, status) => {
      if (status !== "connected") this.look();
      else if (this.place.childElementCount) this.look();
    });
    panel.disposed.connect(() => this.dead.delete(panel));
  }

  /** Check after a moment whether the server answers; calls in quick succession make one check. */
  look() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      try {
        await this.server.ask("progress");
        // A restarted server has none of the page's kernels, so removing the message is not enough.
        if (!this.dead.size && this.place.childElementCount) await this.tryAgain();
        else await this.lookForKernels();
      } catch (fault) {
        if (fault instanceof Gone) this.say(fault.message === "403" ? "shell.started_anew" : "shell.gone");
      }
    }, PATIENCE);
  }

  /** Check whether forms that get no answer have lost their kernel without notice, since another window can end it. */
  async lookForKernels() {
    const panels = this.panels().filter((panel) => panel.node.querySelector(UNANSWERED));
    if (!panels.length) return;
    const { sessions } = this.around.app.serviceManager;
    await sessions.refreshRunning();
    for (const panel of panels) if (isGone(sessions.running(), panel)) this.lost(panel);
  }

  panels() {
    return this.around.tracker.filter((panel) => panel.hasClass("kit-course"));
  }

  /** @param {NotebookPanel} panel */
  lost(panel) {
    if (panel.isDisposed) return;
    this.dead.add(panel);
    this.restarts(panel, false);
    // A server that is back after being gone doesn't know the kernel. Nothing crashed that could crash again, so just
    // try again.
    if (isSaidGone(this.place)) void this.tryAgain();
    else this.say("shell.kernel_dead");
  }

  /** @param {string} key @param {Record<string, string>} [values] */
  say(key, values = {}) {
    const said = this.place.childElementCount ? this.place.dataset.key : "";
    // The learner has just been told that the server is still gone; another check that finds no server adds nothing.
    if (said === key || (said === "shell.still_gone" && key === "shell.gone")) return;
    this.place.dataset.key = key;
    const again = { label: this.words["shell.try_again"], act: () => this.pressed() };
    this.place.replaceChildren(message({ text: fill(this.words[key], values), presses: [again] }));
  }

  async pressed() {
    await this.tryAgain();
    // The pressed button was replaced by another one.
    if (document.activeElement === document.body) this.place.querySelector("button")?.focus();
  }

  /** Try to fix things, one attempt at a time, on a press or when the server is back. @returns {Promise<void>} */
  tryAgain() {
    this.trying ??= this.mend().finally(() => {
      this.trying = undefined;
    });
    return this.trying;
  }

  async mend() {
    try {
      await this.server.ask("progress");
    } catch (fault) {
      this.place.replaceChildren();
      // Include the time; a second answer in the same words would look like none.
      if (fault instanceof Gone && fault.message !== "403") this.say("shell.still_gone", { time: timeInWords(new Date()) });
      else this.say("shell.started_anew");
      return;
    }
    const { sessions } = this.around.app.serviceManager;
    await sessions.refreshRunning();
    const alive = new Set(Array.from(sessions.running(), (one) => one.kernel?.id));
    await Promise.all(this.panels().map(async (panel) => {
      const kernel = panel.sessionContext.session?.kernel;
      if (kernel && alive.has(kernel.id) && !this.dead.has(panel)) await kernel.reconnect().catch(() => this.reopen(panel));
      else await this.reopen(panel);
    }));
    this.dead.clear();
    this.place.replaceChildren();
    this.mended();
  }
}
