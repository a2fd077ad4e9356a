// Redraw a form that did not open, without a word. If that doesn't help, show a message with a button to try again.

import { el, interfaceLang } from "./dom.js";
import { message } from "./message.js";

/** How often a form is redrawn before the learner gets a message. */
const MOST = 3;
/** In milliseconds: how long a form may take to appear after its cell has run, and how often to check for it. */
const PATIENCE = 8000;
const OFTEN = 250;
const WIDGET = "application/vnd.jupyter.widget-view+json";
const ERROR = ".jupyter-widgets-error-widget";
const TOLD = ".kit-missing";
/** How long anywidget has to wait for a form's script, in milliseconds. */
const LONGEST = 600_000;

/** Make anywidget wait longer for a form's script. It waits two seconds, and after that the form never gets an answer
 * from the course; a busy computer takes longer. Nothing else on the page uses such a signal. */
export function waitForScripts() {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (time) => timeout(Math.max(time, LONGEST));
}

/** Whether a cell still lacks a form. @param {Cell} cell */
export function lacksForm(cell) {
  const due = Array.from(cell.model.outputs?.toJSON() ?? []).filter(({ data }) => data?.[WIDGET]);
  return cell.node.querySelectorAll(".kit-form").length < due.length;
}

export class MissingForms {
  /** @param {Around} around @param {Words} words */
  constructor({ lab }, words) {
    this.lab = lab;
    this.words = words;
  }

  /** Make sure that every form of a notebook opens, once its cells have run. @param {NotebookPanel} panel */
  async watch(panel) {
    const cells = panel.content.widgets.filter((cell) => cell.model.type === "code");
    await Promise.all(cells.map((cell) => this.open(panel, cell)));
  }

  /** @param {NotebookPanel} panel @param {Cell} cell */
  async open(panel, cell) {
    for (let time = 0; time <= MOST; time += 1) {
      if (time) await this.run(panel, cell);
      if (await this.opened(panel, cell)) return;
    }
    this.say(panel, cell);
  }

  /** @param {NotebookPanel} panel @param {Cell} cell @returns {Promise<boolean>} */
  async opened(panel, cell) {
    const end = performance.now() + PATIENCE;
    while (!panel.isDisposed && lacksForm(cell)) {
      if (cell.node.querySelector(ERROR) || performance.now() > end) return false;
      await new Promise((resolve) => setTimeout(resolve, OFTEN));
    }
    return true;
  }

  /** Run only the cell; running it through its notebook would move the focus. @param {NotebookPanel} panel @param {Cell} cell */
  async run(panel, cell) {
    await this.lab.cells.CodeCell.execute(cell, panel.sessionContext).catch(() => {});
    panel.context.model.dirty = false;
  }

  /** @param {NotebookPanel} panel @param {Cell} cell */
  say(panel, cell) {
    const place = el("div", { class: "kit-missing", role: "alert", lang: interfaceLang() },
      message({ text: this.words["shell.form_missing"], presses: [{ label: this.words["shell.try_again"], act: () => this.again(panel) }] }));
    cell.node.append(place);
  }

  /** Try all missing forms again, since they probably failed for the same reason. @param {NotebookPanel} panel */
  async again(panel) {
    const cells = panel.content.widgets.filter((cell) => cell.node.querySelector(TOLD));
    await Promise.all(cells.map(async (cell) => {
      cell.node.querySelector(TOLD)?.remove();
      await this.run(panel, cell);
      await this.open(panel, cell);
    }));
  }
}
