/** Plays the story through the same verbs as the pages: what the demo shows, the service made. */
import { awardBadge, awardIdOf } from '../features/awards/award-badge.ts';
import { revokeAward } from '../features/revocations/revoke-award.ts';
import { endorseAward } from '../features/endorsements/endorse-award.ts';
import { recordExperience } from '../features/experiences/record-experience.ts';
import { tellExperience } from '../experiences/tell-experience.ts';
import { makeCard } from '../features/cards/make-card.ts';
import { withNetworkRole } from '../features/kpas/role/network-role.ts';
import { noteDeparture } from '../features/corrections/note-departure.ts';
import { createKpa } from '../features/kpas/create-kpa.ts';
import { foundKpa } from '../features/kpas/found-kpa.ts';
import { addPerson } from '../features/people/add-person.ts';
import { decideAward } from '../features/portfolio/decide-award.ts';
import { sharePortfolio } from '../features/sharing/share-portfolio.ts';
import { newAct } from '../web/acts/act-of-form.ts';
import type { Services } from '../services.ts';
import type { Award, Experience, Kpa, Person, Stored } from '../storage/store.ts';
import type { DemoClock } from './clock.ts';
import { CARD_FORM, KPA, NEW_KPA, PEOPLE, PIN, TWIN, type Who } from './cast.ts';
import { publishOwnBadge } from './own-badge.ts';
import { tellThemselves } from './told.ts';
import { type DemoAward, type DemoExperience, EXPERIENCES } from './story.ts';

type Cast = Readonly<Record<Who, Person>>;

export async function seed(services: Services, clock: DemoClock): Promise<void> {
  clock.goBack(360);
  const kpa = await createKpa(services, KPA);
  const cast = await addPeople(services, kpa);
  await publishOwnBadge(services, kpa, cast.karim);
  for (const told of EXPERIENCES) await play(services, clock, kpa, cast, told);
  clock.goBack(60);
  await leave(services, cast.karim, cast.paul);
  clock.goBack(9);
  await shareAwas(services, cast.awa);
  await tellThemselves(services, clock, cast);
  clock.goBack(2);
  await foundAnother(services, cast.zoe);
  await giveCard(services, cast.karim, cast.bruno);
  clock.goBack(1);
  await addPerson(services, kpa.id, { ...TWIN, roles: [...TWIN.roles], title: undefined });
  clock.goBack(0);
}

async function addPeople(services: Services, kpa: Kpa): Promise<Cast> {
  const add = async (who: Who) => {
    const { name, roles, ...rest } = { title: undefined, email: undefined, ...PEOPLE[who] };
    const person = await addPerson(services, kpa.id, { ...rest, name, roles: [...roles] });
    if (!('introduction' in rest)) return person;
    const stored = await services.store.people(kpa.id).findById(person.id);
    if (!stored) throw new Error('A person just added is not there');
    return services.store.people(kpa.id).replace({ ...stored, introduction: rest.introduction });
  };
  return {
    karim: await add('karim'),
    nadia: await add('nadia'),
    awa: await add('awa'),
    bruno: await add('bruno'),
    fatima: await add('fatima'),
    lucas: await add('lucas'),
    sule: await add('sule'),
    mireille: await add('mireille'),
    paul: await add('paul'),
    zoe: await ofNetwork(services, await add('zoe')),
  };
}

/** As the operator's command does. */
async function ofNetwork({ store, clock }: Services, { id, kpaId }: Person): Promise<Person> {
  const since = clock().toISOString();
  const person = await store.people(kpaId).update(id, (now) => withNetworkRole(now, since));
  if (!person) throw new Error('A person just added is not there');
  return person;
}

async function leave(services: Services, by: Person, { id, kpaId }: Person): Promise<void> {
  const person = await services.store.people(kpaId).findById(id);
  if (!person) throw new Error('A person just added is not there');
  const leftOn = services.clock().toISOString().slice(0, 10);
  await noteDeparture(services, person, { leftOn, how: 'all', years: 5 });
  await services.register.note({ kpaId, by: by.id, act: 'departure-noted', about: id });
}

