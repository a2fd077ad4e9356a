// The parts of JupyterLab that the extension uses. For the type checker only; JupyterLab's own types are not installed.

interface Signal<T> {
  connect(slot: (sender: any, value: T) => void): void;
}
interface Cell {
  model: CellModel;
}
interface CellModel {
  type: string;
  sharedModel: { getSource(): string };
}
interface NotebookPanel {
  contentHeader: { addWidget(widget: any): void };
  content: { model: { cells: Iterable<CellModel> }; widgets: Cell[] };
  context: {
    ready: Promise<void>;
    localPath: string;
    save(): Promise<void>;
    revert(): Promise<void>;
    model: { dirty: boolean; getMetadata(name: string): any; toJSON(): NotebookJSON };
  };
  sessionContext: {
    ready: Promise<void>;
    session: { kernel: { name: string } | null } | null;
    statusChanged: Signal<string>;
  };
}
/** A Lumino widget with a line of text. */
interface Line {
  node: HTMLElement;
  hide(): void;
  show(): void;
}
interface NotebookJSON {
  metadata: { widgets?: unknown };
  cells: { outputs?: Output[]; execution_count?: number | null }[];
}
interface Output {
  data?: Record<string, unknown>;
}
interface FileModel {
  name: string;
  path: string;
  type: string;
  content: any;
}
interface Contents {
  get(path: string, options: object): Promise<FileModel>;
}

/** JupyterLab, as extension.js hands it on. */
interface Around {
  app: any;
  tracker: { forEach(act: (panel: NotebookPanel) => void): void; widgetAdded: Signal<NotebookPanel> };
  parser: { render: (source: string, ...more: any[]) => Promise<string> };
  lab: { cells: any; services: any; widgets: any };
}
