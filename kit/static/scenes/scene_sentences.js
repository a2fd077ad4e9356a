// Where a paragraph in English or Spanish may be cut: after each sentence, and within a long one where an
// interpreter needs a pause.

const LONGEST = 15;

// A period at the end of one of these doesn't end a sentence.
const SHORT = /(?:^|[\s("“])(?:Mr|Mrs|Ms|Dr|St|Sra?|Srta|Dra|Uds?|vs|e\.g|i\.e|a\.m|p\.m)\.$/u;

/** @param {string} text */
const wordsIn = (text) => text.split(/\s+/u).filter(Boolean);

/** @param {string} text */
export function sentencesOf(text) {
  /** @type {string[]} */
  const found = [];
  for (const { segment } of new Intl.Segmenter("en", { granularity: "sentence" }).segment(text)) {
    const last = found.at(-1);
    // "Ms. Perez" is not the end of a sentence; "at 3 p.m. The bus" is, because a capital follows the hour.
    if (last && SHORT.test(last.trim()) && !(/[ap]\.m\.$/u.test(last.trim()) && /^[“"(]*\p{Lu}/u.test(segment))) found[found.length - 1] = last + segment;
    else found.push(segment);
  }
  return found.map((sentence) => sentence.trim()).filter(Boolean);
}

/** Returns the pieces that one would say between pauses: each sentence, and for one longer than about fifteen words,
 * as many parts between commas as fit.
 * @param {string} text */
export function piecesOf(text) {
  return sentencesOf(text).flatMap((sentence) => {
    /** @type {string[]} */
    const pieces = [];
    for (const part of sentence.split(/(?<=[,;:—])\s+/u)) {
      const last = pieces.at(-1);
      if (last && wordsIn(last).length + wordsIn(part).length <= LONGEST) pieces[pieces.length - 1] = `${last} ${part}`;
      else pieces.push(part);
    }
    return pieces;
  });
}
