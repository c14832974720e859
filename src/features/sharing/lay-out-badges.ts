/**
 * The badges of a portfolio as it shows them: one for each badge class, at the highest level that
 * stands. A few are cards; many are rows, folded under the words an employer uses.
 */
import type { Message } from '../../language/message.ts';
import { inGroups } from '../../badges/badge-groups.ts';
import { type Merged, mergeBadges } from '../../badges/merge-badges.ts';
import type { SharedBadge } from './compose-portfolio.ts';

interface Skill extends Merged<SharedBadge> {
  /** Who confirms it, when it was given more than once; the group does without names. */
  readonly often?: {
    readonly times: number;
    readonly people: number;
    readonly group: boolean;
    readonly lastOn: string;
  };
}

/** More badges than this are rows in groups. */
const MOST_CARDS = 6;
const MOST_PICTURES = 5;

const isSound = ({ sound }: SharedBadge) => sound;

/** `badges`: newest first. */
export function layOutBadges(badges: readonly SharedBadge[]) {
  const skills = mergeBadges(badges, isSound)
    .map((one) => ({ ...one, ...confirmedOften(one) }))
    // What a person can do comes before what is over.
    .toSorted((a, b) => Number(isSound(b.best)) - Number(isSound(a.best)));
  if (badges.length <= MOST_CARDS) return { cards: skills };
  const groups = inGroups(skills, ({ best: { badge, level } }) => ({
    objective: badge.objective.number,
    leveled: level !== undefined,
  }));
  return { skills: skills.length, groups: groups.map(describeGroup) };
}

/** Badge by badge, what is not sound first; of many, those that are sound are folded. */
export function layOutChecks(badges: readonly SharedBadge[]) {
  const sound = badges.filter(isSound);
  const others = badges.filter((badge) => !badge.sound);
  return badges.length <= MOST_CARDS
    ? { listed: [...others, ...sound], folded: [] }
    : { listed: others, folded: sound };
}

/** Every signature counts: that of the badge, and of those who saw it too. */
const signaturesOf = (badges: readonly SharedBadge[]) =>
  badges.flatMap(({ confirmed, alsoConfirmed }) => [confirmed, ...alsoConfirmed]);

const peopleIn = (signatures: ReturnType<typeof signaturesOf>) =>
  new Set(signatures.map(({ name, title }) => JSON.stringify([name, title]))).size;

const soundOf = ({ best, others }: Merged<SharedBadge>) => [best, ...others].filter(isSound);

function confirmedOften(merged: Merged<SharedBadge>): Pick<Skill, 'often'> {
  const sound = soundOf(merged);
  const signatures = signaturesOf(sound);
  const groups = sound.flatMap(({ byGroup }) => byGroup ?? []);
  const lastOn = [...signatures, ...groups]
    .map(({ on }) => on)
    .toSorted()
    .at(-1);
  if (sound.length < 2 || lastOn === undefined) return {};
  const times = signatures.length + groups.length;
  return {
    often: { times, people: peopleIn(signatures), group: groups.length > 0, lastOn },
  };
}

function describeGroup(
  { title, items }: { readonly title: Message; readonly items: readonly Skill[] },
  index: number,
) {
  const sound = items.flatMap(soundOf);
  const levels = sound.flatMap(({ level }) => level?.code ?? []);
  return {
    title,
    items,
    open: index === 0,
    total: items.reduce((sum, { total }) => sum + total, 0),
    highest: levels.length > 0 ? Math.max(...levels) : undefined,
    people: peopleIn(signaturesOf(sound)),
    pictures: items.slice(0, MOST_PICTURES).map(({ best }) => best.image),
  };
}
