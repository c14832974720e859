/** What the pages show that take many awards back: a choice, a last question, each one's outcome. */
import type { Award } from '../../storage/store.ts';
import { foreign, say, typed } from '../../language/message.ts';
import type { AwardView } from '../../badges/present-award.ts';
import { REVOCATION_REASONS, type RevocationReason } from '../../badges/revocation-reasons.ts';
import type { Choices } from '../../web/lists/choices.ts';
import { reasonChoices } from './revocation-form.ts';
import type { RevocationRow } from './revoke-awards.ts';
import type { RevocationPlace } from './revocable-awards.ts';

/** An award as the page names it: which badge, whose, signed when and by whom. */
export interface NamedAward extends AwardView {
  /** Undefined for somebody who is there no more. */
  readonly holder: string | undefined;
}

export type NameAward = (award: Award) => NamedAward;

export function choiceView(
  place: RevocationPlace,
  { shown, isTicked, turns }: Choices<Award>,
  name: NameAward,
  reason: string | undefined,
) {
  const options = shown.map(name).map((award) => ({
    value: award.id,
    label: labelOf(award),
    detail: detailOf(award),
    art: award.image,
    checked: isTicked(award.id),
  }));
  const hint = say('revocation.only-mistakes');
  return { place, options, turns, hint, reasons: reasonChoices(reason) };
}

const nameOf = ({ holder }: NamedAward) =>
  holder === undefined ? say('revocation.somebody-gone') : typed(holder);

const detailOf = (award: NamedAward) =>
  say('revocation.signed-by', {
    holder: nameOf(award),
    on: award.confirmed.on,
    name: typed(award.confirmed.name),
  });

function labelOf({ badge, level }: NamedAward) {
  const name = foreign(badge.name, badge.language, badge.nameHere);
  return level
    ? say('award.badge-at-level', { badge: name, level: level.code })
    : say('award.badge', { badge: name });
}

export function questionView(
  place: RevocationPlace,
  awards: readonly NamedAward[],
  reason: RevocationReason,
) {
  const [first] = awards;
  const count = awards.length;
  const people = new Set(awards.map(({ holder }) => holder)).size;
  const question =
    first && people === 1
      ? say('revocation.question-one-person', { count, name: nameOf(first) })
      : say('revocation.question-several', { count, people });
  return { place, awards, question, reason, why: REVOCATION_REASONS[reason].said };
}

const OUTCOMES = {
  revoked: { tone: 'ok', text: say('revocation.done') },
  already: { tone: 'unk', text: say('revocation.already') },
  'not-found': { tone: 'unk', text: say('revocation.not-found') },
  failed: { tone: 'no', text: say('revocation.failed') },
} as const;

/** A row whose award is not of this KPA has no name: like one that never was. */
export function outcomeView(
  place: RevocationPlace,
  rows: readonly RevocationRow[],
  named: ReadonlyMap<string, NamedAward>,
  reason: RevocationReason,
) {
  return {
    place,
    reason,
    revoked: rows.filter(({ outcome }) => outcome === 'revoked').length,
    unfinished: rows.some(({ outcome }) => outcome === 'failed'),
    rows: rows.map(({ awardId, outcome }) => ({
      id: awardId,
      award: named.get(awardId),
      outcome: OUTCOMES[outcome],
    })),
  };
}
