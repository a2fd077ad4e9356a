// The data that the forms' modules exchange. For the type checker only: no page loads this file.
// Python sends JSON, which messages.py has checked on its side. Fields of only one kind of form are `any`.

type Answer = import("../kit/static/forms/answer.js").Answer;
type KernelLink = import("../kit/static/hosts/kernel_link.js").KernelLink;

/** The interface's texts by key. */
type Words = Record<string, string>;
type Lane = "shared" | "private";
/** Each kind of form has its own values: a text, one or several option ids, a plan's two halves and its day, a card's place, a week's times. */
type Value = any;

/** A saved answer, or a draft of one. */
interface Kept {
  id: string;
  at: string;
  lane: Lane;
  value: Value;
  parent?: string | null;
  later?: boolean;
  /** Whether it is in a hand-in. */
  handed?: boolean;
  /** Whether that hand-in was sent. */
  sent?: boolean;
  /** The question as it was worded then, if it has changed since. */
  asked?: string;
  /** Chosen options that the question no longer has. */
  gone?: string[];
  /** Whether it was saved but is now missing from its file. */
  lost?: boolean;
  /** Earlier words that this browser kept, still waiting to be used or thrown away. */
  earlier?: Kept;
  /** Whether the learner had something else shown in their place. */
  gaveWay?: boolean;
  /** What was saved at the time when this browser kept these words. */
  on?: Ground;
}
interface Ground {
  heads: string[];
  draft: string | null;
  sent: Value[];
}
interface AnswerState {
  heads: Kept[];
  draft: Kept | null;
  lost?: Kept;
  /** The ticked entries of its checklist. */
  ticks?: string[];
}

interface Item {
  id: string;
  occasion: string;
  askedAgain?: string | null;
  /** HTML, escaped by Python. */
  title: string;
  prompt: string;
  lane: Lane;
  laneOpen: boolean;
  travels: boolean;
  /** Whether its first wording is handed in with the latest. */
  firstGoes: boolean;
  words: { least: number; most: number } | null;
  checklist: string[];
  // Fields of single kinds.
  several: boolean;
  choices: { id: string; label: string; explain: string }[];
  bins: { id: string; label: string }[];
  cards: { id: string; text: string; bin: string; explain: string }[];
  look: "rows" | "columns" | "ladder" | "beside" | "timeline";
  columns: TableColumn[];
  rows: TableGiven[];
  /** How many rows a learner may add, and how many must be filled in before Done. */
  add: number;
  least: number;
  /** The title of the table whose words this one starts from. */
  startsFrom: string;
  /** Whether a hint may appear under a cell while the learner writes. */
  live: boolean;
  answer: string;
  criteria: { id: string; name: string; question: string; table: { ask: string; yes: string; no: string }[]; levels: { level: number; says: string }[] }[];
  [ofItsKind: string]: any;
}
interface Spec {
  kind: string;
  workspace: string | null;
  place: string;
  items: Item[];
  words: Words;
  /** The language of these words. */
  language: string;
  // Fields of single kinds.
  choices: { label: string; value: Value }[];
  groups: { id: string; name: string; items: string[] }[];
  steps: { item: string; occasion: string; title: string; stretch: boolean }[];
  points: Point[];
  [ofItsKind: string]: any;
}

interface Message {
  type: string;
  [more: string]: any;
}
interface Reply {
  ok: boolean;
  /** If not ok: the error's code. */
  code?: string;
  /** If not ok: why, and what to do. */
  sentence: string;
  answers: Record<string, AnswerState>;
  heads?: Kept[];
  steps: StepState[];
  [more: string]: any;
}
/** The binary buffers that came with a reply. */
type Files = DataView<ArrayBuffer>[];
interface JournalProblem {
  mark: string;
  text: string;
  gone: boolean;
}
/** The part of anywidget's model that forms use. */
interface WidgetModel {
  get(name: "spec"): Spec;
  send(message: object): void;
  on(event: "msg:custom", act: (message: any, files: Files) => void): void;
  off(event: "msg:custom", act: (message: any, files: Files) => void): void;
}

interface Form {
  node: HTMLElement;
  render(): void;
  refresh?(): void;
  /** Clean up everything outside the form. */
  end?(): void;
}
/** A form about one answer, several answers, or none. */
type OneForm<Made = Form> = (answer: Answer, spec: Spec, kernel?: KernelLink) => Made;
type ManyForm = (answers: Answer[], spec: Spec, kernel?: KernelLink) => Form;
type ShownForm = (spec: Spec, kernel: KernelLink) => Form;

type Child = Node | string | null | undefined | false;

/** A scene of this week as the learner played and saved it. */
interface Rehearsed {
  title: string;
  /** The line that the learner would say again; empty if none was chosen. */
  again: string;
  /** What the learner never found out. */
  never: string[];
}

/** What a column of a table asks of each row. */
interface TableColumn {
  id: string;
  label: string;
  hint: string;
  input: "text" | "tick" | "date" | "choice";
  options: { id: string; label: string }[];
}
/** A layout of a table on the page: its fields, and a read-only view of them. */
/** What the layouts of a table share. */
interface TableParts {
  answer: Answer;
  own: import("../kit/static/forms/table_own.js").OwnRows;
  /** What the ids of this form's fields begin with. */
  id: string;
  notes: import("../kit/static/forms/table.js").LiveNotes;
  remove(row: string, column?: string): void;
  add(column?: string): void;
}
interface TableLayout {
  fill(): unknown;
  read(): unknown;
  nameOf(row: string): string;
  fit?(part: HTMLElement): void;
}
/** A given row: its name, an explanation, and its given cells. */
interface TableGiven {
  id: string;
  text: string;
  explain: string;
  cells: Record<string, string>;
}
/** A row of a saved table. */
interface TableRow {
  row: string;
  cells: Record<string, string | true>;
}

/** A question of the rubric, the writer's sentences in which a reader may look, and two anchors. Course texts are HTML. */
interface OpinionQuestion {
  id: string;
  name: string;
  question: string;
  sentences: string[];
  none: string;
  anchors: { anchor: string; why: string; next: string }[];
}
/** The state of a step in "where you left off". */
interface StepState {
  state: "open" | "begun" | "draft" | "done";
  at: string;
  done: number;
  of: number;
}

/** A point of the scale; `value` is null for the point that isn't a value. */
interface Point {
  label: string;
  value: number | null;
}
interface Rated {
  dimension: string;
  strategy?: string;
  label: string;
  values: Record<string, number | null>;
  missing?: Record<string, string>;
}
interface Growth {
  sentence: string;
  occasions: string[];
  items: Rated[];
  cannot_show: string[];
}

/** A check before a hand-in: see kit/handin/checks.py. */
interface Check {
  what: "two" | "open" | "private" | "draft" | "newer_draft" | "short" | "long" | "ratings";
  item: string;
  occasion: string;
  marked: boolean;
  words: number;
  least: number;
  most: number;
}
/** Words that may identify somebody, and what kind they look like: see kit/handin/likely. */
interface Marked {
  kind: "name" | "birth_date" | "phone" | "email" | "address" | "id";
  words: string;
}
interface Row {
  id: string;
  /** Whether its first wording goes with it. */
  first: boolean;
  why: "goes" | "two" | "private" | "draft" | "newer_draft";
  words: number | null;
  count: number;
  of: number;
  occasion: string;
  likely: Marked[];
}
interface Sent {
  to: string;
  at: string;
}
interface Receipt {
  name: string;
  at: string;
  answers: number;
  ratings: number;
  words: number;
  changed: boolean;
}
