// One answer may be open in several windows. Each tells the others that it changed, without its text; they check
// the disk then, and whenever they come into view. For an answer that is given once, each window also hears when
// another one has shown its comparison list or undone it.

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

/** Milliseconds that a question waits for the check of the disk. */
const LOOKING = 1500;

/** @param {HTMLElement} root @param {Answer[]} answers @param {KernelLink} kernel @returns {() => void} ends it */
export function acrossWindows(root, answers, kernel) {
  if (!answers.length) return () => {};
  const windows = new BroadcastChannel("kit:answers");
  let looks = false;
  /** @param {() => void} [then] called after the check, or if the course doesn't reply */
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
  // A tab that comes into view also gets a focus event.
  const back = () => !looks && document.visibilityState === "visible" && root.offsetParent && answers.some((answer) => answer.head) && look();
  window.addEventListener("focus", back);
  document.addEventListener("visibilitychange", back);
  return () => {
    window.removeEventListener("focus", back);
    document.removeEventListener("visibilitychange", back);
    windows.close();
  };
}
