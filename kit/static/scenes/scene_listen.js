// A line read aloud: from a recording in the scene's folder, or by one of this computer's own voices.

import { html } from "../vendor/lit-html.js";

/** Returns a voice that speaks on this computer; others would send the words elsewhere.
 * @param {{ lang: string, localService: boolean }[]} voices @param {string} lang */
export const ownVoice = (voices, lang) => voices.find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(lang));

/** Returns what can be heard of a line: her words first, then the interpreter's, each from its recording or from the
 * voice that reads it.
 * @template {{ lang: string, localService: boolean }} V
 * @param {SceneLine} line @param {V[]} voices @param {Record<string, string>} [recordings] */
export function heardOf(line, voices, recordings = {}) {
  /** @type {[string, string | undefined][]} */
  const said = line.who ? [["es", line.es], ["en", line.en]] : [];
  return said.flatMap(([lang, text]) => {
    const voice = /** @type {V | undefined} */ (ownVoice(voices, lang));
    const recording = text ? recordings[text] : undefined;
    return text && (voice || recording) ? [{ lang, text, voice, recording }] : [];
  });
}

/** @param {SceneProps} props @param {KernelLink} kernel @param {() => void} redraw */
export function listening({ recordings = {}, words }, kernel, redraw) {
  const speech = window.speechSynthesis;
  /** Recordings, each fetched once and only from the course. @type {Map<string, string>} */
  const addresses = new Map();
  /** @param {SceneLine} line */
  const parts = (line) => heardOf(line, speech?.getVoices() ?? [], recordings);
  /** The line that is heard now. @type {SceneLine | null} */
  let now = null;
  let silence = () => {};

  /** @param {string} name @returns {Promise<string>} an address, or nothing if the course doesn't answer */
  const addressOf = (name) => new Promise((have) => {
    if (addresses.has(name)) have(addresses.get(name) ?? "");
    else kernel.ask({ type: "recording", name }, {
      silent: () => have(""),
      reply: (reply, [data]) => {
        if (reply.ok && data && !addresses.has(name)) addresses.set(name, URL.createObjectURL(new Blob([data], { type: reply.sort })));
        have(addresses.get(name) ?? "");
      },
    });
  });
  /** @param {string} address @returns {Promise<boolean>} whether it could be played */
  const sound = (address) => new Promise((over) => {
    const audio = new Audio(address);
    silence = () => {
      audio.pause();
      over(true);
    };
    audio.onended = () => over(true);
    audio.onerror = () => over(false);
    audio.play().catch(() => over(false));
  });
  /** @param {string} text @param {string} lang @param {SpeechSynthesisVoice} voice @returns {Promise<void>} */
  const speak = (text, lang, voice) => new Promise((over) => {
    const said = Object.assign(new SpeechSynthesisUtterance(text), { lang: voice.lang || lang, voice });
    silence = () => {
      speech.cancel();
      over();
    };
    said.onend = said.onerror = () => over();
    speech.speak(said);
  });
  function stop() {
    now = null;
    silence();
    silence = () => {};
    redraw();
  }
  /** Plays part after part; skips what can't be played. @param {SceneLine} line */
  async function play(line) {
    stop();
    now = line;
    redraw();
    for (const { text, lang, voice, recording } of parts(line)) {
      const address = recording ? await addressOf(recording) : "";
      if (now !== line) return;
      if (!(address && await sound(address)) && voice && now === line) await speak(text, lang, voice);
      if (now !== line) return;
    }
    stop();
  }
  speech?.addEventListener("voiceschanged", redraw);
  return {
    /** A button for a line; hidden if nothing of it can be played. @param {SceneLine} line @param {string} name */
    button: (line, name) => html`<button type="button" class="kit-change kit-listen" aria-label="${words["scene.listen"]}: ${name}" data-playing=${String(now === line)}
      ?hidden=${!parts(line).length} @click=${() => (now === line ? stop() : play(line))}>${now === line ? words["scene.listen_stop"] : words["scene.listen"]}</button>`,
    stop,
    end() {
      speech?.removeEventListener("voiceschanged", redraw);
      redraw = () => {};
      stop();
      addresses.forEach((address) => URL.revokeObjectURL(address));
    },
  };
}
