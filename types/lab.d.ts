// The parts of JupyterLab that the page uses. For the type checker only; JupyterLab's own types are not installed.

interface Signal<T> {
  connect(slot: (sender: any, value: T) => void): void;
}
interface Cell {
  node: HTMLElement;
  ready: Promise<void>;
  readOnly: boolean;
  model: CellModel;
}
interface CellModel {
  id: string;
  type: string;
  sharedModel: { getSource(): string };
  getMetadata(name: string): unknown;
  /** A code cell's outputs. */
  outputs?: { toJSON(): Iterable<{ data?: Record<string, unknown> }> };
}
interface Kernel {
  id: string;
  name: string;
  status: string;
  connectionStatus: string;
  requestKernelInfo(): Promise<unknown>;
  reconnect(): Promise<void>;
}
interface NotebookPanel {
  id: string;
  node: HTMLElement;
  toolbar: any;
  contentHeader: { addWidget(widget: any): void };
  isDisposed: boolean;
  disposed: Signal<void>;
  content: { node: HTMLElement; model: { cells: Iterable<CellModel> }; widgets: Cell[]; deselectAll(): void; activeCellIndex: number; handleEvent(event: Event): unknown };
  context: {
    ready: Promise<void>;
    localPath: string;
    save(): Promise<void>;
    revert(): Promise<void>;
    model: { dirty: boolean; stateChanged: Signal<unknown>; getMetadata(name: string): any; toJSON(): NotebookJSON };
  };
  sessionContext: {
    ready: Promise<void>;
    session: { kernel: Kernel | null } | null;
    statusChanged: Signal<string>;
    connectionStatusChanged: Signal<string>;
    shutdown(): Promise<void>;
  };
  addClass(name: string): void;
  hasClass(name: string): boolean;
  toggleClass(name: string, on: boolean): void;
  dispose(): void;
}
/** A Lumino widget with a line of text. */
interface Line {
  node: HTMLElement;
  hide(): void;
  show(): void;
}
interface NotebookJSON {
  metadata: { widgets?: unknown };
  cells: { cell_type: string }[];
}
interface FileModel {
  name: string;
  path: string;
  type: string;
  content: any;
}
interface Contents {
  get(path: string, options: object): Promise<FileModel>;
  save(path: string, model: object): Promise<unknown>;
}

/** JupyterLab, and what extension.js read before the page started. */
interface Around {
  app: any;
  router: any;
  tracker: {
    find(test: (panel: NotebookPanel) => boolean): NotebookPanel | undefined;
    filter(test: (panel: NotebookPanel) => boolean): NotebookPanel[];
    forEach(act: (panel: NotebookPanel) => void): void;
    widgetAdded: Signal<NotebookPanel>;
  };
  parser: { render: (source: string, ...more: any[]) => Promise<string> };
  lab: { notebook: any; cells: any; application: any; apputils: any; services: any; rendermime: any; widgets: any };
  listed: Promise<Set<string>>;
  words: Promise<Words>;
  course: Promise<Course>;
  terms: Promise<Term[]>;
}
