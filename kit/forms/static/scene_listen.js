// A line read aloud: by a recording that lies beside the scene, or by a voice that this computer has itself.

import { el, say } from "./dom.js";

/** Voices that speak on this computer alone; others would send the words away.
 * @param {{ lang: string, localService: boolean }[]} voices @param {string} lang */
export const ownVoice = (voices, lang) => voices.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(lang));

/** What is to be heard of a line, each with the voice that reads it: hers first, the interpreter's after it.
 * @template {{ lang: string, localService: boolean }} V
 * @param {SceneLine} line @param {V[]} voices */
export function heardOf(line, voices) {
  /** @type {[string, string | undefined][]} */
  const said = line.who ? [["es", line.es], ["en", line.en]] : [];
  return said.flatMap(([lang, text]) => {
    const voice = /** @type {V | undefined} */ (ownVoice(voices, lang));
    return text && voice ? [{ lang, text, voice }] : [];
  });
}

/** @param {SceneProps} spec */
export function listening({ recordings = {}, words }) {
  const speech = window.speechSynthesis;
  /** @type {(() => void)[]} */
  const buttons = [];
  let stop = () => {};
  const voices = () => speech?.getVoices() ?? [];

  /** @param {SceneLine} line @param {() => void} ended */
  function play(line, ended) {
    const recording = recordings[line.es || line.en || ""];
    if (recording) {
      const sound = new Audio(recording);
      sound.onended = sound.onerror = ended;
      sound.play().catch(ended);
      return () => sound.pause();
    }
    const parts = heardOf(line, voices());
    parts.forEach(({ lang, text, voice }, index) => {
      const part = Object.assign(new SpeechSynthesisUtterance(text), { lang: voice.lang || lang, voice });
      part.onerror = ended;
      if (index === parts.length - 1) part.onend = ended;
      speech.speak(part);
    });
    return () => speech.cancel();
  }

  /** A button for a line; hidden where nothing can read it. @param {SceneLine} line @param {string} name */
  function button(line, name) {
    const node = el("button", { type: "button", class: "kit-change kit-listen", "aria-label": `${words["scene.listen"]}: ${name}`, onclick: () => {
      const again = node.dataset.playing === "true";
      stop();
      if (again) return;
      const ended = () => {
        node.dataset.playing = "false";
        say(node, words["scene.listen"]);
      };
      const silence = play(line, ended);
      stop = () => {
        silence();
        ended();
        stop = () => {};
      };
      node.dataset.playing = "true";
      say(node, words["scene.listen_stop"]);
    }, text: words["scene.listen"] });
    const show = () => { node.hidden = !recordings[line.es || line.en || ""] && !heardOf(line, voices()).length; };
    buttons.push(show);
    show();
    return node;
  }
  speech?.addEventListener("voiceschanged", () => buttons.forEach((show) => show()));
  return { button, stop: () => stop() };
}
