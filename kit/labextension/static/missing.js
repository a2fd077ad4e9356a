// A form that did not open is drawn again, quietly; where that does not help the page says so, and what to press.

import { el, interfaceLang } from "./dom.js";
import { message } from "./message.js";

/** How often one form is drawn again before the learner is told. */
const MOST = 3;
/** Milliseconds: how long a form may take once its cell has run, and how often it is looked for. */
const PATIENCE = 8000;
const OFTEN = 250;
const WIDGET = "application/vnd.jupyter.widget-view+json";
const ERROR = ".jupyter-widgets-error-widget";
const TOLD = ".kit-missing";
/** How long anywidget is made to wait for a form's script. */
const LONGEST = 600_000;

/** anywidget waits two seconds for a form's script and then never hears what the course answers that form. A busy
 * computer takes longer. Nothing else on the page asks for such a signal. */
export function waitForScripts() {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (time) => timeout(Math.max(time, LONGEST));
}

/** Whether a form of a cell is not there yet. @param {Cell} cell */
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

  /** See to it that every form of a notebook opens, once its cells have run. @param {NotebookPanel} panel */
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

  /** The cell alone, without its notebook, which would take the focus. @param {NotebookPanel} panel @param {Cell} cell */
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

  /** What kept one form from opening kept the others: one press tries them all. @param {NotebookPanel} panel */
  async again(panel) {
    const cells = panel.content.widgets.filter((cell) => cell.node.querySelector(TOLD));
    await Promise.all(cells.map(async (cell) => {
      cell.node.querySelector(TOLD)?.remove();
      await this.run(panel, cell);
      await this.open(panel, cell);
    }));
  }
}
