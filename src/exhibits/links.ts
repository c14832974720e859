/**
 * Whose work an exhibit shows, and who shows it: said in the experience, beside the words that the same
 * people told, so that one write changes it for everybody (docs/adr/0051).
 */
import type { Experience } from '../storage/store.ts';

type Participant = Experience['participants'][number];
type Participants = Experience['participants'];

/** An interview has none: what is said there stays there, and so does what somebody brought to it. */
export const takesExhibits = ({ kind }: Pick<Experience, 'kind'>): boolean => kind !== 'interview';

/** In the order in which they were added. */
export const exhibitsIn = ({
  participants,
}: Pick<Experience, 'participants'>): readonly string[] => [
  ...new Set(participants.flatMap(({ exhibits = [] }) => exhibits.map(({ id }) => id))),
];

export const shows = ({ exhibits = [] }: Participant, id: string): boolean =>
  exhibits.some((one) => one.id === id);

/** Those that somebody shows beside their badges. */
export const shownBy = ({ exhibits = [] }: Pick<Participant, 'exhibits'>): readonly string[] =>
  exhibits.filter(({ shown }) => shown === true).map(({ id }) => id);

/** Whose work it shows, among those who took part. */
export const whoseWork = ({ participants }: Pick<Experience, 'participants'>, id: string) =>
  participants.filter((one) => shows(one, id)).map(({ personId }) => personId);

/** That of these people, too. */
export const linked = (
  participants: Participants,
  id: string,
  people: readonly string[],
): Participants =>
  participants.map((one) => {
    if (!people.includes(one.personId) || shows(one, id)) return one;
    return { ...one, exhibits: [...(one.exhibits ?? []), { id }] };
  });

/** That of nobody any more, or not of these people. */
export const unlinked = (
  participants: Participants,
  id: string,
  people?: readonly string[],
): Participants =>
  participants.map((one) => {
    if (!shows(one, id) || people?.includes(one.personId) === false) return one;
    const { exhibits = [], ...rest } = one;
    const left = exhibits.filter((exhibit) => exhibit.id !== id);
    return left.length === 0 ? rest : { ...rest, exhibits: left };
  });

/** One person shows it beside their badges, or no more. */
export const showing = (
  participants: Participants,
  id: string,
  personId: string,
  isShown: boolean,
): Participants =>
  participants.map((one) => {
    if (one.personId !== personId || !shows(one, id)) return one;
    const exhibits = (one.exhibits ?? []).map((exhibit) =>
      exhibit.id === id ? { id, ...(isShown && { shown: true as const }) } : exhibit,
    );
    return { ...one, exhibits };
  });

/** Of two records of one person: all of both; what one of them shows is shown. */
export function joined(mine: Participant, theirs: Participant): Participant['exhibits'] {
  const all = [...(mine.exhibits ?? []), ...(theirs.exhibits ?? [])];
  if (all.length === 0) return undefined;
  return [...new Set(all.map(({ id }) => id))].map((id) => {
    const isShown = all.some((one) => one.id === id && one.shown === true);
    return { id, ...(isShown && { shown: true as const }) };
  });
}
