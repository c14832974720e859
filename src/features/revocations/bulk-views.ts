/** What the pages show that take many awards back: a choice, a last question, each one's outcome. */
import type { Award } from '../../storage/store.ts';
import { formatDate, of } from '../../language/french.ts';
import type { AwardView } from '../../badges/present-award.ts';
import { MOST_AT_ONCE, reasonChoices } from './revocation-form.ts';
import { REVOCATION_REASONS, type RevocationReason } from './revoke-award.ts';
import type { RevocationRow } from './revoke-awards.ts';
import type { Place, Standing } from './standing-awards.ts';

/** An award as the page names it: which badge, whose, signed when and by whom. */
export interface Named extends AwardView {
  readonly holder: string;
}

export type NameAward = (award: Award) => Named;

interface Ticked {
  readonly awards: readonly string[];
  readonly reason: string | undefined;
}

export function choiceView(place: Place, standing: Standing, name: NameAward, ticked: Ticked) {
  const options = standing.awards.map(name).map((award) => ({
    value: award.id,
    label: labelOf(award),
    detail: `${award.holder}, signé le ${formatDate(award.confirmed.on)} par ${award.confirmed.name}`,
    art: award.image,
    checked: ticked.awards.includes(award.id),
  }));
  return {
    place,
    options,
    hint: standing.more
      ? `Voici les ${MOST_AT_ONCE} plus récents. Revenez ici pour les autres.`
      : 'Cochez seulement ceux qui sont une erreur.',
    reasons: reasonChoices(ticked.reason),
  };
}

export function questionView(place: Place, awards: readonly Named[], reason: RevocationReason) {
  const [first] = awards;
  const people = new Set(awards.map(({ holder }) => holder));
  const whose = first && people.size === 1 ? of(first.holder) : `de ${people.size} personnes`;
  return { place, awards, whose, reason, why: REVOCATION_REASONS[reason] };
}

const OUTCOMES = {
  revoked: { tone: 'ok', text: 'Il est retiré.' },
  already: { tone: 'unk', text: 'Il était déjà retiré. Rien n’a changé.' },
  'not-found': { tone: 'unk', text: 'Ce badge n’existe pas. Rien n’a changé.' },
  failed: { tone: 'no', text: 'Le retrait n’est pas fini. Recommencez.' },
} as const;

/** A row whose award is not of this KPA has no name: like one that never was. */
export function outcomeView(
  place: Place,
  rows: readonly RevocationRow[],
  named: ReadonlyMap<string, Named>,
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

function labelOf({ badge, level }: Named): string {
  return level ? `${badge.name}, niveau ${level.code}` : badge.name;
}
