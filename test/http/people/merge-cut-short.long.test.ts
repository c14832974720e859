/** A merge that ends anywhere: nothing is without its person, and whoever comes next completes it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { completeMerges } from '../../../src/features/merging/complete-merges.ts';
import type { Database, Identified, Person } from '../../../src/storage/store.ts';
import { openTestDatabase } from '../../support/storage/databases.ts';
import { playTwins } from '../../support/twins.ts';
import type { TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

/** The process is gone at the nth write of a record's own, its badges, its work, its ways in. */
class Ended extends Error {
  override readonly name = 'Ended';
}

const OURS = [
  'people',
  'awards',
  'experiences',
  'participations',
  'shareLinks',
  'sessions',
  'cards',
];

let left = Infinity;
let world: World;
let destroy: () => Promise<void>;
let nadia: TestVisitor;
beforeEach(async () => {
  left = Infinity;
  const opened = await openTestDatabase();
  world = await createWorld({ database: ending(opened.database) });
  destroy = async () => {
    await world.destroy();
    await opened.destroy();
  };
  nadia = await world.signIn(world.nadia);
});
afterEach(() => destroy());

function ending(database: Database): Database {
  return {
    ...database,
    collection(declaration) {
      const port = database.collection(declaration);
      if (!OURS.includes(declaration.name)) return port;
      const count =
        <A extends readonly unknown[], R>(write: (...given: A) => Promise<R>) =>
        async (...given: A) => {
          left -= 1;
          if (left < 0) throw new Ended();
          return write(...given);
        };
      return {
        ...port,
        insert: count(port.insert),
        replace: count(port.replace),
        remove: count(port.remove),
      };
    },
  };
}

async function send(form: Awaited<ReturnType<TestVisitor['get']>>, name: Person, email: Person) {
  const page = await nadia.press(form, 'Réunir les deux fiches', {
    name: name.id,
    email: email.id,
  });
  return page.status;
}

const people = (one: Identified) =>
  world.services.store.people(world.hautsPres.id).findById(one.id);

/** What hangs on the record that is gone. */
async function countLeft({ id }: Person): Promise<number> {
  const { store } = world.services;
  const kpaId = world.hautsPres.id;
  const counts = await Promise.all([
    store.awards(kpaId).count({ index: 'byPerson', equals: [id] }),
    store.participations(kpaId).count({ index: 'byPerson', equals: [id] }),
    store.nameWords(kpaId).count({ index: 'byPerson', equals: [id] }),
    store.shareLinks.count({ index: 'byPerson', equals: [kpaId, id] }),
    store.sessions.count({ index: 'byPerson', equals: [kpaId, id] }),
  ]);
  return counts.reduce((sum, one) => sum + one, 0);
}

describe('a merge that is cut short', () => {
  it('after any of its writes loses nothing, and is completed by the housekeeping', async () => {
    const { hautsPres: kpa, nadia: staff } = world;
    for (let writes = 0, status = 500; status === 500; writes += 1) {
      const twins = await playTwins(
        world,
        { kpa, staff },
        `Lou${'abcdefghijklmnopqrst'.charAt(writes)} Martel`,
      );
      const [first, second] = [twins.first.person, twins.second.person];
      const path = `/personnes/${first.id}/reunir/${second.id}`;
      nadia = await world.signIn(staff);
      const form = await nadia.get(path);
      left = writes;
      status = await send(form, second, second);
      left = Infinity;
      for (const { token } of [twins.first, twins.second]) {
        const page = await world.visitor().get(`/p/${token}`);
        expect(page.text).toContain('authentique');
        expect(page.text).not.toContain('sans réponse');
      }
      const isDecided = (await people(second))?.mergedInto !== undefined;
      expect(isDecided).toBe(writes > 0);
      if (!isDecided) continue;
      world.passTime(60);
      await completeMerges(world.services, new AbortController().signal);
      expect(await countLeft(second)).toBe(0);
      expect(await people(first)).toMatchObject({ name: second.name, email: second.email });
      expect(await people(second)).toMatchObject({ mergedInto: first.id, email: first.email });
      expect(await people(second)).not.toHaveProperty('mergingSince');
      const page = await nadia.get(`/personnes/${first.id}`);
      expect(page.$('#badges .rows > li')).toHaveLength(2);
      expect(page.text).not.toContain('Finir de signer');
      expect(writes).toBeLessThan(40);
    }
  });

  it('is completed by the same form, sent again', async () => {
    const { hautsPres: kpa, nadia: staff } = world;
    const twins = await playTwins(world, { kpa, staff }, 'Salima Haddad');
    nadia = await world.signIn(staff);
    const [first, second] = [twins.first.person, twins.second.person];
    const form = await nadia.get(`/personnes/${first.id}/reunir/${second.id}`);
    left = 3;
    expect(await send(form, first, first)).toBe(500);
    left = Infinity;
    expect(await send(form, first, first)).toBe(200);
    expect(await countLeft(second)).toBe(0);
  });
});
