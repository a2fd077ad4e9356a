// Recognizes a Spanish question that can be answered with yes or no. If it may be open, it is left alone: a wrong
// hint is worse than none.

const ASKS_SPANISH = "qué|cuál(?:es)?|cómo|cuándo|cuánt[oa]s?|dónde|adónde|quién(?:es)?";
// With its accent, such a word asks anywhere in a sentence; many people leave the accent out, and then it counts
// only at the beginning.
const WITH_ACCENT_SPANISH = new RegExp(`(?<!\\p{L})(?:${ASKS_SPANISH})(?!\\p{L})`, "iu");
const BEGINS_SPANISH = new RegExp(`^(?:(?:a|con|de|desde|en|hasta|para|por|sobre) )?(?:${ASKS_SPANISH.normalize("NFD").replace(/\p{M}/gu, "")})(?!\\p{L})`, "iu");

// What people say before the question itself.
const LEAD_SPANISH = /^(?:(?:y|pero|pues|bueno|entonces|oiga|hola|disculpe|perdone?|señora|sra\.? p[eé]rez|buen[oa]s (?:d[ií]as|tardes|noches))(?!\p{L})[\s,.:]*)+/iu;
// Without an opening mark, a question is recognized only by its verb.
const VERB_SPANISH = /^(?:(?:le|la|les|me|nos|lo|te|se) )?(?:puede[ns]?|podr[ií]an?|quiere[ns]?|quisieran?|quer[ií]an?|gustar[ií]an?|gustan?|parece|sirve|conviene|queda|tiene[ns]?|est[aá]n?|sabe[ns]?|viene[ns]?|vendr[ií]an?|necesitan?|entiende[ns]?|hablan?|lee[ns]?|recibi[oó]|hay|prefiere[ns]?|cree[ns]?|piensan?|conoce[ns]?|trabajan?|duerme[ns]?)(?!\p{L})/iu;
// These are closed only by their grammar: nobody answers "sí" and stops.
const ASKS_MORE_SPANISH = /(?<!\p{L})(?:(?:contar|decir|platicar|explicar|describir|mostrar|compartir)(?:me|nos|le|les)?|hablar(?:me|nos)|ayudar(?:me|nos) a entender|(?:me|nos) (?:cuenta|dice|platica|explica|describe|muestra)n?)(?!\p{L})/iu;
// A choice, and "¿Y usted?", which repeats the last question.
const CHOOSES_SPANISH = /^(?:prefiere|quiere|es mejor)n?(?!\p{L}).* o /iu;
const ONCE_MORE_SPANISH = /^y \S+(?: \S+)?$/iu;
const TAG_SPANISH = /^(?:verdad|no|cierto|s[ií]|correcto|est[aá] bien|de acuerdo|no es cierto)$/iu;

/** @param {string} sentence that ends in a question mark */
export function closedInSpanish(sentence) {
  const marked = sentence.includes("¿");
  const question = sentence.slice(sentence.lastIndexOf("¿") + 1).replace(/[?\s"”»')]+$/u, "").trim();
  if (marked && TAG_SPANISH.test(question)) return true;
  if (ONCE_MORE_SPANISH.test(question)) return false;
  const asked = question.replace(LEAD_SPANISH, "");
  if (WITH_ACCENT_SPANISH.test(asked) || BEGINS_SPANISH.test(asked) || ASKS_MORE_SPANISH.test(asked) || CHOOSES_SPANISH.test(asked)) return false;
  return marked ? /\s/u.test(asked) : VERB_SPANISH.test(asked);
}
