// The text of the state line and of lanes, in one place. It comes from the spec, by key.

import { fill, interfaceLang } from "./dom.js";

/** @param {string} at */
export function clock(at) {
  const then = new Date(at);
  const time = `${String(then.getHours()).padStart(2, "0")}:${String(then.getMinutes()).padStart(2, "0")}`;
  if (then.toDateString() === new Date().toDateString()) return time;
  return `${then.toLocaleDateString(interfaceLang(), { day: "numeric", month: "short" })}, ${time}`;
}

/** @param {Words} words @param {Lane} lane @param {Pick<Item, "travels">} item */
export function audience(words, lane, item) {
  if (lane === "private") return words["lane.only_you"];
  return item.travels ? words["lane.with_instructor"] : words["lane.not_handed_in"];
}

/** @param {Lane} lane @param {Item} item @param {Spec} spec */
export function laneWords(lane, item, spec) {
  const { words } = spec;
  if (lane === "private") return fill(words["lane.private_at"], { place: spec.place });
  return item.travels ? words["lane.is_shared"] : words["lane.is_not_handed_in"];
}

/** @param {Words} words @param {string} at @param {Lane} lane @param {Item} item */
export function doneWords(words, at, lane, item) {
  return fill(words["state.done"], { time: clock(at), audience: audience(words, lane, item) });
}

/** @param {Answer} answer */
export function stateWords(answer) {
  const { words } = answer;
  if (answer.failure) return fill(words["state.not_saved"], { sentence: answer.failure });
  switch (answer.phase) {
    case "opening":
      return words["state.opening"];
    case "two":
      return words["state.two"];
    case "done":
      if (answer.notNow) return answer.notNow;
      return doneWords(words, answer.head.at, answer.head.lane, answer.item);
    default:
      if (answer.saving) return words["state.saving"];
      if (answer.nudged) return answer.nudged;
      if (answer.notNow) return answer.notNow;
      if (answer.dirty) return beside(answer, words["state.draft_unsaved"]);
      // Text that equals the saved answer is not a draft.
      if (answer.draftAt && (answer.changedSince || !answer.head)) return beside(answer, fill(words["state.draft"], { time: clock(answer.draftAt) }));
      if (answer.head) return fill(words["state.again"], { time: clock(answer.head.at) });
      return answer.deleted ? words["state.deleted"] : words["state.nothing"];
  }
}

// The answer that was Done before stays saved and shared while the learner writes.
/** @param {Answer} answer @param {string} said */
function beside(answer, said) {
  return answer.head ? `${said} · ${fill(answer.words["state.again"], { time: clock(answer.head.at) })}` : said;
}

// First says where the text is now, then why, then what to do.
/** @param {Words} words @param {boolean} kept */
export function unreachable(words, kept) {
  const where = kept ? words["state.kept_not_on_disk"] : words["state.on_page_copy"];
  return `${where} ${words["state.no_reply"]}`;
}

/** @param {Words} words @param {string} sentence @param {boolean} kept */
export function refused(words, sentence, kept) {
  return `${kept ? words["state.kept"] : words["state.on_page"]} ${sentence}`;
}
