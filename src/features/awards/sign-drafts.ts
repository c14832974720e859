import { confirmClaims } from '../../claims/confirm-claims.ts';
import { type Message, say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
import { tell } from '../../notices/tell.ts';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { isRefusal } from '../../storage/store.ts';
import { type Failure, failureIn, isUnexpected } from '../../web/errors.ts';
import { awardBadges, type AwardRow } from './award-badges.ts';
import type { AwardServices, Draft } from './draft.ts';

/** What became of one person's badge. */
export interface DraftOutcome {
  readonly draft: Draft;
  readonly outcome: AwardRow['outcome'];
  /** Where it is not signed. */
  readonly why?: Message;
  /** They have this badge from another form: it cannot be signed again. */
  readonly isRepeated?: boolean;
}

export interface Signing {
  readonly outcomes: readonly DraftOutcome[];
  /** Some failed, and that is no answer to what was asked. */
  readonly failure: Failure | undefined;
}

/** Signs each, and says of each what became of it: one that fails stops none of the others. */
export async function signDrafts(
  services: AwardServices,
  drafts: readonly Draft[],
): Promise<Signing> {
  const rows = await awardBadges(services, drafts);
  const outcomes = drafts.map((draft, at) => ({ draft, ...outcomeOf(rows[at]) }));
  await Promise.all(
    outcomes.flatMap((one) => [noteSigned(services, one), tellSigned(services, one)]),
  );
  const failed = rows.filter((row) => row.outcome === 'failed');
  for (const { awardId, error } of failed) {
    if (!isUnexpected(error)) continue;
    services.log.error({ err: error, awardId }, 'A badge of a form could not be signed');
  }
  return { outcomes, failure: failureIn(failed.map(({ error }) => error)) };
}

/** Under an id of the badge: a form that completes what was cut short notes each once. */
async function noteSigned(
  { register }: AwardServices,
  { draft: { kpa, awardId, awardedBy }, outcome }: DraftOutcome,
): Promise<void> {
  if (outcome === 'failed') return;
  const id = repeatableId(`register/signed/${awardId}`);
  await register.note({
    kpaId: kpa.id,
    by: awardedBy.personId,
    act: 'badge-signed',
    about: awardId,
    id,
  });
}

async function tellSigned(
  services: AwardServices,
  { draft, outcome }: DraftOutcome,
): Promise<void> {
  if (outcome === 'failed') return;
  const { person, badge, awardId: id, awardedBy } = draft;
  const personal = badge.sensitive;
  const by = { id: awardedBy.personId };
  await Promise.all([
    tell(services, person, { act: 'badge-given', award: { id }, by, personal }),
    confirmClaims(services, draft),
  ]);
}

function outcomeOf(row: AwardRow | undefined): Omit<DraftOutcome, 'draft'> {
  if (row && row.outcome !== 'failed') return { outcome: row.outcome };
  if (!(row?.error instanceof HttpError)) {
    const isAway = isRefusal(row?.error, 'UNAVAILABLE');
    return { outcome: 'failed', why: say(isAway ? 'award.not-saved' : 'award.not-signed') };
  }
  const { said } = row.error;
  return { outcome: 'failed', why: said, isRepeated: said.code === 'award.repeated' };
}
