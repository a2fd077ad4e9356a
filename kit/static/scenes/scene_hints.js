// Hints about a line that the learner typed. It is compared with no model answer, and nothing leaves the page.

// What people say before the question itself.
const LEAD = /^(?:(?:so|and|but|well|okay|ok|now|then|hi|hello|good (?:morning|afternoon|evening)|please|ms\.? perez|mrs\.? perez)\b[\s,.:–—-]*)+/iu;
// Questions that begin like this can be answered with yes or no.
const CLOSED = /^(?:do|does|did|is|are|am|was|were|can|could|will|would|have|has|had|should|shall|may|might|must|isn't|aren't|don't|doesn't|didn't|won't|wouldn't|can't|couldn't|haven't|hasn't)\b/iu;
// These are closed only by their grammar: nobody answers "yes" and stops.
const ASKS_MORE = /^(?:can|could|will|would) (?:you )(?:please )?(?:tell|describe|explain|show|share|say|walk|help me understand|give me an idea)\b/iu;
const TAG = /,\s*(?:right|ok|okay|yes|no|correct|(?:is|are|was|were|do|does|did|can|could|will|would|have|has)(?:n't)? (?:it|that|you|we|he|they|i))\s*\?$/iu;
const OF_HER = /\b(?:she|her|hers|herself|she's|she'd|she'll|ella)\b/giu;

const MOST_SENTENCES = 2;
// A period at the end of one of these doesn't end a sentence.
const SHORT = /(?:^|[\s("“])(?:Mr|Mrs|Ms|Dr|St|Sra?|Srta|Dra|Uds?|vs|e\.g|i\.e|a\.m|p\.m)\.$/u;

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

/** @param {string} question */
function closed(question) {
  if (TAG.test(question)) return true;
  // "At four, can you come?": the question begins after the comma.
  const asked = question.replace(LEAD, "").replace(/^[^,]{1,40},\s+(?=\w)/u, (before) => (CLOSED.test(before) ? before : ""));
  return CLOSED.test(asked) && !ASKS_MORE.test(asked);
}

/** @param {string} word */
const literally = (word) => word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");

/** Returns which of the four problems the line has, each with the words that show it.
 * @param {string} text
 * @param {{ jargon: string[], present: boolean }} how `jargon` is a list of words; `present`: she hears the line
 * @returns {{ what: "closed" | "jargon" | "about_her" | "long", found: string }[]} */
export function hintsOf(text, { jargon, present }) {
  const sentences = sentencesOf(text);
  /** @type {ReturnType<typeof hintsOf>} */
  const hints = [];
  for (const question of sentences.filter((one) => /\?["”')]*$/u.test(one) && closed(one)))
    hints.push({ what: "closed", found: question });
  const used = jargon.filter((word) => word && new RegExp(`(?<![\\p{L}\\d])${literally(word)}(?![\\p{L}\\d])`, /[a-z]/u.test(word) ? "iu" : "u").test(text));
  if (used.length) hints.push({ what: "jargon", found: used.join(", ") });
  const about = present ? [...new Set((text.match(OF_HER) || []).map((word) => word.toLowerCase()))] : [];
  if (about.length) hints.push({ what: "about_her", found: about.join(", ") });
  if (sentences.length > MOST_SENTENCES) hints.push({ what: "long", found: String(sentences.length) });
  return hints;
}
