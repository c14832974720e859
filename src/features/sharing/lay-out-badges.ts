/**
 * The badges of a portfolio as it shows them: one for each badge class, at the highest level that
 * stands. A few are cards; many are rows, folded under the words an employer uses.
 */
import { inGroups } from '../../web/badge-groups.ts';
import type { SharedBadge } from './compose-portfolio.ts';

export interface Merged {
  /** At its highest level that stands; the newest of these. */
  readonly best: SharedBadge;
  /** Those that were given besides, newest first. */
  readonly others: readonly SharedBadge[];
  readonly total: number;
  /** Who confirms it, when it was given more than once. */
  readonly often?: { readonly times: number; readonly people: number; readonly lastOn: string };
}

/** More badges than this are rows in groups. */
const MOST_CARDS = 6;
const MOST_PICTURES = 5;

/** `badges`: newest first. */
export function layOutBadges(badges: readonly SharedBadge[]) {
  const merged = mergeBadges(badges);
  if (badges.length <= MOST_CARDS) return { cards: merged };
  const groups = inGroups(merged, ({ best: { badge, level } }) => ({
    objective: badge.objective.number,
    leveled: level !== undefined,
  }));
  return { skills: merged.length, groups: groups.map(describeGroup) };
}

/** Badge by badge, what is not sound first; of many, those that are sound are folded. */
export function layOutChecks(badges: readonly SharedBadge[]) {
  const sound = badges.filter((badge) => badge.sound);
  const others = badges.filter((badge) => !badge.sound);
  return badges.length <= MOST_CARDS
    ? { listed: [...others, ...sound], folded: [] }
    : { listed: others, folded: sound };
}

function mergeBadges(badges: readonly SharedBadge[]): readonly Merged[] {
  const slugs = new Set(badges.map(({ badge }) => badge.slug));
  return [...slugs].flatMap((slug) => {
    const all = badges.filter(({ badge }) => badge.slug === slug);
    const standing = all.filter(({ sound }) => sound);
    const [best] = (standing.length > 0 ? standing : all).toSorted(
      (a, b) => (b.level?.code ?? 0) - (a.level?.code ?? 0),
    );
    if (!best) return [];
    const others = all.filter(({ id }) => id !== best.id);
    return [{ best, others, total: all.length, ...confirmedOften(standing) }];
  });
}

/** Every signature counts: that of the badge, and of those who saw it too. */
const signaturesOf = (badges: readonly SharedBadge[]) =>
  badges.flatMap(({ confirmed, alsoConfirmed }) => [confirmed, ...alsoConfirmed]);

const peopleIn = (signatures: ReturnType<typeof signaturesOf>) =>
  new Set(signatures.map(({ name, title }) => `${name}\n${title}`)).size;

function confirmedOften(standing: readonly SharedBadge[]): Pick<Merged, 'often'> {
  const signatures = signaturesOf(standing);
  const lastOn = signatures
    .map(({ on }) => on)
    .toSorted()
    .at(-1);
  if (standing.length < 2 || lastOn === undefined) return {};
  return { often: { times: signatures.length, people: peopleIn(signatures), lastOn } };
}

function describeGroup(
  { title, items }: { readonly title: string; readonly items: readonly Merged[] },
  index: number,
) {
  const standing = items
    .flatMap(({ best, others }) => [best, ...others])
    .filter(({ sound }) => sound);
  const levels = standing.flatMap(({ level }) => level?.code ?? []);
  return {
    title,
    items,
    open: index === 0,
    total: items.reduce((sum, { total }) => sum + total, 0),
    highest: levels.length > 0 ? Math.max(...levels) : undefined,
    people: peopleIn(signaturesOf(standing)),
    pictures: items.slice(0, MOST_PICTURES).map(({ best }) => best.image),
  };
}
