// A line read aloud by this computer's own voices; others would send the words elsewhere.

import { html } from "../vendor/lit-html.js";

/** Returns what can be heard of a line, her words first and then the English, each with the voice that reads it.
 * @template {{ lang: string, localService: boolean }} V
 * @param {SceneLine} line @param {V[]} voices */
export const heardOf = ({ who, es, en }, voices) => Object.entries(who ? { es, en } : {}).flatMap(([lang, text]) => {
  const voice = voices.find((one) => one.localService && one.lang.toLowerCase().startsWith(lang));
  return text && voice ? { text, voice } : [];
});

/** @param {Words} words @param {() => void} redraw */
export function listening(words, redraw) {
  const speech = window.speechSynthesis;
  /** @param {SceneLine} line */
  const parts = (line) => heardOf(line, speech?.getVoices() ?? []);
  /** The line that is heard now. @type {SceneLine | null} */
  let now = null;
  /** Its last part. @type {SpeechSynthesisUtterance | undefined} */
  let last;

  function stop() {
    now = null;
    last = undefined;
    speech?.cancel();
    redraw();
  }
  /** @param {SceneLine} line */
  function play(line) {
    stop();
    const said = parts(line).map(({ text, voice }) => Object.assign(new SpeechSynthesisUtterance(text), { lang: voice.lang, voice }));
    const end = said.at(-1);
    [now, last] = [line, end];
    // What was cut off says so late, when another line may be heard already.
    if (end) end.onend = end.onerror = () => last === end && stop();
    said.forEach((one) => speech.speak(one));
    redraw();
  }
  speech?.addEventListener("voiceschanged", redraw);
  return {
    /** A button for a line; hidden if nothing of it can be read. @param {SceneLine} line @param {string} name */
    button: (line, name) => html`<button type="button" class="kit-change kit-listen" aria-label="${words["scene.listen"]}: ${name}" data-playing=${String(now === line)}
      ?hidden=${!parts(line).length} @click=${() => (now === line ? stop() : play(line))}>${now === line ? words["scene.listen_stop"] : words["scene.listen"]}</button>`,
    stop,
    end() {
      speech?.removeEventListener("voiceschanged", redraw);
      redraw = () => {};
      stop();
    },
  };
}
