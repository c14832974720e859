/** Who can read what a person told in their own words: said wherever those words are shown to them. */
import { conjunction } from '../../language/lists.ts';
import { say, typed } from '../../language/message.ts';
import type { Experience, Person, ShareLink, Store } from '../../storage/store.ts';

type Participant = Experience['participants'][number];

/** The person's links that open now, newest first. */
export async function openLinksOf(
  { shareLinks }: Store,
  { id, kpaId }: Pick<Person, 'id' | 'kpaId'>,
  now: Date,
): Promise<readonly ShareLink[]> {
  // Those that ended long ago are not read: nobody makes more than some in the weeks that one lasts.
  const query = { index: 'byPersonEnd', equals: [kpaId, id], from: now.toISOString() } as const;
  const links = await shareLinks.readable.all(query).toArray();
  return links
    .filter(
      ({ withdrawnAt, expiresAt }) => withdrawnAt === undefined && expiresAt > now.toISOString(),
    )
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/**
 * Nothing is said of words that are not there. `who`: all that can read them, if anybody else can;
 * `shares`: the links alone, if there are any. `request`: in which they sent the team this work.
 */
export function readersOf(
  experienceId: string,
  { words, shownToTeam = false }: Pick<Participant, 'words' | 'shownToTeam'>,
  open: readonly ShareLink[],
  request?: string,
) {
  if (words === undefined) return undefined;
  const links = open
    .filter(({ experienceIds }) => experienceIds.includes(experienceId))
    .map(({ id, label }) => ({ label: typed(label), href: `/partages/${id}` }));
  const who = [
    ...(shownToTeam ? [say('readers.team')] : []),
    ...(request !== undefined && !shownToTeam
      ? [say('readers.in-request', { href: `/mes-demandes/${request}` })]
      : []),
    ...links.map((link) => say('readers.through', link)),
  ];
  return {
    ...(who.length > 0 && { who: conjunction(who) }),
    ...(links.length > 0 && {
      shares: conjunction(links.map((link) => say('readers.share', link))),
    }),
  };
}
