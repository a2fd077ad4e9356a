// A scene as `kit build` compiles it. For the type checker only: no page loads this file. scenes.py has checked it.

/** A text, or the id of the next turn or ending, for each voice. */
type ByVoice = Record<string, string>;

/** Something that happens or is said, or several lines chosen by voice or by what has been found out. */
interface SceneLine {
  room?: string;
  who?: string;
  es?: string;
  en?: string;
  voices?: Record<string, SceneLine[]>;
  needs?: string[];
  lines?: SceneLine[];
  otherwise?: SceneLine[];
}
interface SceneChoice {
  id: string;
  says?: string;
  does?: string;
  silence?: boolean;
  genuine?: boolean;
  request?: boolean;
  learns?: string[];
  promises?: string[];
  marks?: string[];
  assumes?: string;
  voices?: string[];
  needs?: string[];
  unless?: string[];
  to: ByVoice;
}
interface SceneTurn {
  lines?: SceneLine[];
  /** "only": what the learner types is what they say, and the choices only tell what it was nearest to. */
  own?: "first" | "only";
  choices?: SceneChoice[];
  to?: ByVoice;
}
interface SceneEnding {
  title: string;
  lines?: SceneLine[];
  later?: SceneLine[];
}
/** The room seen from above. `empty` is an empty chair; `line` is who joins by phone. */
interface SceneRoom {
  kind: "table" | "counter" | "phone";
  at?: string[];
  voices?: string[];
  top?: string[];
  bottom?: string[];
  left?: string[];
  right?: string[];
  line?: string[];
  page?: string;
  clock?: string;
}
interface Scene {
  id: string;
  title: string;
  setting: ByVoice;
  notes?: Record<string, string>;
  promises?: Record<string, { text: string; kept?: string[]; broken?: string[] }>;
  room?: SceneRoom[];
  start: string;
  turns: Record<string, SceneTurn>;
  endings: Record<string, SceneEnding>;
  debrief: { look_at: string[]; readings: Record<string, string[]>; matters?: ByVoice };
  group?: { teacher: ByVoice; interpreter: string; hers: ByVoice; observer: string[] };
}

/** A turn of the path taken; `typed` is set only if the learner typed something. */
interface Taken {
  turn: string;
  choice: string;
  typed?: string;
  rather?: Rather;
}
/** Which of two lines she would rather have heard, in the learner's opinion. */
type Rather = "mine" | "chosen" | "unsure";
/** A turn as it was played: its lines, the choices, and the choice taken. */
interface SceneStep {
  turn: string;
  lines: SceneLine[];
  choices: SceneChoice[];
  own?: "first" | "only";
  taken: SceneChoice | null;
  typed: string;
  rather?: Rather;
  /** Everything found out, promised and marked before the choice. */
  before: Set<string>;
}
interface Walked {
  steps: SceneStep[];
  known: Set<string>;
  /** How many turns of the path could be replayed: fewer than all if the scene has changed since. */
  length: number;
  ending: { id: string; title: string; lines: SceneLine[]; later: SceneLine[] } | null;
}

/** The data that a scene's parts need: see kit/forms/scene.py. */
interface SceneProps {
  scene: Scene;
  voice: string;
  /** The id of the person the learner talks to. */
  person: string;
  people: Record<string, string>;
  /** What earlier scenes of the year left behind. */
  year: string[];
  words: Words;
}
