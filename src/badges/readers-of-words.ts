/** Who can read what a person told in their own words: said wherever those words are shown to them. */
import type { Experience, Person, ShareLink, Store } from '../storage/store.ts';

type Participant = Experience['participants'][number];

/** The person's links that open now, newest first. */
export async function openLinksOf(
  { shareLinks }: Store,
  { id, kpaId }: Pick<Person, 'id' | 'kpaId'>,
  now: Date,
): Promise<readonly ShareLink[]> {
  const open: ShareLink[] = [];
  const query = { index: 'byPerson', equals: [kpaId, id], order: 'descending' } as const;
  for await (const link of shareLinks.all(query)) {
    if (link.withdrawnAt === undefined && link.expiresAt > now.toISOString()) open.push(link);
  }
  return open;
}

/** Nothing is said of words that are not there. */
export function readersOf(
  experienceId: string,
  { words, shownToTeam = false }: Pick<Participant, 'words' | 'shownToTeam'>,
  open: readonly ShareLink[],
) {
  if (words === undefined) return undefined;
  const links = open
    .filter(({ experienceIds }) => experienceIds.includes(experienceId))
    .map(({ id, label, expiresAt }) => ({ id, label, expiresAt }));
  return { team: shownToTeam, links, nobody: !shownToTeam && links.length === 0 };
}
