import { randomUUID } from 'node:crypto';
import { type Message, say } from '../../language/message.ts';
import { HttpError } from '../../problems/http-error.ts';
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
  /** In the log too, if something failed that is no answer to what was asked. */
  readonly errorId?: string;
}

/** Signs each, and says of each what became of it: one that fails stops none of the others. */
export async function signDrafts(
  services: AwardServices,
  drafts: readonly Draft[],
): Promise<Signing> {
  const rows = await awardBadges(services, drafts);
  const outcomes = drafts.map((draft, at) => ({ draft, ...outcomeOf(rows[at]) }));
  const failures = rows.filter((row) => row.outcome === 'failed').filter(isUnexpected);
  if (failures.length === 0) return { outcomes };
  const errorId = randomUUID();
  for (const { awardId, error } of failures) {
    const details = { err: error, errorId, awardId };
    services.log.error(details, 'A badge of a form could not be signed');
  }
  return { outcomes, errorId };
}

const isUnexpected = ({ error }: { readonly error: unknown }) => !(error instanceof HttpError);

function outcomeOf(row: AwardRow | undefined): Omit<DraftOutcome, 'draft'> {
  if (row && row.outcome !== 'failed') return { outcome: row.outcome };
  if (!(row?.error instanceof HttpError)) {
    return { outcome: 'failed', why: say('award.not-signed') };
  }
  const { said } = row.error;
  return { outcome: 'failed', why: said, isRepeated: said.code === 'award.repeated' };
}
