// The data that the marking desk's server sends. For the type checker only. See kit/desk/routes.py and desk.py.

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
/** The state of one criterion of one text, for this marker. */
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
  /** The title, if it isn't a learner's text. */
  title?: string;
  open: number;
  again: boolean;
  revision: string | null;
  text: string;
  other: string[];
  also: string;
  voice: string;
  cut: boolean;
  /** Texts that are nearly the same. */
  alike: { code: string; percent: number }[];
  criteria: Record<string, DeskStanding>;
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
  /** Whether the marker has given no level yet, neither to a text nor to a sample. */
  is_new: boolean;
}
interface DeskOpinion {
  state: "read" | "none";
  said: string;
  /** The whole text in pieces, each with the numbers of the criteria that it is evidence for. */
  pieces?: { text: string; criteria: number[] }[];
  rows?: { criterion: string; said: string; words: string[] }[];
  cautions?: { said: string; words: string }[];
}
/** One criterion of one text for which markers gave different levels. */
interface DeskDifference {
  code: string;
  criterion: string;
  levels: { rating: string; rater: string; level: number; reason: string | null; counts: boolean }[];
}
interface DeskTable {
  caption: string;
  /** How many of the first columns hold words. */
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
/** What keys do while the desk shows something other than the texts to mark. */
interface DeskMode {
  /** The key that brings back the texts to mark. */
  key: string;
  give(level: number): void;
  next(): void;
  beside(by: 1 | -1): void;
  step(by: 1 | -1): void;
  undo(): void;
  choose(criterion: string | null): void;
  /** Go back to the texts to mark. */
  leave(): Promise<void>;
  /** Let the marker write a reason. */
  reason?(): void;
  /** Show a criterion's samples or questions, if this mode does that differently. */
  look?(what: "anchors" | "table"): void;
}
/** A marker's step that is not saved yet. */
interface DeskStep {
  name: string;
  body: Record<string, any>;
  /** What the marker sees of it but isn't sent: the words that a comment is on, or the level of a reason. */
  shown: Record<string, any>;
}
interface DeskKey {
  /** The keys as the browser names them. */
  keys: string[];
  /** The key as the help shows it; the default is the first of `keys`. */
  shown?: string;
  /** A description of what the key does. */
  does: string;
  /** Whether the key works only with the texts to mark. */
  texts?: boolean;
  act: () => void;
}
