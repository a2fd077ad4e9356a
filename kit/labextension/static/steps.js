// A notebook's cells as a sequence of steps. One is on the screen; the others stay in the page, hidden.

const AWAY = "kit-away";

/** @param {Cell} cell */
const startsStep = (cell) => cell.model.type === "markdown" && cell.model.sharedModel.getSource().startsWith("## ");

export class Steps {
  /** @param {NotebookPanel} panel @param {Week} week */
  constructor(panel, week) {
    this.week = week;
    this.panel = panel;
    let step = -1;
    /** @type {{ cell: Cell, step: number }[]} */
    this.cells = panel.content.widgets.map((cell) => {
      if (startsStep(cell)) step += 1;
      return { cell, step: Math.max(step, 0) };
    });
  }

  /** Show one step, or all of them for -1. @param {number} shown */
  show(shown) {
    for (const { cell, step } of this.cells) cell.node.classList.toggle(AWAY, shown >= 0 && step !== shown);
  }

  /** Return the heading of a step, if it is drawn. @param {number} step @returns {HTMLElement | null} */
  heading(step) {
    const cell = this.cells.find((one) => one.step === step && startsStep(one.cell))?.cell;
    return cell?.node.querySelector("h2") ?? null;
  }

  /** Return the heading of the step's first form of a kind, if it is drawn. @param {number} step @param {string} kind @returns {HTMLElement | null} */
  form(step, kind) {
    const inside = this.cells.filter((one) => one.step === step).map(({ cell }) => cell.node);
    return inside.map((node) => node.querySelector(`.kit-form[data-kind="${kind}"] h3`)).find((one) => one instanceof HTMLElement) ?? null;
  }

  /** Return the step that a node of the page belongs to, or -1. @param {Node} node */
  of(node) {
    return this.cells.find(({ cell }) => cell.node.contains(node))?.step ?? -1;
  }
}
