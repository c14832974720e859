/**
 * Four processes on one store: two hundred badges, fifty confirmations and fifty decisions at once. Nothing
 * is lost or doubled, nobody is answered that we failed, and each person is told.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awardBadge, awardIdOf } from '../../../src/features/awards/award-badge.ts';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import { addPerson } from '../../../src/features/people/add-person.ts';
import type { Award, Experience, Person } from '../../../src/storage/store.ts';
import { type SeveralProcesses, startSeveral } from '../../support/programs/several-processes.ts';
import { recognised, together } from '../../support/recognition.ts';
import { SENTENCE } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';

const PROCESSES = 4;
const FORMS = 20;
const IN_A_FORM = 10;
const DECISIONS = 50;
const BADGE = 'realiser-une-prestation';
const SEEN = 'A tenu le buffet avec nous, du début à la fin.';

let several: SeveralProcesses;
let nadia: Person;
let karim: Person;
let people: readonly Person[];
const add = (name: string, ...roles: Person['roles']) =>
  addPerson(several.services, several.kpa.id, {
    ...{ name, roles, email: undefined },
    title: roles.includes('cooperant') ? undefined : 'Accompagnante',
  });

beforeAll(async () => {
  several = await startSeveral(PROCESSES);
  nadia = await add('Nadia Roche', 'accompagnant');
  karim = await add('Karim Benali', 'accompagnant');
  const made: Person[] = [];
  for (let at = 0; at < DECISIONS; at += 1) made.push(await add(`Alix M${at}`, 'cooperant'));
  people = made;
});
afterAll(() => several.stop());

const person = (at: number): Person => {
  const found = people[at % people.length];
  if (!found) throw new Error('Nobody');
  return found;
};

const worked = (participants: readonly Person[]): Promise<Experience> =>
  recordExperience(several.services, {
    values: {
      ...({ title: 'Buffet de 60 personnes', kind: 'prestation', date: '2026-10-12' } as const),
      ...{ place: undefined, people: participants.map(({ id }) => id) },
    },
    participants,
    by: nadia,
  });

/** A form that is reread, and signs when it is called. */
async function formOf(at: number): Promise<() => Promise<Page>> {
  const there = Array.from({ length: IN_A_FORM }, (_, one) => person(at * IN_A_FORM + one));
  const experience = await worked(there);
  const browser = await several.browserAt(at, nadia);
  let page = await browser.get(`/experiences/${experience.id}/reconnaitre`);
  const said = (shown: Page) =>
    together(
      there
        .filter(({ id }) => shown.$(`#person-${id}`).length > 0)
        .map(({ id }) => recognised(id, BADGE, { sentence: SENTENCE })),
    );
  const first = said(page);
  page = await browser.press(page, 'Personnes suivantes', first);
  const preview = await browser.press(page, 'Relire avant de signer', said(page));
  return () => browser.press(preview, `Signer ${IN_A_FORM} badges`);
}

async function givenBefore(experience: Experience, holder: Person): Promise<Award> {
  const { services, kpa } = several;
  const badge = services.definitions.findBadgeClass('transmettre');
  if (!badge) throw new Error('No such class');
  return awardBadge(services, {
    ...{ awardId: awardIdOf(experience.id, holder.id), kpa, person: holder, badge, experience },
    ...{ level: undefined, sentence: SENTENCE },
    awardedBy: { personId: nadia.id, name: nadia.name, title: 'Accompagnante' },
  });
}

async function confirmationOf(browser: TestVisitor, { id }: Award): Promise<() => Promise<Page>> {
  const form = await browser.get(`/reconnaissances/${id}/confirmer`);
  return () => browser.press(form, 'Signer', { sentence: SEEN });
}

async function decisionOn(at: number, { id }: Award): Promise<() => Promise<Page>> {
  const browser = await several.browserAt(at, person(at));
  const page = await browser.get(`/mes-badges/${id}`);
  return () => browser.press(page, at % 2 === 0 ? 'Accepter' : 'Mettre de côté');
}

it('all of it is done once, and told', async () => {
  const { services, kpa } = several;
  const before: Award[] = [];
  const shared = await worked(people);
  for (const holder of people) before.push(await givenBefore(shared, holder));
  const acts: (() => Promise<Page>)[] = [];
  for (let at = 0; at < FORMS; at += 1) acts.push(await formOf(at));
  for (const [at, award] of before.entries()) {
    acts.push(await confirmationOf(await several.browserAt(at, karim), award));
    acts.push(await decisionOn(at + 1, before[(at + 1) % before.length] ?? award));
  }
  const answers = await Promise.all(acts.map((act) => act()));
  expect(answers.filter(({ status }) => status >= 400).map(({ text }) => text)).toEqual([]);

  const awards = await services.store.awards(kpa.id).all({ index: 'byDate' }).toArray();
  const given = awards.filter(({ badgeClass }) => badgeClass === BADGE);
  expect(given).toHaveLength(FORMS * IN_A_FORM);
  expect(new Set(given.map(({ slot }) => slot)).size).toBe(given.length);
  expect(new Set(awards.map((one) => `${one.statusListId} ${one.statusIndex}`)).size).toBe(
    awards.length,
  );
  const old = awards.filter(({ badgeClass }) => badgeClass === 'transmettre');
  expect(old.map(({ endorsements = [] }) => endorsements.map(({ sentence }) => sentence))).toEqual(
    old.map(() => [SEEN]),
  );
  const states = old.map(({ personId, state }) => [personId, state]);
  const decided = people.map(({ id }, at) => [id, at % 2 === 0 ? 'accepted' : 'declined']);
  expect(states.toSorted()).toEqual(decided.toSorted());

  // Each person is told once of each badge that was given, and of each that was confirmed.
  for (const { id } of people) {
    const query = { index: 'byPersonState', equals: [id] } as const;
    const notices = await services.store.notices(kpa.id).all(query).toArray();
    const told = notices.map(({ act }) => act).toSorted();
    expect(told).toEqual(['badge-confirmed', ...Array<string>(4).fill('badge-given')]);
  }
});
