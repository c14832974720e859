/** Four processes on one store: a whole room answers at once, and two sign with it at once (docs/adr/0056). */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awardBadge, awardIdOf } from '../../../src/features/awards/award-badge.ts';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import { addPerson } from '../../../src/features/people/add-person.ts';
import type { Person } from '../../../src/storage/store.ts';
import { type SeveralProcesses, startSeveral } from '../../support/programs/several-processes.ts';
import { SENTENCE } from '../../support/scene.ts';
import type { Page } from '../../support/visitor.ts';

const PROCESSES = 4;
const IN_THE_ROOM = 20;

let several: SeveralProcesses;
let team: readonly [Person, Person];
const add = (name: string, ...roles: Person['roles']) =>
  addPerson(several.services, several.kpa.id, {
    ...{ name, roles, email: undefined },
    title: roles.includes('cooperant') ? undefined : 'Accompagnante',
  });

beforeAll(async () => {
  several = await startSeveral(PROCESSES);
  team = [await add('Nadia Roche', 'accompagnant'), await add('Karim Benali', 'accompagnant')];
});
afterAll(() => several.stop());

it('each answer counts once, and the badge is confirmed once', async () => {
  const { services, kpa } = several;
  const [nadia, karim] = team;
  const holder = await add('Awa Diallo', 'cooperant');
  const room: Person[] = [];
  for (let at = 0; at < IN_THE_ROOM; at += 1) room.push(await add(`Alix M${at}`, 'cooperant'));
  const participants = [holder, ...room];
  const experience = await recordExperience(services, {
    values: {
      ...({ title: 'Buffet de 60 personnes', kind: 'prestation', date: '2026-10-12' } as const),
      ...{ place: undefined, people: participants.map(({ id }) => id) },
    },
    participants,
    by: nadia,
  });
  const badge = services.definitions.findBadgeClass('transmettre');
  if (!badge) throw new Error('No such class');
  const award = await awardBadge(services, {
    ...{ awardId: awardIdOf(experience.id, holder.id), kpa, person: holder, badge, experience },
    ...{ level: undefined, sentence: SENTENCE },
    awardedBy: { personId: nadia.id, name: nadia.name, title: 'Accompagnante' },
  });
  const path = `/reconnaissances/${award.id}/groupe`;
  const [one, other] = [await several.browserAt(0, nadia), await several.browserAt(1, karim)];
  const asked = [await one.get(path), await other.get(path)] as const;
  await Promise.all([
    one.press(asked[0], 'Demander au groupe'),
    other.press(asked[1], 'Demander au groupe'),
  ]);
  const code = (await one.get(path)).$('.meeting-code').text().replaceAll(/\D/g, '');

  const answers: (() => Promise<Page>)[] = [];
  for (const [at, person] of room.entries()) {
    const browser = await several.browserAt(at, person);
    const entered = await browser.press(await browser.get('/groupe'), 'Continuer', { code });
    expect(entered.heading).toBe('Avez-vous vu Awa faire cela ?');
    const say = () => browser.press(entered, 'Je l’ai vu', { person: person.id });
    answers.push(say, say);
  }
  const told = await Promise.all(answers.map((answer) => answer()));
  expect(told.map(({ status }) => status)).toEqual(told.map(() => 200));

  const pages = [await one.get(path), await other.get(path)] as const;
  const signed = await Promise.all([
    one.press(pages[0], 'Signer avec le groupe'),
    other.press(pages[1], 'Signer avec le groupe'),
  ]);
  expect(signed.map(({ status }) => status)).toEqual([200, 200]);
  const now = await services.store.awards(kpa.id).findById(award.id);
  expect(now?.endorsements?.map(({ group }) => group)).toEqual([IN_THE_ROOM]);
  const query = { index: 'byAward', equals: [award.id] } as const;
  const kept = await services.store.groupWitnesses(kpa.id).all(query).toArray();
  expect(kept.map(({ personId }) => personId).toSorted()).toEqual(
    room.map(({ id }) => id).toSorted(),
  );
  const about = { index: 'byAbout', equals: [award.id] } as const;
  const notices = await services.store.notices(kpa.id).all(about).toArray();
  expect(notices.filter(({ act }) => act === 'badge-confirmed')).toHaveLength(1);
});
