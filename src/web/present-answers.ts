/** The three answers, always in one order, under one question each (docs/adr/0025). */
import type { Note, Verification } from '../credentials/verification.ts';
import { count, formatDate, formatDateTime, theKpa } from './french.ts';
import type { Icon, Tone } from './present-verification.ts';
import { type Line, line, siteOf } from './say-who.ts';
import { sayEarly, sayExpired, sayUnknownStatus } from './say-when.ts';

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

type Said = Omit<Answer, 'question'>;

function signature(verification: Verification): Said {
  const { summary, issuer, namesake } = verification;
  const site = siteOf(verification);
  if (summary.signature !== 'right') return unsigned(verification);
  const who = issuer
    ? { answer: theKpa(issuer.name).replace(/^l/, 'L') }
    : site === undefined
      ? { answer: 'Une clé sans nom de site' }
      : { answer: site, isSite: true };
  const published =
    site === undefined
      ? line('La clé est écrite dans le badge : personne ne la publie.')
      : issuer
        ? { text: 'Clé publiée par', site, end: '. Rien n’a changé depuis.' }
        : line('Ce site publie la clé qui a signé. Rien n’a changé depuis.');
  const tone = toneOf(verification);
  return namesake
    ? {
        tone: 'no',
        icon: 'alike',
        ...who,
        basis: [line('La signature est juste, mais c’est la sienne.')],
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
        answer:
          notes.length === 0
            ? 'Oui, sans remarque'
            : `Oui, avec ${count(notes.length, 'remarque', 'remarques')}`,
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

const noted = ({ sentence, place, rule }: Note) => ({ sentence: sentence.fr, place, rule });

function standing(verification: Verification): Said {
  const { summary, statusAsOf } = verification;
  if (summary.authentic !== 'yes') {
    return {
      tone: 'neutral',
      icon: 'dash',
      answer: 'On ne sait pas',
      basis: [line('Sans signature juste, cela ne compte pas.')],
    };
  }
  if (!summary.issuerKnown) return ofStranger(verification);
  switch (summary.standing) {
    case 'valid':
      return {
        tone: 'ok',
        icon: 'ok',
        answer: 'Oui',
        basis: [
          line(
            statusAsOf === undefined
              ? 'Aucun retrait n’est prévu pour ce badge.'
              : `Pas de retrait. Liste faite le ${formatDateTime(statusAsOf)}.`,
          ),
        ],
      };
    case 'revoked':
      return { tone: 'no', icon: 'no', answer: 'Non, il est retiré', basis: [] };
    case 'suspended':
      return {
        tone: 'unk',
        icon: 'unk',
        answer: 'Pas en ce moment',
        basis: [line('Il est suspendu.')],
      };
    case 'expired':
      return {
        tone: 'unk',
        icon: 'unk',
        answer: 'Non, sa date est passée',
        basis: [line(sayExpired(verification))],
      };
    case 'not-yet-valid':
      return {
        tone: 'unk',
        icon: 'unk',
        answer: 'Pas encore',
        basis: [line(sayEarly(verification))],
      };
    case 'unknown':
      return {
        tone: 'unk',
        icon: 'unk',
        answer: 'On ne sait pas',
        basis: [line(sayUnknownStatus(verification))],
      };
  }
}

/** A date or a withdrawal by a stranger proves nothing: it is their own word. */
function ofStranger(verification: Verification): Said {
  const { summary, namesake, checks } = verification;
  const own: Pick<Said, 'tone' | 'icon'> = namesake
    ? { tone: 'neutral', icon: 'dash' }
    : { tone: 'other', icon: 'other' };
  const date = checks.find(({ id }) => id === 'dates')?.date;
  const on = date === undefined ? '' : ` le ${formatDate(date)}`;
  const UNPROVEN = line('Une date écrite par un inconnu ne prouve rien.');
  switch (summary.standing) {
    case 'valid':
      return {
        ...own,
        answer: 'Oui, dit-il',
        basis: [line('Pas de retrait, dit ce même émetteur.')],
      };
    case 'revoked':
      return { ...own, answer: 'Non, dit-il', basis: [line('Il dit l’avoir retiré.')] };
    case 'suspended':
      return {
        ...own,
        answer: 'Pas en ce moment, dit-il',
        basis: [line('Il dit l’avoir suspendu.')],
      };
    case 'expired':
      return {
        ...own,
        answer: 'Non, dit-il',
        basis: [line(`Il dit avoir expiré${on}.`), UNPROVEN],
      };
    case 'not-yet-valid':
      return {
        ...own,
        answer: 'Pas encore, dit-il',
        basis: [line(`Il dit valoir à partir du${on.replace(' le', '')}.`), UNPROVEN],
      };
    case 'unknown':
      return {
        tone: 'unk',
        icon: 'unk',
        answer: 'On ne sait pas',
        basis: [line(sayUnknownStatus(verification))],
      };
  }
}
