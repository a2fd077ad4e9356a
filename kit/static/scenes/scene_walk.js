// Where a path leads through a scene: which lines come, what may be said, where it ends. Knows nothing about pages.
// kit/scenes walks the same way; tests/data/scene_walk.json checks both.

// A scene that never ends cannot be built; this only keeps a broken one from freezing the page.
const MOST = 200;

/** Returns the lines of one voice, given what is known so far.
 * @param {SceneLine[] | undefined} lines @param {string} voice @param {Set<string>} known @returns {SceneLine[]} */
export function linesFor(lines, voice, known) {
  return (lines || []).flatMap((line) => {
    if (line.voices) return linesFor(line.voices[voice], voice, known);
    if (!line.needs) return [line];
    const all = line.needs.every((one) => known.has(one));
    return linesFor(all ? line.lines : line.otherwise, voice, known);
  });
}

/** Returns what may be said at a turn, in the order of the file.
 * @param {SceneTurn} turn @param {string} voice @param {Set<string>} known */
export function offered(turn, voice, known) {
  return (turn.choices || []).filter((choice) =>
    (!choice.voices || choice.voices.includes(voice))
    && (choice.needs || []).every((one) => known.has(one))
    && !(choice.unless || []).some((one) => known.has(one)));
}

/** Returns what is known after a choice.
 * @param {Set<string>} known @param {SceneChoice} choice */
export function knownAfter(known, choice) {
  return new Set([...known, ...(choice.learns || []), ...(choice.promises || []), ...(choice.marks || [])]);
}

/** Returns a turn or an ending by its id.
 * @param {Scene} scene @param {string} id */
export function placeOf(scene, id) {
  return scene.turns[id] || scene.endings[id];
}

/** Follows a path up to the turn that needs a choice, or to the end. `year` is what earlier scenes passed on, such
 * as `first_call.hours`.
 * @param {Scene} scene @param {string} voice @param {Taken[]} path @param {string[]} [year] @returns {Walked} */
export function walk(scene, voice, path, year = []) {
  let known = new Set(year);
  let at = scene.start;
  let length = 0;
  /** @type {SceneStep[]} */
  const steps = [];
  while (scene.turns[at] && steps.length < MOST) {
    const turn = scene.turns[at];
    const choices = offered(turn, voice, known);
    const next = path[length];
    const taken = (next?.turn === at && choices.find((choice) => choice.id === next.choice)) || null;
    steps.push({
      turn: at, lines: linesFor(turn.lines, voice, known), choices, own: turn.own, taken,
      typed: (taken && next.typed) || "", rather: taken ? next.rather : undefined, before: known,
    });
    if (taken) {
      length += 1;
      known = knownAfter(known, taken);
      at = taken.to[voice];
    } else if (choices.length) return { steps, known, length, ending: null };
    else at = turn.to?.[voice] ?? "";
  }
  const last = scene.endings[at];
  return {
    steps, known, length,
    ending: last ? { id: at, title: last.title, lines: linesFor(last.lines, voice, known), later: linesFor(last.later, voice, known) } : null,
  };
}
