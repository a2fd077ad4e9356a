// What a page of the course holds, and what it gets when it opens. For the type checker only.

/** What `kit build` put into the page: the same for everybody. */
interface PageData {
  edition?: string;
  words: Words;
  /** The part of each form's spec that is the same for everybody; a form that depends on the person has no `items`. */
  forms: Partial<Spec>[];
}
/** Who is here, and what depends on them. */
interface Opened {
  /** The page is older than the course; nothing else is there then. */
  older?: boolean;
  workspace: string;
  voice: string;
  alone: boolean;
  place: string;
  language: string;
  /** Only if they differ from the page's own. */
  words: Words | null;
  forms: Spec[];
  /** Whether the course's own server answers, which can open a week as a notebook and be stopped. */
  notebooks?: boolean;
}
/** What the course's last page shows: the first and the last answer, and what was made in each week. */
interface Ending {
  answers: { title: string; said: string[]; at: string; private: string }[];
  made: { title: string; dimension: string | null; made: string }[];
}

interface WorkbookChoice {
  weeks: { title: string; items: { id: string; title: string; private: boolean }[] }[];
  dated: boolean;
  words: Words;
}
