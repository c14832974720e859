/** The three answers, always in one order, under one question each (docs/adr/0025). */
import type { Note, Verification } from '../credentials/verification.ts';
import { count, theKpa } from '../language/french.ts';
import { standing } from './present-standing.ts';
import type { Icon, Tone } from './present-verification.ts';
import { type Line, line, siteOf } from './say-who.ts';

export interface Answer {
  readonly question: string;
  readonly tone: Tone;
  readonly icon: Icon | 'dash';
  /** In a few words; `site` where it is the name of one. */
  readonly answer: string;
  readonly isSite?: boolean;
  readonly basis: readonly Line[];
  readonly notes?: readonly {
    readonly sentence: string;
    readonly place: string;
    readonly rule: string;
  }[];
}

export function presentAnswers(verification: Verification): readonly [Answer, Answer, Answer] {
  return [
    { question: '1. Qui a signé ?', ...signature(verification) },
    { question: '2. Suit-il la norme ?', ...standard(verification) },
    { question: '3. Vaut-il encore ?', ...standing(verification) },
  ];
}

export type Said = Omit<Answer, 'question'>;

function signature(verification: Verification): Said {
  const { summary, issuer, namesake } = verification;
  const site = siteOf(verification);
  if (summary.signature !== 'right') return unsigned(verification);
  const who = issuer
    ? { answer: theKpa(issuer.name).replace(/^l/, 'L') }
    : site === undefined
      ? { answer: 'Une clé que personne ne publie' }
      : { answer: site, isSite: true };
  const published =
    site === undefined
      ? line('La clé est écrite dans le badge : personne ne la publie.')
      : issuer
        ? { text: 'Clé publiée par', site, end: '.', more: 'Rien n’a changé depuis la signature.' }
        : line('Ce site publie la clé qui a signé. Rien n’a changé depuis la signature.');
  const tone = toneOf(verification);
  return namesake
    ? {
        tone: 'no',
        icon: 'alike',
        ...who,
        basis: [line('La signature est juste, mais c’est celle d’un autre.')],
      }
    : { ...tone, ...who, basis: [published] };
}

function unsigned({ summary, credential, checks }: Verification): Said {
  const named = credential?.issuer.name;
  const claims: readonly Line[] =
    named === undefined ? [] : [{ text: 'Le fichier nomme', claim: named, end: '.' }];
  const key = checks.find(({ id }) => id === 'issuer-key');
  switch (summary.signature) {
    case 'unknown':
      return {
        tone: 'unk',
        icon: 'unk',
        answer: 'On ne sait pas',
        basis: [
          ...claims,
          line(
            key?.outcome === 'unknown'
              ? key.sentence.fr
              : 'La signature n’a pas pu être contrôlée.',
          ),
        ],
      };
    case 'none':
      return {
        tone: 'no',
        icon: 'broken',
        answer: 'Pas l’émetteur nommé',
        basis: [
          ...claims,
          line(key?.outcome === 'fail' ? key.sentence.fr : 'Il n’y a pas de signature valable.'),
        ],
      };
    default:
      return {
        tone: 'no',
        icon: 'broken',
        answer: 'On ne sait pas',
        basis: [...claims, line('La clé de cet émetteur ne va pas avec ce texte.')],
      };
  }
}

/** A stranger's right answers are neither praised nor doubted. */
function toneOf({ summary }: Verification): Pick<Said, 'tone' | 'icon'> {
  return summary.issuerKnown ? { tone: 'ok', icon: 'ok' } : { tone: 'other', icon: 'other' };
}

function standard(verification: Verification): Said {
  const { summary, notes, namesake } = verification;
  switch (summary.standard) {
    case 'ambiguous':
      return {
        tone: 'no',
        icon: 'broken',
        answer: 'Non',
        basis: [line('Deux lecteurs peuvent y lire deux badges.')],
      };
    case 'unknown':
      return { tone: 'neutral', icon: 'dash', answer: 'On ne sait pas', basis: [] };
    default:
      return {
        ...(namesake || summary.signature !== 'right'
          ? { tone: 'neutral', icon: 'dash' }
          : toneOf(verification)),
        answer: sayStandard(notes),
        basis: [
          line(
            summary.signature === 'right'
              ? notes.length === 0
                ? 'Open Badges 3.0.'
                : notes.length === 1
                  ? 'Elle ne change pas la signature.'
                  : 'Elles ne changent pas la signature.'
              : 'La forme ne prouve pas le contenu.',
          ),
        ],
        notes: notes.map(noted),
      };
  }
}

/** A strict reader refuses what departs from a MUST. */
function sayStandard(notes: readonly Note[]): string {
  const remarks = count(notes.length, 'remarque', 'remarques');
  if (notes.length === 0) return 'Oui, sans remarque';
  return notes.some(({ must }) => must) ? `Pas en tout : ${remarks}` : `Oui, avec ${remarks}`;
}

const noted = ({ sentence, place, rule }: Note) => ({ sentence: sentence.fr, place, rule });
