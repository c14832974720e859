/** What the forms of the table need to be there, and who fills them in. */
import type { CheerioAPI } from 'cheerio';
import { codeOf } from '../../../src/features/group-meetings/meeting-code.ts';
import { openMeeting } from '../../../src/features/group-meetings/meetings.ts';
import { type Pair, pairOf } from '../../../src/features/merging/pair.ts';
import type { Person } from '../../../src/storage/store.ts';
import { growClaims } from '../../support/badges/grown-kpa.ts';
import { recordFor } from '../../support/own-classes.ts';
import { awardTo, playScene } from '../../support/scene.ts';
import type { World } from '../../support/world.ts';
import type { Ground } from './bad-fields.ts';
import { type FormCase, formTable, WAITING_ACCOUNT } from './form-table.ts';

export interface FormGround {
  readonly people: Readonly<Record<FormCase['who'], Person>>;
  /** By their names. */
  readonly forms: readonly (readonly [string, FormCase])[];
}

export async function layFormGround(world: World): Promise<FormGround> {
  const { hautsPres, moulins, nadia, awa, ines, omar, services } = world;
  const ours = await playScene(world, {
    ...{
      kpa: hautsPres,
      staff: nadia,
      holder: awa,
      others: [await world.add(hautsPres, 'Sacha Ferrand', 'cooperant')],
    },
  });
  const theirs = await playScene(world, { kpa: moulins, staff: ines, holder: omar });
  const people = {
    nadia,
    leila: await world.add(hautsPres, 'Leïla Benmansour', 'accompagnant'),
    karim: await world.add(hautsPres, 'Karim Benali', 'manager'),
    zoe: await world.inNetwork(await world.add(moulins, 'Zoé Petit', 'accompagnant')),
    awa,
    anybody: awa,
  } as const;
  const twins = await addTwins(world);
  const now = services.clock().getTime();
  await services.store.accountRequests.insert({
    id: WAITING_ACCOUNT,
    kpaId: hautsPres.id,
    askedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 3_600_000).toISOString(),
  });
  const asked = (await growClaims(world, [awa, awa, awa, awa])).map(({ id }) => id);
  const [answer = '', badge = '', question = '', later = ''] = asked;
  const claims = { answer, badge, question, later };
  const ground = { world, ours, theirs, twins, group: await openGroup(world), claims };
  return { people, forms: Object.entries(formTable(ground)) };
}

async function openGroup(world: World): Promise<Ground['group']> {
  const { hautsPres: kpa, nadia: staff, services, add } = world;
  const names = ['Lise Aubry', 'Marc Ferry', 'Rita Nunes'];
  const [holder, ...others] = await Promise.all(names.map((name) => add(kpa, name, 'cooperant')));
  const [first] = others;
  if (!holder || !first) throw new Error('They were just added');
  const experience = await recordFor(world, staff, [holder, ...others]);
  const told = { kpa, staff, holder, experience, badge: 'travailler-en-equipe', level: 2 };
  const { meeting } = await openMeeting(services, await awardTo(world, told), staff);
  return { code: codeOf(services.appSecret, meeting), person: first.id };
}

async function addTwins({ hautsPres, services, add }: World): Promise<Pair> {
  const [one, other] = await Promise.all(
    ['Lou Martel', 'MARTEL Lou'].map(async (name) => {
      const { id } = await add(hautsPres, name, 'cooperant');
      return services.store.people(hautsPres.id).findById(id);
    }),
  );
  if (!one || !other) throw new Error('They were just added');
  return pairOf(one, other);
}

/** That which is sent there; of a page with one form alone, that one. */
export function formAt($: CheerioAPI, { path }: Pick<FormCase, 'path'>) {
  const posted = $('main form[method=post]');
  const there = posted.filter((_, one) => $(one).attr('action') === path);
  // What is read again first comes back in the form before that.
  const before = posted.filter((_, one) => $(one).attr('action') === `${path}/relire`);
  return (
    [there, before, posted].find((found) => found.length > 0)?.first() ?? $('main form').first()
  );
}
