/** How names stand in French sentences: `{name, of}` in a message. */

const isElided = (name: string) => /^[aeiouyhàâäéèêëîïôöùûü]/i.test(name);

/** `shown`: the name as it is written there, with markup perhaps. */
type Joined = (name: string, shown: string) => string;

/** « de Karim », « d’Awa » */
const of: Joined = (name, shown) => `${isElided(name) ? 'd’' : 'de '}${shown}`;

/** « ce que Karim », « ce qu’Awa » */
const that: Joined = (name, shown) => `${isElided(name) ? 'qu’' : 'que '}${shown}`;

const isKpa = (name: string) => name.startsWith('KPA ');

/** « le KPA des Hauts-Prés »; a name that does not begin with KPA stays bare. */
const theKpa: Joined = (name, shown) => (isKpa(name) ? `le ${shown}` : shown);

/** The same where a sentence begins: « Le KPA des Hauts-Prés » */
const theKpaAtStart: Joined = (name, shown) => (isKpa(name) ? `Le ${shown}` : shown);

/** « du KPA des Hauts-Prés » */
const ofKpa: Joined = (name, shown) => (isKpa(name) ? `du ${shown}` : of(name, shown));

/** « Bienvenue au KPA des Hauts-Prés » */
const atKpa: Joined = (name, shown) => (isKpa(name) ? `au ${shown}` : `à ${shown}`);

export const FRENCH_NAMES: Readonly<Record<string, Joined>> = {
  of,
  that,
  theKpa,
  theKpaAtStart,
  ofKpa,
  atKpa,
};

/** « DIALLO », as lists write a family name. */
const isInCapitals = (word: string) =>
  /\p{L}.*\p{L}/u.test(word) && word === word.toUpperCase() && word !== word.toLowerCase();

/** « Awa » of « Awa Diallo », and of « DIALLO Awa » */
export function firstName(name: string): string {
  const words = name.split(' ');
  return words.find((word) => !isInCapitals(word)) ?? words[0] ?? name;
}