async function foundAnother(services: Services, by: Person): Promise<void> {
  const made = await foundKpa(services, NEW_KPA, by, newAct());
  if (!made.ok) throw new Error('The second KPA of the demo could not be made');
}

async function giveCard(services: Services, { id: by }: Person, person: Person): Promise<void> {
  const { id: about, kpaId } = person;
  await services.register.note({ kpaId, by, act: 'card-made', about });
  await makeCard(services, person, { pin: PIN, act: CARD_FORM });
}

const isWho = (name: string): name is Who => Object.hasOwn(PEOPLE, name);

async function play(
  services: Services,
  clock: DemoClock,
  kpa: Kpa,
  cast: Cast,
  told: DemoExperience,
): Promise<void> {
  clock.goBack(told.daysAgo);
  const participants = Object.keys(told.tasks)
    .filter(isWho)
    .map((who) => cast[who]);
  const tasks = Object.entries(told.tasks).flatMap(([who, task]) =>
    isWho(who) ? [[`task-${cast[who].id}`, task] as const] : [],
  );
  const experience = await recordExperience(services, {
    values: {
      ...Object.fromEntries<string>(tasks),
      title: told.title,
      kind: told.kind,
      date: clock.now().toISOString().slice(0, 10),
      place: told.place,
      people: participants.map(({ id }) => id),
    },
    participants,
    by: cast.karim,
  });
  await tell(services, experience, cast, told);
  clock.goBack(told.daysAgo - 1);
  for (const award of told.awards) await recognise(services, kpa, cast, experience, award);
}

async function tell(
  { store }: Services,
  experience: Experience,
  cast: Cast,
  { words = {}, showing = [] }: DemoExperience,
): Promise<void> {
  for (const [who, text] of Object.entries(words)) {
    const current = await store.experiences(experience.kpaId).findById(experience.id);
    const shown = { words: text, shownToTeam: showing.includes(who) };
    if (current && isWho(who)) await tellExperience(store, current, cast[who], shown);
  }
}

async function recognise(
  services: Services,
  kpa: Kpa,
  cast: Cast,
  experience: Experience,
  told: DemoAward,
): Promise<void> {
  const badge = services.definitions.findBadgeClass(told.badge);
  if (!badge) throw new Error(`The demo's story names no badge class of ours: ${told.badge}`);
  const by = cast[told.by];
  const award = await awardBadge(services, {
    awardId: awardIdOf(`${experience.id}/${told.badge}`, cast[told.to].id),
    kpa,
    person: cast[told.to],
    badge,
    level: told.level,
    sentence: badge.sensitive ? badge.employerSentence : told.sentence,
    experience,
    awardedBy: { personId: by.id, name: by.name, title: by.title ?? '' },
  });
  if (told.also) {
    await endorseAward(services, kpa, award.id, cast[told.also.by], told.also.sentence);
  }
  await follow(services, kpa, await reload(services, award), by, told.then);
}

async function follow(
  services: Services,
  kpa: Kpa,
  award: Stored<Award>,
  by: Person,
  then: DemoAward['then'],
): Promise<void> {
  if (then === 'offered') return;
  await decideAward(services, award, then === 'declined' ? 'declined' : 'accepted');
  if (then === 'revoked') {
    await revokeAward(services, kpa, await reload(services, award), by, 'person');
  }
}

async function reload({ store }: Services, award: Award): Promise<Stored<Award>> {
  const stored = await store.awards(award.kpaId).findById(award.id);
  if (!stored) throw new Error('An award just made is not there');
  return stored;
}

async function shareAwas(services: Services, awa: Person): Promise<void> {
  const { store } = services;
  const query = { index: 'byPerson', equals: [awa.id], limit: 100 } as const;
  const awards = (await store.awards(awa.kpaId).find(query)).items;
  const experiences = (await store.experiences(awa.kpaId).find({ index: 'byDate', limit: 100 }))
    .items;
  await sharePortfolio(services, awa, {
    label: 'Traiteur Petit',
    days: 90,
    awards: awards.filter(({ state }) => state === 'accepted').map(({ id }) => id),
    experiences: experiences
      .filter(({ participants }) =>
        participants.some((one) => one.personId === awa.id && one.words),
      )
      .map(({ id }) => id),
  });
}
