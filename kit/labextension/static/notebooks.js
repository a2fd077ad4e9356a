// Open the course's notebooks inside one page, make them ready and close them again, with at most two kernels: the
// one of the notebook on the screen, and the next notebook's or the server's spare, which the next notebook takes.
// That is for one window. Two windows on different weeks have one kernel each and no spare. There are three for the
// seconds in which one window changes weeks: the old kernel ends once the new one is ready, if the other window
// doesn't use it.

import { keepFocusFromLab } from "./focus.js";
import { keepForThisTab, leftBehind, ofThisTab, usedElsewhere } from "./kernels.js";
import { dress } from "./look.js";
import { lacksForm } from "./missing.js";
import { asShipped } from "./ours.js";
import { makeReady } from "./running.js";
import { Steps } from "./steps.js";

const RUNNING = 10_000;
const SETTLED = 3000;
const ABANDONED = 30_000;

/**
 * @typedef {object} Opened a notebook in the page
 * @property {NotebookPanel} panel
 * @property {"ours" | "changed" | "foreign"} kind
 * @property {Steps | null} steps
 * @property {Promise<{ key: string, name?: string } | null>} ready resolves to what keeps its forms from working, or null
 */

/** Wait until every form of a notebook is drawn. @param {NotebookPanel} panel */
async function drawn(panel) {
  while (!panel.isDisposed && panel.content.widgets.some(lacksForm)) await new Promise((resolve) => setTimeout(resolve, 50));
}

export class Notebooks {
  /**
   * @param {Around} around @param {Course} course @param {(opened: Opened) => void} met called with each notebook of the course that opens
   * @param {(steps: Steps) => number} wanted returns the step of a notebook that is shown first
   * @param {() => Promise<unknown>} keepSpare asks the server for a spare kernel for the next notebook
   */
  constructor(around, course, met, wanted, keepSpare) {
    this.around = around;
    this.course = course;
    this.met = met;
    this.wanted = wanted;
    this.keepSpare = keepSpare;
    /** The open notebooks; the last one is on the screen. @type {NotebookPanel[]} */
    this.used = [];
    /** The path of the notebook that is opened out of sight. @type {string | undefined} */
    this.prepared = undefined;
    /** @type {Map<NotebookPanel, Promise<Opened>>} */
    this.opened = new Map();
    /** @type {Map<NotebookPanel, Promise<void>>} */
    this.closing = new Map();
    /** @type {Promise<unknown>} the last request to open a notebook; they run one after another, so that none opens twice */
    this.last = Promise.resolve();
    /** How many notebooks are being opened. */
    this.fetching = 0;
    around.tracker.forEach((panel) => void this.know(panel));
    around.tracker.widgetAdded.connect((_, panel) => void this.know(panel));
    window.addEventListener("pagehide", () => keepForThisTab([...ofThisTab(), ...this.kernels()]));
  }

  /** The ids of the kernels of all notebooks in the page. */
  kernels() {
    return this.around.tracker.filter(() => true).flatMap(({ sessionContext }) => sessionContext.session?.kernel?.id ?? []);
  }

  /** @param {NotebookPanel} panel @returns {Promise<Opened>} */
  know(panel) {
    const known = this.opened.get(panel) ?? this.meet(panel);
    this.opened.set(panel, known);
    if (!this.used.includes(panel)) this.used.unshift(panel);
    return known;
  }

  /** Show the notebook at a path, and open it if it isn't open yet. @param {string} path @returns {Promise<Opened>} */
  async open(path) {
    if (this.prepared === path) this.prepared = undefined;
    const panel = await this.fetch(path, true);
    this.around.app.shell.activateById(panel.id);
    this.used = [...this.others(panel), panel];
    void this.settle(panel);
    return this.know(panel);
  }

  /** Open a notebook out of sight, so that it is ready when the learner gets there. @param {string} path */
  async prepare(path) {
    this.prepared = path;
    await this.fetch(path, false);
  }

  /** @param {string} path @param {boolean} activate @returns {Promise<NotebookPanel>} */
  fetch(path, activate) {
    const options = { activate };
    const { commands } = this.around.app;
    const fetched = this.last.then(async () => {
      const there = this.find(path);
      if (there && !this.closing.has(there)) return there;
      await this.makeRoom();
      const panel = await commands.execute("docmanager:open", { path, factory: "Notebook", options });
      if (!panel) throw new Error(path);
      return panel;
    });
    this.fetching += 1;
    this.last = fetched.catch(() => {}).finally(() => { this.fetching -= 1; });
    return fetched;
  }

