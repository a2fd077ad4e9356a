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
  open: number;
  again: boolean;
  revision: string | null;
  text: string;
  other: string[];
  also: string;
  voice: string;
  cut: boolean;
  autograded: boolean;
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
  criteria: DeskCriterion[];
  rules: string[];
  asked: string;
  texts: DeskBrief[];
  gradebook: DeskGradebook;
}
interface DeskKey {
  /** As the browser names them. */
  keys: string[];
  /** As the list of keys shows them; else the first of `keys`. */
  shown?: string;
  /** What it does, in words. */
  does: string;
  act: () => void;
}
