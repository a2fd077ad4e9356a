// A week to offer times in. For the type checker only: no page loads this file. forms/schedule.py makes its item.

interface LayerHours {
  days: string[];
  from: string;
  to: string;
}
interface WeekLayer {
  id: string;
  /** HTML, escaped by Python. */
  label: string;
  ask: string;
  told: string;
  /** The family member's answer. */
  line: { moment: string | null; es: string; en: string } | null;
  hours: LayerHours[];
  inWords: string[];
}
interface WeekItem extends Item {
  days: string[];
  layers: WeekLayer[];
  minutes: number;
  least: number;
  person: string;
}
/** A stretch of a day, in minutes since midnight. */
interface WeekPiece {
  day: string;
  begin: number;
  end: number;
}
interface WeekOffer {
  day: string;
  from: string;
  how: string;
}
interface WeekValue {
  asked: string[];
  options: WeekOffer[];
}
