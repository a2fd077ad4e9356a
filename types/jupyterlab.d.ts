// The part of JupyterLab that the page uses, for the checker alone: no page loads this file.

interface Cell {
  node: HTMLElement;
  model: { type: string; getMetadata(name: string): unknown };
}
interface NotebookPanel {
  node: HTMLElement;
  content: { node: HTMLElement; widgets: readonly Cell[] };
}
