import { shownBy, takesExhibits } from '../../exhibits/links.ts';
import { exhibitView, inOrder } from '../../exhibits/exhibit-views.ts';
import type { Exhibit, Experience, Person, ShareLink, Store } from '../../storage/store.ts';
import { readEvidence } from '../../badges/evidence.ts';
import { isOf } from '../../badges/records/who-stays.ts';
import type { Judgement } from '../../awards/judgement.ts';
import type { AwardView } from '../../badges/present-award.ts';

interface ToldBadge extends AwardView {
  readonly answer: Judgement['answer'];
  readonly evidence?: string;
}

interface Shared {
  readonly link: ShareLink;
  /** Whose it is. */
  readonly person: Person;
  /** That the person shows, of any experience. */
  readonly exhibits: readonly Exhibit[];
}

/** What the person shows of these, one reading for all. */
export async function readShown(
  store: Pick<Store, 'exhibits'>,
  person: Person,
  experiences: readonly Experience[],
): Promise<readonly Exhibit[]> {
  const ids = experiences.filter(takesExhibits).flatMap((one) => shownBy(ownIn(one, person) ?? {}));
  return ids.length === 0 ? [] : store.exhibits(person.kpaId).readable.findByIds(ids.slice(0, 500));
}

const ownIn = ({ participants }: Experience, person: Person) =>
  participants.find(({ personId }) => isOf(person, personId));

/** With more than these, the two newest are open, and the others folded. */
const MOST_OPEN = 5;
const OPEN_OF_MANY = 2;
const MOST_SENTENCES = 4;

/**
 * What a link tells was done, newest first: through the badges it shows, and told by the person.
 * `read`: all that may be among it.
 */
export function sharedExperiences(
  read: readonly Experience[],
  shared: Shared,
  badges: readonly ToldBadge[],
) {
  const { link } = shared;
  // Whose signature is right: the others confirm nothing.
  const confirmed = badges.filter(
    ({ badge, answer }) => !badge.sensitive && (answer === 'sound' || answer === 'ended'),
  );
  const ids = new Set([
    ...confirmed.flatMap(({ experienceId }) => experienceId ?? []),
    ...link.experienceIds,
  ]);
  const experiences = read
    .filter(({ id }) => ids.has(id))
    .map((experience) => describe(experience, shared, confirmed))
    .sort((a, b) => b.date.localeCompare(a.date))
    // Nothing is left of it when the person took their words back.
    .filter(({ confirmed, words }) => confirmed.length > 0 || words !== undefined);
  const open = experiences.length > MOST_OPEN ? OPEN_OF_MANY : MOST_OPEN;
  return { experiences: experiences.slice(0, open), earlier: experiences.slice(open) };
}

function describe(experience: Experience, shared: Shared, badges: readonly ToldBadge[]) {
  const { link, person, exhibits } = shared;
  const here = badges.filter(({ experienceId }) => experienceId === experience.id);
  const own = ownIn(experience, person);
  return {
    ...whatWasDone(experience, here),
    confirmed: bySigner(here),
    byGroup: largestGroup(here),
    words: link.experienceIds.includes(experience.id) ? own?.words : undefined,
    // Beside a badge that is shown, of which something may be told (docs/adr/0051).
    exhibits: (here.length > 0 ? inOrder(shownBy(own ?? {}), exhibits) : []).map((one) =>
      exhibitView(one, '/preuves'),
    ),
  };
}

/** What somebody confirmed is told as it was when they did: its digest is in what they signed. */
function whatWasDone(experience: Experience, badges: readonly ToldBadge[]) {
  const text = badges.find(({ evidence }) => evidence !== undefined)?.evidence;
  if (text !== undefined) {
    const { title, date, groupSize } = readEvidence(text);
    return { title, date, groupSize };
  }
  const { title, date, participants } = experience;
  return { title, date, groupSize: participants.length };
}

interface Sentence {
  readonly words: string;
  /** BCP 47: that of its badge, or of what somebody else wrote. */
  readonly language: string;
}

/** Of several badges of one work, that of most people: who they were is not known, so they cannot be added. */
const largestGroup = (badges: readonly AwardView[]) =>
  badges
    .flatMap(({ byGroup }) => byGroup ?? [])
    .toSorted((a, b) => b.count - a.count)
    .at(0);

/** Each sentence stays with the person who signed it, that day; the same one is said once. */
function bySigner(badges: readonly AwardView[]) {
  const accounts = new Map<string, { by: AwardView['confirmed']; sentences: Sentence[] }>();
  const said = badges.flatMap(({ badge, confirmed, sentence, alsoConfirmed }) => [
    { by: confirmed, words: sentence, language: badge.language },
    ...alsoConfirmed.map(({ sentence: words, language, ...by }) => ({ by, words, language })),
  ]);
  const heard = new Set<string>();
  for (const { by, ...sentence } of said) {
    const signer = JSON.stringify([by.name, by.title]);
    if (heard.has(`${signer}\n${sentence.words}`)) continue;
    heard.add(`${signer}\n${sentence.words}`);
    const key = `${signer}\n${by.on.slice(0, 10)}`;
    const account = accounts.get(key) ?? { by, sentences: [] };
    account.sentences.push(sentence);
    accounts.set(key, account);
  }
  return [...accounts.values()].map(({ by, sentences }) => ({
    by,
    sentences: sentences.slice(0, MOST_SENTENCES),
    more: sentences.slice(MOST_SENTENCES),
  }));
}
