/** What a record that was merged took part in: the one that stays did, with the task and the words. */
import { followPresence } from '../../claims/rest-claims.ts';
import { joined } from '../../exhibits/links.ts';
import { followWords, leaveExperience } from '../../experiences/participations.ts';
import type { Participations } from '../../experiences/fill.ts';
import type { Experience, Person, Store, Stored } from '../../storage/store.ts';

interface Services {
  readonly store: Store;
  readonly participations: Participations;
}

type Participant = Experience['participants'][number];

/** However many tell or correct it at once. */
const MOST_TRIES = 1_000;
/** As long as a task can be. */
const MOST_TASK = 120;

/** False if something of it stays with the record that is gone: two texts, told since anybody looked. */
export async function moveExperiences(
  { store, participations }: Services,
  gone: Person,
  stays: Person,
): Promise<boolean> {
  const theirs = await participations.ofKpa(gone.kpaId);
  const query = { index: 'byPerson', equals: [gone.id] } as const;
  let isDone = true;
  for (const { experienceId } of await theirs.all(query).toArray()) {
    const experience = await moveOne(store, experienceId, gone, stays);
    if (!experience) {
      await leaveExperience(store, { id: experienceId, kpaId: gone.kpaId }, gone);
      continue;
    }
    await followWords(store, experience, stays);
    await leaveExperience(store, experience, gone);
    if (experience.participants.some(({ personId }) => personId === gone.id)) isDone = false;
  }
  await moveClaims(store, gone, stays);
  return isDone;
}

/** What they asked stays theirs, under its own id. */
async function moveClaims({ claims }: Store, { id, kpaId }: Person, stays: Person): Promise<void> {
  const theirs = { index: 'byPerson', equals: [id] } as const;
  for (const claim of await claims(kpaId).pickAll(theirs, []).toArray()) {
    await claims(kpaId).update(claim.id, (now) => ({ ...now, personId: stays.id }), MOST_TRIES);
  }
  // Who left in one of the two alone is here, and waits again.
  await followPresence({ claims }, stays);
}

const moveOne = ({ experiences }: Store, id: string, gone: Person, stays: Person) =>
  experiences(gone.kpaId).update(id, (now) => moved(now, gone.id, stays.id), MOST_TRIES);

function moved(now: Stored<Experience>, gone: string, stays: string): Stored<Experience> {
  const theirs = now.participants.find(({ personId }) => personId === gone);
  const mine = now.participants.find(({ personId }) => personId === stays);
  if (!theirs || (mine?.words !== undefined && theirs.words !== undefined)) return now;
  const joined = mine ? joinedOf(mine, theirs) : { ...theirs, personId: stays };
  const others = now.participants.filter((one) => one !== (mine ? theirs : undefined));
  const place = mine ?? theirs;
  return { ...now, participants: others.map((one) => (one === place ? joined : one)) };
}

/** One person, who was written down twice: what they did is said once. */
function joinedOf(mine: Participant, theirs: Participant): Participant {
  const tasks = [...new Set([mine.task, theirs.task].filter((task) => task !== undefined))];
  const both = tasks.join(' ; ');
  const task = both.length <= MOST_TASK ? both : tasks[0];
  const exhibits = joined(mine, theirs);
  return {
    ...{ ...theirs, ...mine },
    ...(task !== undefined && task !== '' && { task }),
    ...(exhibits && { exhibits }),
  };
}
