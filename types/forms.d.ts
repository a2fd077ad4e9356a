// What passes between the forms' modules, for the checker alone: no page loads this file.
// What Python sends is JSON; messages.py has checked its own side. Fields that belong to one kind of form are `any`.

type Answer = import("../kit/forms/static/answer.js").Answer;
type KernelLink = import("../kit/forms/static/kernel_link.js").KernelLink;

/** Texts of the interface by key. */
type Words = Record<string, string>;
type Lane = "shared" | "private";
/** A text, an option's id, several, a plan's two halves and its day, a card's place, a week's times: what a form reads and writes is its own. */
type Value = any;

/** An answer as it is saved, or a draft of one. */
interface Kept {
  id: string;
  at: string;
  lane: Lane;
  value: Value;
  parent?: string | null;
  later?: boolean;
  /** It lies in a hand-in. */
  handed?: boolean;
  /** That hand-in was sent. */
  sent?: boolean;
  /** The question as it read when this was answered, where it reads otherwise today. */
  asked?: string;
  /** Options that were chosen and that the question has no more. */
  gone?: string[];
  /** It was saved, and its file has lost it since. */
  lost?: boolean;
  /** Words that this browser kept before these, and that still wait to be used or thrown away. */
  earlier?: Kept;
  /** What was saved when this browser kept them. */
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
  /** Drafts of other windows that the one which wrote last had not seen. */
  aside?: Kept[];
  /** Seconds in which it can be taken back. */
  undo?: number;
  /** Entries of its checklist. */
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
  locked: boolean;
  words: { least: number; most: number } | null;
  checklist: string[];
  // Of its kind.
  several: boolean;
  choices: { id: string; label: string; explain: string }[];
  bins: { id: string; label: string }[];
  cards: { id: string; text: string; bin: string; explain: string }[];
  look: "rows" | "columns" | "ladder" | "beside" | "timeline";
  columns: TableColumn[];
  rows: TableGiven[];
  /** How many rows of their own a learner may add, how many say something before Done. */
  add: number;
  least: number;
  /** The title of the table whose words this one opens with. */
  startsFrom: string;
  /** Whether something may be said under a cell while one writes. */
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
  // Of its kind.
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
  /** Why not, and what to do. */
  sentence: string;
  answers: Record<string, AnswerState>;
  heads?: Kept[];
  steps: StepState[];
  [more: string]: any;
}
/** What came along with a reply, as bytes. */
type Files = DataView<ArrayBuffer>[];
interface Told {
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
  /** Put away what reaches beyond the form. */
  end?(): void;
}
/** A form about one answer, about several, about none. */
type OneForm<Made = Form> = (answer: Answer, spec: Spec, kernel?: KernelLink) => Made;
type ManyForm = (answers: Answer[], spec: Spec, kernel?: KernelLink) => Form;
type ShownForm = (spec: Spec, kernel: KernelLink) => Form;

type Child = Node | string | null | undefined | false;

/** A scene of this week as it was played and kept. */
interface Rehearsed {
  title: string;
  /** The line that one would say again; empty where none was chosen. */
  again: string;
  /** What was never found out. */
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
/** How a table stands on the page: its fields, and the same to be read. */
interface TableLayout {
  node: HTMLElement;
  render(): void;
  /** The first field of a row, if it has one; what a row is called. */
  first(row: string): HTMLElement | null;
  nameOf(row: string): string;
  read(): HTMLElement;
  fit?(table: HTMLElement): void;
}
/** A given row: its name, what is explained beside it, and cells that are given, too. */
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

/** A remark or a question of the second opinion, the learner's words that it is about, and how an answer may begin. */
interface Said {
  words: string;
  text: string;
  starter: string;
}
/** A step of "where you left off", as it stands. */
interface StepState {
  state: "open" | "begun" | "draft" | "done";
  at: string;
  done: number;
  of: number;
}

/** A point of the scale; the one that is no value has none. */
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

/** Around a hand-in: see kit/handin/checks.py. */
interface Check {
  what: "two" | "open" | "private" | "draft" | "newer_draft" | "short" | "long" | "ratings";
  item: string;
  occasion: string;
  marked: boolean;
  words: number;
  least: number;
  most: number;
}
/** Words that may tell who somebody is, and what they look like: see kit/handin/likely. */
interface Marked {
  kind: "name" | "birth_date" | "phone" | "email" | "address" | "id";
  words: string;
}
interface Row {
  id: string;
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
