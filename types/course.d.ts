// The data that the server sends about the course and its learner. For the type checker only.

interface Step {
  slug: string;
  title: string;
  /** Minutes of its core, and of what is marked Stretch in it. */
  minutes: number;
  stretch: number;
  /** Whether all that it asks, or all of it, is marked Stretch. */
  optional: boolean;
  /** The questions to answer, each as case, item and occasion. */
  asks: string[][];
  hands_in: string | null;
}
interface Week {
  notebook: string;
  /** The hash of its cells as shipped. */
  hash: string;
  title: string;
  dimension: string | null;
  month: string;
  question: string;
  minutes: number;
  steps: Step[];
}
interface Course {
  title: string;
  languages?: { code: string; name: string; note: string }[];
  weeks: Week[];
}
/** A notebook and the view of it: a step, the whole page, home or the end. */
interface Place {
  notebook: string;
  view: string;
}
type State = "done" | "begun" | "open";
interface Waiting {
  kind: "feedback" | "plan" | "follow_up";
  notebook: string;
  step: string;
  due: string | null;
  /** The answer that a reminder is about. */
  plan?: string;
}
interface Progress {
  place: { notebook: string; step: string } | null;
  steps: Record<string, Record<string, State>>;
  weeks: Record<string, State>;
  /** Of each week: how many tasks are done, how many it has, and the minutes that those done count for. */
  done: Record<string, [number, number, number]>;
  waiting: Waiting[];
  alone: boolean | null;
  /** Whether a hand-in was sent to a class. */
  sent: boolean;
  /** Whether any answer or draft exists. */
  written: boolean;
  /** What the parent said last. */
  her_last: { who: string; moment: string; es: string; en: string } | null;
  invitation?: { learner: string } | null;
}

/** A term of the glossary, an entry of the search index, and a hit in an entry. */
interface Term { id: string; term: string; says: string }
interface Entry { notebook: string; step: string; title: string; text: string; alone?: string }
interface Hit { entry: Entry; score: number; parts: { text: string; marked: boolean }[] }
