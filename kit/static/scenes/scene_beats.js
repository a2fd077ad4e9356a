// Lines come one after the other, and what may be said comes after the last of them. With less motion, everything is
// there at once.

const BEAT = 550;
// New lines take at most this many beats; where there are more, each is shorter.
const MOST = 6;

/** @param {() => void} redraw */
export function beatsOf(redraw) {
  /** @type {string[]} */
  let drawn = [];
  let [from, passed, all] = [0, 0, 0];
  /** @type {number | undefined} */
  let timer;
  const next = () => {
    timer = setTimeout(() => {
      passed += 1;
      if (passed < all) next();
      redraw();
    }, Math.min(BEAT, (BEAT * MOST) / all));
  };
  return {
    get pending() { return passed < all; },
    /** Returns each piece that is there by now, with how many of its beats have come.
     * @template {{ key: string, beats: number }} P
     * @param {P[]} pieces @param {boolean} atOnce @returns {{ piece: P, beats: number }[]} */
    shown(pieces, atOnce) {
      let same = 0;
      while (same < pieces.length && pieces[same].key === drawn[same]) same += 1;
      if (same < pieces.length || same < drawn.length) {
        clearTimeout(timer);
        drawn = pieces.map(({ key }) => key);
        from = same;
        all = pieces.slice(from).reduce((sum, { beats }) => sum + beats, 0);
        const still = atOnce || matchMedia("(prefers-reduced-motion: reduce)").matches;
        passed = still ? all : 0;
        if (!still) next();
      }
      let begins = 0;
      return pieces.flatMap((piece, n) => {
        if (n < from) return { piece, beats: piece.beats };
        const beats = passed + 1 - begins;
        begins += piece.beats;
        return beats > 0 ? { piece, beats } : [];
      });
    },
    hurry() {
      clearTimeout(timer);
      passed = all;
      redraw();
    },
    end: () => clearTimeout(timer),
  };
}
