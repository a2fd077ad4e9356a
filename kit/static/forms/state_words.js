// The text of the state line and of lanes, in one place. It comes from the spec, by key.

import { fill, interfaceLang } from "../dom.js";

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
  return item.travels ? words["lane.shared"] : words["lane.not_handed_in"];
}

/** @param {Words} words @param {string} at @param {Lane} lane @param {Pick<Item, "travels">} item */
export const savedWords = (words, at, lane, item) => fill(words["state.saved"], { time: clock(at), audience: audience(words, lane, item) });

/** @param {Answer} answer */
export function stateWords(answer) {
  const { words, head, item } = answer;
  if (answer.failure) return fill(words["state.not_saved"], { sentence: answer.failure });
  if (answer.phase === "opening") return words["state.opening"];
  if (answer.phase === "two") return words["state.two"];
  if (answer.phase === "done" && !answer.notNow) {
    const sent = head.handed && item.travels && head.lane === "shared" && (head.sent ? words["state.handed_in"] : words["state.ready"]);
    return [savedWords(words, head.at, head.lane, item), sent].filter(Boolean).join(" · ");
  }
  if (answer.saving) return words["state.saving"];
  if (answer.nudged || answer.notNow) return answer.nudged || answer.notNow;
  const stands = head ? fill(words["state.again"], { time: clock(head.at) }) : "";
  /** The answer that was Done before stays saved and shared while the learner writes. @param {string} draft */
  const beside = (draft) => [draft, stands].filter(Boolean).join(" · ");
  if (answer.dirty) return beside(words["state.draft_unsaved"]);
  // Text that equals the saved answer is not a draft.
  if (answer.draftAt && (answer.changedSince || !head)) return beside(fill(words["state.draft"], { time: clock(answer.draftAt) }));
  return stands || (answer.deleted ? words["state.deleted"] : "");
}

// First says where the text is now, then why, then what to do.
/** @param {Words} words @param {boolean} kept */
export function unreachable(words, kept) {
  return kept ? `${words["state.kept_not_on_disk"]} ${words["state.no_reply"]}` : words["state.on_page_copy"];
}

/** @param {Words} words @param {string} sentence @param {boolean} kept */
export function refused(words, sentence, kept) {
  return `${kept ? words["state.kept"] : words["state.on_page"]} ${sentence}`;
}
