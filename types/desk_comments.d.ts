// The marking desk's data on comments. For the type checker only. See kit/desk/comments.py.

type DeskCommentKind = "passage" | "criterion" | "closing" | "one_thing";

interface DeskComment {
  id: string;
  kind: DeskCommentKind;
  criterion: string | null;
  quote: string | null;
  text: string;
  /** In code points of the text; null if the comment's words are not in it. */
  start: number | null;
  end: number | null;
}
interface DeskPlace {
  start: number;
  end: number;
}
interface DeskBankEntry {
  text: string;
  filled: string;
  uses: number;
}
interface DeskBank {
  criterion: string;
  level: number;
  entries: DeskBankEntry[];
}
/** A comment that is being written. */
interface DeskDraft {
  /** The text that it is on, and its version as the marker saw it. */
  code: string;
  revision: string | null;
  kind: DeskCommentKind;
  title: string;
  text: string;
  criterion: string | null;
  place: DeskPlace | null;
  quote: string;
  replaces: string | null;
  entry: { criterion: string; level: number; text: string } | null;
  /** The level under which the words may be added to the bank. */
  level: number | null;
}
