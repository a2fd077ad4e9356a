// Say it aloud: a recording that is made on request, kept only in this page's memory, and deleted when the step is
// left.

import { button, el, say } from "./dom.js";

/** @param {Words} words @param {string} name of the file, if it is saved */
export function sayAloud(words, name) {
  /** @type {MediaRecorder | null} */
  let recorder = null;
  let address = "";
  /** Whether the browser is still asking for the microphone, and which request is the latest. */
  let asking = false;
  let latest = 0;
  const told = el("p", { class: "kit-small", role: "status", text: words["scene.aloud_means"] });
  const sound = el("audio", { controls: true, "aria-label": words["scene.aloud_yours"] });
  const start = button(words["scene.aloud"], () => (recorder ? recorder.stop() : record()));
  const drop = button(words["scene.aloud_drop"], () => {
    clear();
    start.focus();
  }, "quiet");
  const keep = el("a", { class: "kit-keep", text: words["scene.aloud_keep"] });
  const node = el("div", { class: "kit-aloud" }, el("div", { class: "kit-actions" }, start, keep, drop), sound, told);

  function render() {
    say(start, recorder ? words["scene.aloud_stop"] : address ? words["scene.aloud_again"] : words["scene.aloud"]);
    sound.hidden = keep.hidden = drop.hidden = !address || Boolean(recorder);
  }

  // Deletes the recording and turns the microphone off.
  function clear() {
    latest += 1;
    if (recorder?.state === "recording") {
      recorder.ondataavailable = null;
      recorder.stop();
    }
    if (address) URL.revokeObjectURL(address);
    address = "";
    sound.removeAttribute("src");
    keep.removeAttribute("href");
    recorder = null;
    say(told, words["scene.aloud_means"]);
    render();
  }

  async function record() {
    // A second request would leave the first one's microphone on.
    if (asking) return;
    clear();
    const mine = latest;
    let stream;
    asking = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      say(told, words["scene.aloud_refused"]);
      return;
    } finally {
      asking = false;
    }
    const hush = () => stream.getTracks().forEach((track) => track.stop());
    if (mine !== latest || !node.checkVisibility()) {
      hush();
      return;
    }
    const made = new MediaRecorder(stream);
    recorder = made;
    made.onstop = () => {
      hush();
      if (recorder === made) recorder = null;
      render();
    };
    made.ondataavailable = ({ data }) => {
      address = URL.createObjectURL(data);
      sound.src = keep.href = address;
      keep.download = `${name}.${data.type.includes("mp4") ? "m4a" : "webm"}`;
      say(told, words["scene.aloud_done"]);
    };
    made.start();
    say(told, words["scene.aloud_records"]);
    render();
  }

  node.hidden = !(globalThis.MediaRecorder && navigator.mediaDevices);
  // When the step is left, the form has no size anymore, wherever the page was scrolled to.
  const left = new ResizeObserver(() => { if (!node.checkVisibility()) clear(); });
  left.observe(node);
  render();
  return { node, clear };
}
