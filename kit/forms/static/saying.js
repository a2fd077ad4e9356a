// The words of the state line and of lanes, in one place.

export const RECORDS =
  "Your school may keep this or have to disclose it. Leave names and dates out.";

export function clock(at) {
  const then = new Date(at);
  const time = `${String(then.getHours()).padStart(2, "0")}:${String(then.getMinutes()).padStart(2, "0")}`;
  if (then.toDateString() === new Date().toDateString()) return time;
  return `${then.toLocaleDateString(undefined, { day: "numeric", month: "short" })}, ${time}`;
}

export function audience(lane, item) {
  if (lane === "private") return "only you";
  return item.travels ? "shared with your instructor" : "not handed in";
}

export function laneWords(lane, item, spec) {
  if (lane === "private") return `Private · ${spec.place.label}`;
  return item.travels ? "Shared with your instructor" : "Not handed in";
}

export function stateWords(answer) {
  if (answer.failure) return `NOT saved: ${answer.failure}`;
  switch (answer.phase) {
    case "opening":
      return "Opening your answer …";
    case "two":
      return "Two answers are saved. Choose the one that counts.";
    case "done":
      return `Done · Saved ${clock(answer.head.at)}, ${audience(answer.head.lane, answer.item)}`;
    default:
      if (answer.saving) return "Saving …";
      if (answer.nudged) return "Nothing is here yet. Write or choose something first, then press Done.";
      if (answer.dirty) return "Draft · not saved yet";
      if (answer.draftAt) return `Draft · Saved ${clock(answer.draftAt)} (draft), only you`;
      return answer.deleted ? "Deleted. Nothing is saved here." : "Nothing here yet";
  }
}

// The first thing said is where the words are now; then why; then what to do.
export function unreachable(kept) {
  const where = kept
    ? "your words are on this page and kept in this browser, not on disk yet."
    : "your words are on this page only. Copy them somewhere safe.";
  return `${where} The course does not answer. Go on writing; if this stays, reload this page or start the course again: your words are offered here.`;
}

export function refused(sentence, kept) {
  return kept ? `your words are on this page and kept in this browser. ${sentence}` : `your words are on this page only. ${sentence}`;
}
