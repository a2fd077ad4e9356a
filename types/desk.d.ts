// What the marking desk's server says, for the checker alone. See kit/desk/routes.py and desk.py.

interface DeskLevel {
  level: number;
  learner: string;
  marker: string;
  anchor: string;
  evidence: string[];
  why: string;
}
interface DeskQuestion {
  ask: string;
  if_yes: number | null;
  if_no: number | null;
}
interface DeskCriterion {
  id: string;
  name: string;
  question: string;
  table: DeskQuestion[];
  levels: DeskLevel[];
}
/** One criterion of one text, for this marker. */
interface DeskStanding {
  own: number | null;
  earlier: number | null;
  counts: { level: number; rater: string | null } | null;
  gradebook: string | null;
  reason: string | null;
  open: boolean;
}
interface DeskBrief {
  code: string;
  open: number;
  again: boolean;
  missing: string[];
}
interface DeskText {
  code: string;
  /** What it is called, where it is no learner's. */
  title?: string;
  open: number;
  again: boolean;
  revision: string | null;
  text: string;
  other: string[];
  also: string;
  voice: string;
  cut: boolean;
  autograded: boolean;
  /** Texts that are nearly the same. */
  alike: { code: string; percent: number }[];
  criteria: Record<string, DeskStanding>;
}
interface DeskGradebook {
  waiting: number;
  sentence: string | null;
  left: string[];
}
interface DeskOpened {
  words: Record<string, string>;
  language: string;
  title: string;
  rater: string;
  blind: boolean;
  second_opinion: "hidden" | "after" | "beside";
  criteria: DeskCriterion[];
  rules: string[];
  asked: string;
  texts: DeskBrief[];
  /** Which differences between markers are shown, and whether the desk opens with them. */
  differing: { at_least: number; first: boolean };
  /** Whether the marker has given no level yet, to no text and to no sample. */
  is_new: boolean;
  gradebook: DeskGradebook;
}
interface DeskOpinion {
  state: "read" | "none";
  said: string;
  /** The whole text, each piece with the criteria, by number, whose evidence it is. */
  pieces?: { text: string; criteria: number[] }[];
  rows?: { criterion: string; said: string; words: string[] }[];
  cautions?: { said: string; words: string }[];
}
/** One criterion to which markers gave different levels. */
interface DeskDifference {
  code: string;
  criterion: string;
  levels: { rating: string; rater: string; level: number; reason: string | null; counts: boolean }[];
}
interface DeskTable {
  caption: string;
  /** How many columns come first that hold words. */
  words: number;
  head: string[];
  /** The first cell is the row's heading. */
  rows: string[][];
}
/** How far markers agree. */
interface DeskAgreementPage {
  said: string;
  sections: { title: string; sentences: string[]; tables: DeskTable[] }[];
  limits?: string[];
}
interface DeskAgreement {
  of: number;
  same: number;
  near: number;
}
interface DeskSample {
  id: string;
  text: string;
  given: Record<string, number>;
}
/** What keys do while something else than the texts to mark is on the desk. */
interface DeskMode {
  /** The key that brings the texts to mark back. */
  key: string;
  give(level: number): void;
  next(): void;
  beside(by: 1 | -1): void;
  step(by: 1 | -1): void;
  undo(): void;
  choose(criterion: string | null): void;
  /** Write why. */
  reason?(): void;
  /** Show a criterion's samples or questions, where that isn't done as for the texts to mark. */
  look?(what: "anchors" | "table"): void;
}
/** What a marker did that is not saved yet. */
interface DeskStep {
  name: string;
  body: Record<string, any>;
  /** What the marker sees of it and isn't sent: the words that a comment is on, the level of a reason. */
  shown: Record<string, any>;
}
interface DeskKey {
  /** As the browser names them. */
  keys: string[];
  /** As the list of keys shows them; else the first of `keys`. */
  shown?: string;
  /** What it does, in words. */
  does: string;
  /** Whether it is for the texts to mark alone. */
  texts?: boolean;
  act: () => void;
}
