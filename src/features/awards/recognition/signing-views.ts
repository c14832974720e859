/** What is read again before it is signed, and what became of each. */
import type { ToldOfWork } from '../../../claims/told-of.ts';
import { digest } from '../../../keys/secrets.ts';
import { sayTitle } from '../../../badges/titles.ts';
import type { Definitions } from '../../../definitions/definitions.ts';
import { say } from '../../../language/message.ts';
import type { Experience, Person } from '../../../storage/store.ts';
import { shortLevel } from '../../../badges/labels.ts';
import { isOther, levelOf } from '../../../badges/signed-names.ts';
import { imagePath } from '../../../badges/addresses.ts';
import type { Typed } from '../../../web/forms.ts';
import type { Draft } from '../draft.ts';
import { doubtOf, isKept } from '../private-life.ts';
import { endOf } from '../end-of-validity.ts';
import { taskOf } from './read-scene.ts';
import { choiceOf } from './choices.ts';
import type { DraftWriter } from './tell-draft.ts';
import type { DraftOutcome } from '../sign-drafts.ts';

interface Around {
  readonly experience: Experience;
  /** Whose cards there are, in order. */
  readonly candidates: readonly Person[];
  readonly batch: string;
  readonly told: ToldOfWork;
  /** As they were sent. */
  readonly values: Typed;
  /** In the language of the page. */
  readonly here: Definitions;
}

interface Preview {
  readonly now: Date;
  /** What would be signed then, draft by draft. */
  readonly documents: readonly string[];
  /** As it was sent, and whether the button was pressed. */
  readonly sent: { readonly body: unknown; readonly demanded: boolean };
  /** Colleagues, of whose words nothing was changed. */
  readonly writers: ReadonlyMap<string, DraftWriter>;
}

export function previewView(
  drafts: readonly Draft[],
  around: Around,
  { now, documents, writers, sent }: Preview,
) {
  const [first] = drafts;
  const { experience, candidates, batch } = around;
  const doubts = drafts.map(({ badge, sentence, person }) =>
    badge.sensitive ? undefined : doubtOf(sentence, { field: keepField(person), ...sent }),
  );
  const summary = doubts.flatMap((doubt) =>
    doubt?.error ? [{ href: `#${doubt.field}`, text: doubt.error }] : [],
  );
  return {
    ...{ experience, batch, facts: factsOf(experience), summary },
    signer: first && { name: first.awardedBy.name, title: sayTitle(first.awardedBy.title) },
    drafts: drafts.map((draft, index) => ({
      ...draftView(draft, around),
      at: candidates.indexOf(draft.person),
      doubt: doubts[index],
      writer: writers.get(draft.person.id),
      task: taskOf(experience, draft.person),
      ...endOf(draft.badge, now.toISOString()),
      document: documents[index],
    })),
  };
}

const keepField = ({ id }: Person) => `keep-${id}`;

/** Nobody signs unknowing what may be about somebody’s life. */
export const areKept = (drafts: readonly Draft[], body: unknown): boolean =>
  drafts.every(
    ({ badge, sentence, person }) => badge.sensitive || isKept(sentence, keepField(person), body),
  );

const SIGNED = { awarded: say('award.signed'), already: say('award.was-signed') };

/**
 * Signed for some, and not for all: what became of each. `left`: those who can be signed still, with
 * what was written for them, in a form that does only that.
 */
export function outcomesView(
  outcomes: readonly DraftOutcome[],
  around: Around,
  errorId: string | undefined,
) {
  const { experience, batch } = around;
  const rows = outcomes.map(({ draft, outcome, why, isRepeated }) => ({
    ...draftView(draft, around),
    said: outcome === 'failed' ? { tone: 'no', text: why } : { tone: 'ok', text: SIGNED[outcome] },
    isSigned: outcome !== 'failed',
    isLeft: outcome === 'failed' && isRepeated !== true,
  }));
  return {
    ...{ rows, batch, errorId, experience, facts: factsOf(experience) },
    left: rows.filter(({ isLeft }) => isLeft),
    signed: rows.filter(({ isSigned }) => isSigned).length,
  };
}

/** `choice`, `reread`, `seen`: as the form says them that signs. */
function draftView(draft: Draft, { values, told, here }: Around) {
  const { person, badge, level, sentence } = draft;
  return {
    ...{ person, sentence, ...namesOf(draft, here) },
    image: imagePath(badge.slug, badge.version, level),
    short: level === undefined ? undefined : shortLevel({ code: level }),
    choice: choiceOf(badge.slug, level),
    reread: rereadOf(draft, told),
    told: told.get(person.id),
    seen: values[`seen-${person.id}`],
  };
}

/**
 * In which words a badge was reread: another language or version is reread once more, and so is what its person
 * said since, when they asked for it. On objective 6 nothing of that is read.
 */
export function rereadOf({ badge, person }: Pick<Draft, 'badge' | 'person'>, told: ToldOfWork) {
  const said = badge.sensitive ? 0 : (told.get(person.id)?.length ?? 0);
  return `${badge.language}:${badge.version}${said === 0 ? '' : `+${said}`}`;
}

/** Whatever was said since. */
export const withoutSaid = (reread: string): string => reread.replace(/\+\d+$/, '');

/** What is told of the work beside each badge: it is signed, too (`describeEvidence`). */
export const factsOf = ({ kind, title, date, place, participants }: Experience): string => {
  const tasks = participants.map(({ personId, task }) => [personId, task]);
  return digest(JSON.stringify([kind, title, date, place, tasks])).slice(0, 16);
};

/** As they are signed; those in the language of the page stand beside them. */
function namesOf({ badge, level }: Pick<Draft, 'badge' | 'level'>, here: Definitions) {
  const shown = here.findBadgeClass(badge.slug, badge.version) ?? badge;
  return {
    badge: { ...badge, ...(isOther(shown, badge, here) && { nameHere: shown.name }) },
    level: levelOf({ level }, shown, badge, here),
  };
}
