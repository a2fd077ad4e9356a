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
