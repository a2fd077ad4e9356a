// One window writes: the others say that the course is open elsewhere, until the learner presses Use it here. Where
// this fails, nothing is lost: no page writes over what it hasn't seen.

/** For how many milliseconds a page that is being left may still hold the course. */
const LEAVING = 400;

/** Hold the course for this page as long as it lives, or wait for it. @param {string} workspace @param {Words} words
 * @param {(here: boolean) => void} turned called whenever this window begins or ends to be the one that writes
 * @returns {import("./trouble.js").Message} what the page says while it isn't */
export function oneWindow(workspace, words, turned) {
  const { locks } = navigator;
  const name = `kit:${workspace}`;
  let writes = true;
  let waiting = new AbortController();

  /** @param {boolean} now */
  function turn(now) {
    if (writes === now) return;
    writes = now;
    turned(now);
  }
  function hold() {
    turn(true);
    return new Promise(() => {});
  }
  function lose() {
    turn(false);
    wait();
  }
  function wait() {
    const { signal } = (waiting = new AbortController());
    const late = setTimeout(() => turn(false), LEAVING);
    locks.request(name, { signal }, () => {
      clearTimeout(late);
      return hold();
    }).catch(() => signal.aborted || lose());
  }
  function take() {
    waiting.abort();
    locks.request(name, { steal: true }, hold).catch(lose);
  }
  // A page that came over an insecure connection has no locks.
  if (locks) wait();
  return { text: words["shell.other_window"], presses: [{ label: words["shell.use_here"], act: take }] };
}
