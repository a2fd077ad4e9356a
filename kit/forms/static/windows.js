// One answer may be open in several windows. Each tells the others that it changed, without a word of it; they look at the
// disk then, and whenever they come into view.
// An answer that is given once may be open in several windows: each hears when its list to compare with was seen in
// another one, and when it was taken back there.

/** @param {Answer} answer @param {() => void} reopen @returns {() => void} ends it */
export function amongWindows(answer, reopen) {
  const windows = new BroadcastChannel("kit:given_once");
  windows.addEventListener("message", ({ data }) => {
    if (data.id !== answer.head?.id) return;
    if (data.what === "seen") answer.sealed();
    else reopen();
  });
  answer.tell = (what) => windows.postMessage({ what, id: answer.head.id });
  return () => windows.close();
}

/** Milliseconds in which a question waits for the disk to be looked at. */
const LOOKING = 1500;

/** @param {HTMLElement} root @param {Answer[]} answers @param {KernelLink} kernel @returns {() => void} ends it */
export function acrossWindows(root, answers, kernel) {
  if (!answers.length) return () => {};
  const windows = new BroadcastChannel("kit:answers");
  let looks = false;
  /** @param {() => void} [then] what waits for the look, or for a course that doesn't reply */
  const look = (then) => {
    looks = true;
    const go = () => {
      looks = false;
      const next = then;
      then = undefined;
      next?.();
    };
    kernel.ask({ type: "open" }, {
      patience: LOOKING,
      silent: go,
      reply: (reply) => {
        if (reply.ok) answers.forEach((answer) => answer.hears(reply.answers[answer.item.id]));
        go();
      },
    });
  };
  windows.addEventListener("message", ({ data }) => answers.some((answer) => answer.keep.answer === data) && look());
  answers.forEach((answer) => Object.assign(answer, { look, spread: () => windows.postMessage(answer.keep.answer) }));
  // A tab that is shown has its window focused, too.
  const back = () => !looks && document.visibilityState === "visible" && root.offsetParent && answers.some((answer) => answer.head) && look();
  window.addEventListener("focus", back);
  document.addEventListener("visibilitychange", back);
  return () => {
    window.removeEventListener("focus", back);
    document.removeEventListener("visibilitychange", back);
    windows.close();
  };
}
