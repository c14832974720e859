/** Two records of one person, as they come about: added once, and once more under a name turned round. */
import { addPerson } from '../../src/features/people/add-person.ts';
import { recordExperience } from '../../src/features/experiences/record-experience.ts';
import { decideAward } from '../../src/features/portfolio/decide-award.ts';
import { sharePortfolio } from '../../src/features/sharing/share-portfolio.ts';
import type { Award, Experience, Kpa, Person } from '../../src/storage/store.ts';
import { awardTo } from './scene.ts';
import type { World } from './world.ts';

interface Cast {
  readonly kpa: Kpa;
  readonly staff: Person;
}

export interface TwinRecord {
  readonly person: Person;
  readonly experience: Experience;
  readonly award: Award;
  /** Of a share that shows the badge. */
  readonly token: string;
}

export interface Twins {
  /** The older one. */
  readonly first: TwinRecord;
  readonly second: TwinRecord;
}

/** `name`: of the first, in two words; each took part in something, has a badge for it, and shares it. */
export async function playTwins(world: World, cast: Cast, name: string): Promise<Twins> {
  const [given = '', family = ''] = name.split(' ');
  const first = await playRecord(world, cast, name, `${given}@un.example`.toLowerCase());
  world.passTime(60);
  const turned = `${family.toUpperCase()} ${given}`;
  const second = await playRecord(world, cast, turned, `${given}@deux.example`.toLowerCase());
  return { first, second };
}

async function playRecord(
  world: World,
  { kpa, staff }: Cast,
  name: string,
  email: string,
): Promise<TwinRecord> {
  const { services } = world;
  const person = await addPerson(services, kpa.id, {
    ...{ name, email, roles: ['cooperant'], title: undefined },
  });
  const experience = await recordExperience(services, {
    values: {
      ...{ title: 'Atelier du lundi', kind: 'training', date: '2026-10-12', place: undefined },
      people: [person.id],
    },
    participants: [person],
    by: staff,
  });
  const badge = 'travailler-en-equipe';
  const award = await awardTo(world, { kpa, staff, holder: person, experience, badge, level: 2 });
  await decideAward(services, award, 'accepted');
  const { token } = await sharePortfolio(services, person, {
    ...{ label: 'Un employeur', days: 30, awards: [award.id], experiences: [] },
  });
  return { person, experience, award, token };
}