  /** @param {NotebookPanel} panel */
  others(panel) {
    return this.used.filter((one) => one !== panel && !one.isDisposed);
  }

  /** Close every notebook except the one on the screen, and wait until they are closed. */
  async makeRoom() {
    for (const old of this.used.slice(0, -1)) void this.close(old);
    await Promise.all(this.closing.values());
  }

  /** Once a notebook is ready, close the ones the learner left, and ask for a spare kernel. @param {NotebookPanel} panel */
  async settle(panel) {
    const opened = await this.know(panel);
    await opened.ready.catch(() => {});
    if (panel.isDisposed || panel !== this.used.at(-1)) return;
    await Promise.all(this.others(panel).filter((one) => one.context.localPath !== this.prepared).map((one) => this.close(one)));
    await this.sweep();
    // A notebook that is being opened, or is ready out of sight, has the second kernel already; don't start a third.
    if (!this.fetching && panel === this.used.at(-1) && !this.others(panel).length) await this.keepSpare();
  }

  /** @param {string} path @returns {NotebookPanel | undefined} */
  find(path) {
    return this.around.tracker.find((panel) => !panel.isDisposed && panel.context.localPath === path);
  }

  /** @param {NotebookPanel} panel @returns {Promise<Opened>} */
  async meet(panel) {
    await panel.context.ready;
    // Nothing is ever saved into the notebook, so Jupyter must not ask about unsaved changes.
    panel.context.model.stateChanged.connect(() => {
      if (panel.context.model.dirty) panel.context.model.dirty = false;
    });
    const week = this.course.weeks.find((one) => one.notebook === panel.context.localPath);
    if (!week) return { panel, kind: "foreign", steps: null, ready: Promise.resolve(null) };
    if (!(await asShipped(panel, week))) return { panel, kind: "changed", steps: null, ready: Promise.resolve(null) };
    const steps = new Steps(panel, week);
    panel.addClass("kit-course");
    dress(panel, week.dimension);
    for (const cell of panel.content.widgets) cell.readOnly = true;
    keepFocusFromLab(panel.content);
    /** @type {Opened} */
    const opened = { panel, kind: "ours", steps, ready: makeReady(this.around, panel, (cell) => steps.of(cell.node) === this.wanted(steps)) };
    void this.settle(panel);
    this.met(opened);
    return opened;
  }

  /** Close a notebook: send its drafts, then end its kernel, unless another window uses it. @param {NotebookPanel} panel @returns {Promise<void>} */
  close(panel) {
    const closing = this.closing.get(panel) ?? this.putAway(panel).finally(() => this.closing.delete(panel));
    this.closing.set(panel, closing);
    return closing;
  }

  /** @param {NotebookPanel} panel */
  async putAway(panel) {
    const known = this.opened.get(panel);
    this.used = this.used.filter((one) => one !== panel);
    this.opened.delete(panel);
    const focused = document.activeElement;
    if (focused instanceof HTMLElement && panel.node.contains(focused)) focused.blur();
    const kernel = panel.sessionContext.session?.kernel;
    // Wait for cells that still run and forms that are still drawn; if cut off, each would show an error.
    const ran = known?.then((opened) => opened.ready).then(() => drawn(panel)).catch(() => {});
    await Promise.race([ran, new Promise((resolve) => setTimeout(resolve, RUNNING))]);
    // The kernel answers in order: once it answers this, everything sent before has been saved.
    const settled = kernel?.requestKernelInfo().catch(() => {});
    await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, SETTLED))]);
    const { sessions } = this.around.app.serviceManager;
    await Promise.race([sessions.refreshRunning().catch(() => {}), new Promise((resolve) => setTimeout(resolve, SETTLED))]);
    if (!usedElsewhere(sessions.running(), kernel)) await panel.sessionContext.shutdown().catch(() => {});
    panel.dispose();
  }

  /** Open the same notebook again with a new kernel. @param {NotebookPanel} panel */
  async reopen(panel) {
    const path = panel.context.localPath;
    await this.close(panel);
    return this.open(path);
  }

  /** End the course's kernels that an earlier page left behind, in this tab or in another window. */
  async sweep() {
    const { sessions } = this.around.app.serviceManager;
    await sessions.refreshRunning();
    const here = new Set(this.around.tracker.filter(() => true).map((panel) => panel.context.localPath));
    /** @param {string} path */
    const left = (path) => !here.has(path) && this.course.weeks.some((one) => one.notebook === path);
    for (const { id } of leftBehind(sessions.running(), left, ofThisTab(), Date.now() - ABANDONED)) await sessions.shutdown(id).catch(() => {});
    keepForThisTab(this.kernels());
  }
}
