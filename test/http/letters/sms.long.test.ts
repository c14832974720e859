/** News by short message: through a gateway that takes it, refuses it, is slow, says nothing, or dies. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { correctionOf, stampOf } from '../../../src/features/corrections/correction-form.ts';
import { correctPerson } from '../../../src/features/corrections/correct-person.ts';
import { postNotices } from '../../../src/features/corrections/email-notices.ts';
import { addPerson } from '../../../src/features/people/add-person.ts';
import { recordExperience } from '../../../src/features/experiences/record-experience.ts';
import { followLeft } from '../../../src/notices/follow-letters.ts';
import { letGatewayRest } from '../../../src/outbox/gateway-rest.ts';
import { createServices, type Services } from '../../../src/services.ts';
import type { Experience, Person } from '../../../src/storage/store.ts';
import { TEST_CA } from '../../support/issuers/loopback-issuer.ts';
import { recordFor } from '../../support/own-classes.ts';
import { recognised } from '../../support/recognition.ts';
import { openTestDatabase, type TestDatabase } from '../../support/storage/databases.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { exchangeWith } from '../../support/ways/loopback-exchange.ts';
import { type SmsServer, startSmsServer } from '../../support/ways/sms-gateway.ts';
import { createWorld, threads, type World } from '../../support/world.ts';

const PHONE = '+33612345678';
const ENV = {
  SMS_URL: 'https://issuer.test/messages',
  SMS_TOKEN: 'a token of the gateway',
  SMS_SENDER: 'KPA',
};
const GSM = /^[\w@£$¥èéùìòÇØøÅåÆæßÉ !"#%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà]*$/;

let opened: TestDatabase;
let gateway: SmsServer;
let world: World;
let nadia: TestVisitor;
let samba: Person;
let experience: Experience;

beforeEach(async () => {
  opened = await openTestDatabase();
  gateway = await startSmsServer();
  world = await createWorld(
    { database: opened.database, guardedExchange: exchangeWith(gateway.port, TEST_CA, 1_000) },
    undefined,
    ENV,
  );
  samba = await addPerson(world.services, world.hautsPres.id, {
    ...{ name: 'Samba Traoré', email: undefined, roles: ['cooperant'], title: undefined },
    phone: PHONE,
  });
  const { awa } = world;
  experience = await recordExperience(world.services, {
    values: {
      ...({ title: 'Atelier du lundi', kind: 'training', date: '2026-10-12' } as const),
      ...{ place: undefined, people: [samba.id, awa.id] },
    },
    participants: [samba, awa],
    by: world.nadia,
  });
  nadia = await world.signIn(world.nadia);
});
afterEach(async () => {
  await world.destroy();
  await opened.destroy();
  gateway.close();
});

/** On the same database. */
function anotherProcess(): Promise<Services> {
  const { definitions, languages, log, clock } = world.services;
  return createServices(world.config, {
    ...{ definitions, languages, log, clock, threads, letterDelay: () => 0 },
    ...{ database: opened.database },
    guardedExchange: exchangeWith(gateway.port, TEST_CA, 1_000),
  });
}

async function sign(holder: Person, badge = 'realiser-une-prestation'): Promise<void> {
  const form = await nadia.get(`/experiences/${experience.id}/reconnaitre`);
  const said = recognised(holder.id, badge, { sentence: 'A servi avec soin.' });
  await nadia.press(await nadia.press(form, 'Relire avant de signer', said), 'Signer 1 badge');
}

async function send(minutes = 8): Promise<void> {
  world.passTime(minutes);
  await world.services.outbox.sendDue();
}

const told = async () => (await nadia.get(`/experiences/${experience.id}`)).text;
const sheets = async () => (await nadia.get('/ce-qui-m-attend')).$('section#feuilles').text();

describe('who has a telephone and no e-mail', () => {
  it('gets one short message, which says whose page has news, and no badge', async () => {
    await sign(samba);
    await sign(samba, 'lancer-une-activite');
    expect(await told()).toContain('Un SMS part dans quelques minutes.');
    expect(await sheets()).toBe('');
    await send();
    expect(gateway.asked).toHaveLength(1);
    const [message] = gateway.asked;
    expect(message).toMatchObject({
      ...{ to: PHONE, from: 'KPA', authorization: 'Bearer a token of the gateway' },
      text: 'KPA des Hauts-Prés : des nouvelles de vos badges. Pour les lire : https://badges.example/mes-badges',
    });
    expect(message?.text).toMatch(GSM);
    expect(message?.text.length).toBeLessThanOrEqual(160);
    expect(await told()).toContain('Un SMS est parti le 14 octobre 2026.');
    expect(world.letters.filter(({ subject }) => subject.includes('badges'))).toEqual([]);
    expect(world.logged.join('\n')).not.toContain(PHONE.slice(3));
  });

  it('is told nothing of what was taken back in the minutes before', async () => {
    await sign(samba);
    const { store } = world.services;
    const query = { index: 'byPerson', equals: [samba.id] } as const;
    const [award] = await store.awards(world.hautsPres.id).all(query).toArray();
    const asked = await nadia.get(`/reconnaissances/${award?.id}/retirer`);
    const done = await nadia.press(asked, 'Annuler le badge', { reason: 'badge' });
    expect(done.status).toBe(200);
    await send();
    expect(gateway.asked).toEqual([]);
  });

  it('gets a sheet where the gateway refuses the number', async () => {
    gateway.answerWith(() => 422);
    await sign(samba);
    await send();
    expect(gateway.asked).toHaveLength(1);
    expect(await sheets()).toContain('Samba Traoré');
    expect(await told()).toContain('Une feuille est à donner.');
    expect(await told()).not.toContain('SMS');
  });

  it('gets the message later where the gateway asks for patience, and it is the same', async () => {
    gateway.answerWith(() => 503);
    await sign(samba);
    await send();
    expect(await told()).toContain('Un SMS part dans quelques minutes.');
    gateway.answerWith(() => 429);
    await send(1);
    gateway.answerWith(() => 202);
    await send(2);
    await send(10);
    expect(gateway.asked).toHaveLength(3);
    expect(new Set(gateway.asked.map(({ key }) => key)).size).toBe(1);
    expect(await told()).toContain('Un SMS est parti');
  });

  it('gets it later, and no sheet, where the gateway is busy twice, and fails once', async () => {
    const busy = { status: 503, after: '30' };
    const answers = [429, busy, busy, 500, 202];
    gateway.answerWith(() => answers.shift() ?? 404);
    await sign(samba);
    for (const minutes of [8, 1, 2, 3, 12]) {
      expect(await sheets()).toBe('');
      await send(minutes);
    }
    expect(gateway.asked).toHaveLength(5);
    expect(await told()).toContain('Un SMS est parti');
  });

  it.each([
    ['1800', 30],
    ['86400', 60],
    ['Thu, 01 Jan 2099 00:00:00 GMT', 60],
    ['-5', 1],
    ['soon', 1],
  ])('is left alone as long as the gateway asks for: %s', async (after, minutes) => {
    gateway.answerWith(() => ({ status: 429, after }));
    await sign(samba);
    await send();
    gateway.answerWith(() => 202);
    if (minutes > 1) await send(minutes - 1);
    expect(gateway.asked).toHaveLength(1);
    await send(1);
    expect(gateway.asked).toHaveLength(2);
  });

  it('is not asked of a gateway that asks for patience, whoever’s message it is, in no process', async () => {
    const lou = await addPerson(world.services, world.hautsPres.id, {
      ...{ name: 'Lou Diop', email: undefined, roles: ['cooperant'], title: undefined },
      phone: '+33698765432',
    });
    experience = await recordFor(world, world.nadia, [samba, lou]);
    gateway.answerWith(() => ({ status: 503, after: '1800' }));
    await sign(samba);
    await send();
    world.passTime(2);
    await sign(lou);
    gateway.answerWith(() => 202);
    const other = await anotherProcess();
    for (const minutes of [10, 17]) {
      await send(minutes);
      await other.outbox.sendDue();
    }
    expect(gateway.asked.map(({ to }) => to)).toEqual([PHONE]);
    await send(1);
    await other.outbox.sendDue();
    expect(gateway.asked.map(({ to }) => to).toSorted()).toEqual([PHONE, PHONE, '+33698765432']);
    // It was put off, and not tried: what it waited for counts for nothing.
    const { items } = await world.services.store.letters.find({ index: 'byExpiry' });
    const tries = items.filter(({ notice }) => notice === 'news-sms');
    expect(tries.map(({ state, attempts }) => [state, attempts]).toSorted()).toEqual([
      ['sent', 1],
      ['sent', 2],
    ]);
  });

  it('goes on to others where it is of one message that the gateway says when', async () => {
    const lou = await addPerson(world.services, world.hautsPres.id, {
      ...{ name: 'Lou Diop', email: undefined, roles: ['cooperant'], title: undefined },
      phone: '+33698765432',
    });
    experience = await recordFor(world, world.nadia, [samba, lou]);
    gateway.answerWith(({ to }) => (to === PHONE ? { status: 404, after: '1800' } : 202));
    await sign(samba);
    await send();
    await sign(lou);
    await send();
    expect(gateway.asked.map(({ to }) => to)).toEqual([PHONE, '+33698765432']);
  });

  it('ends with a reason where the gateway rests longer than it is worth', async () => {
    await letGatewayRest(world.services, 3 * 86_400);
    await sign(samba);
    await send();
    await send(2 * 24 * 60);
    expect(gateway.asked).toEqual([]);
    const { items } = await world.services.store.letters.find({ index: 'byExpiry' });
    const ended = items.filter(({ notice }) => notice === 'news-sms');
    expect(ended.map(({ state, failure }) => [state, failure])).toEqual([['undelivered', 'LATE']]);
  });

  it('is nobody’s while the gateway rests, once they are erased', async () => {
    await letGatewayRest(world.services, 3_600);
    await sign(samba);
    await world.services.store.people(world.hautsPres.id).remove(samba.id);
    await send();
    const { items } = await world.services.store.letters.find({ index: 'byExpiry' });
    expect(items.filter(({ notice }) => notice === 'news-sms')).toEqual([]);
  });

  it.each([302, 401, 404, 410])(
    'keeps the number where the gateway answers %i: that is for the operator to mend',
    async (status) => {
      gateway.answerWith(() => status);
      await sign(samba);
      for (let tries = 0; tries < 3; tries += 1) await send();
      expect(gateway.asked).toHaveLength(3);
      gateway.answerWith(() => 200);
      await send(60);
      expect(await told()).toContain('Un SMS est parti');
    },
  );

  it('is not asked for more than thirty times', async () => {
    gateway.answerWith(() => 429);
    await sign(samba);
    for (let hours = 0; hours < 40; hours += 1) await send(60);
    expect(gateway.asked).toHaveLength(30);
    nadia = await world.signIn(world.nadia);
    expect(await sheets()).toContain('Samba Traoré');
  });

  it('has got it once the gateway says so, whatever else it says', async () => {
    gateway.answerWith(() => 'endless');
    await sign(samba);
    await send();
    expect(await told()).toContain('Un SMS est parti');
  });

  it.each(['dead', 'silent', 500, 503, 504, { status: 503, after: 'soon' }] as const)(
    'gets it twice at most from one that is %s, and then a sheet',
    async (answer) => {
      gateway.answerWith(() => answer);
      await sign(samba);
      await send();
      await send(3);
      await send(30);
      expect(gateway.asked).toHaveLength(2);
      expect(await sheets()).toContain('Samba Traoré');
    },
    30_000,
  );

  it('gets it once the gateway is there again', async () => {
    gateway.close();
    await sign(samba);
    await send();
    expect(await told()).toContain('Un SMS part dans quelques minutes.');
    expect(await sheets()).toBe('');
    // Two days: then it is on paper.
    for (let hours = 0; hours < 50; hours += 1) await send(60);
    nadia = await world.signIn(world.nadia);
    expect(await sheets()).toContain('Samba Traoré');
  });
});

describe('who has both', () => {
  const correct = async (fields: Record<string, string>) => {
    const form = await nadia.get(`/personnes/${world.awa.id}/corriger`);
    return nadia.press(form, 'Enregistrer', fields);
  };

  it('is told by e-mail, unless the telephone was chosen', async () => {
    await correct({ phone: '06 98 76 54 32' });
    expect((await nadia.get(`/personnes/${world.awa.id}`)).text).toContain('06 98 76 54 32');
    await sign(world.awa);
    await send();
    expect(gateway.asked).toEqual([]);
    expect(world.letters.at(-1)?.to).toBe(world.awa.email);

    await correct({ bySms: 'yes' });
    await sign(world.awa, 'lancer-une-activite');
    await send();
    expect(gateway.asked.map(({ to }) => to)).toEqual(['+33698765432']);
    const own = await (await world.signIn(world.awa)).get('/mon-compte');
    expect(own.text).toContain('06 98 76 54 32');
    expect(own.text).toContain('Elles arrivent par SMS : 06 98 76 54 32');
  });

  it('says so themselves, and gives the number', async () => {
    const awa = await world.signIn(world.awa);
    expect((await awa.get('/mon-compte')).text).toContain('Elles arrivent par e-mail.');
    const form = await awa.click(await awa.get('/mon-compte'), 'Recevoir les nouvelles par SMS');
    const wrong = await awa.press(form, 'Enregistrer', { phone: '01 42 68 53 00', bySms: 'yes' });
    expect([wrong.status, wrong.$('[name=phone]').val()]).toEqual([422, '01 42 68 53 00']);
    expect(wrong.$('[name=bySms]').is(':checked')).toBe(true);
    const done = await awa.press(wrong, 'Enregistrer', { phone: '06 98 76 54 32', bySms: 'yes' });
    expect(done.text).toContain('Elles arrivent par SMS : 06 98 76 54 32');
    await sign(world.awa);
    await send();
    expect(gateway.asked.map(({ to }) => to)).toEqual(['+33698765432']);
    await awa.press(await awa.get('/mon-compte/sms'), 'Enregistrer', { phone: '', bySms: 'yes' });
    expect((await awa.get('/mon-compte')).text).toContain('Elles arrivent par e-mail.');
    const { phone, bySms } =
      (await world.services.store.people(world.hautsPres.id).findById(world.awa.id)) ?? {};
    expect([phone, bySms]).toEqual([undefined, undefined]);
  });

  it('is told at the telephone, where the e-mail is gone by the time the letter leaves', async () => {
    await correct({ phone: '06 98 76 54 32' });
    await sign(world.awa);
    await correct({ email: '' });
    await send();
    expect(gateway.asked).toEqual([]);
    world.passTime(61);
    await followLeft(world.services, new AbortController().signal);
    await send();
    expect(gateway.asked.map(({ to }) => to)).toEqual(['+33698765432']);
    expect(await sheets()).toBe('');
  });

  it('is told at the number that was put right', async () => {
    gateway.answerWith(({ to }) => (to === PHONE ? 422 : 202));
    await sign(samba);
    await send();
    const form = await nadia.get(`/personnes/${samba.id}/corriger`);
    const wrong = await nadia.press(form, 'Enregistrer', { phone: '06 12 34' });
    expect([wrong.status, wrong.$('[name=phone]').val()]).toEqual([422, '06 12 34']);
    expect(wrong.text).toContain('Ce numéro ne va pas.');
    for (const phone of ['01 42 68 53 00', '08 99 12 34 56', '+1 900 234 5678']) {
      expect((await nadia.press(wrong, 'Enregistrer', { phone })).status).toBe(422);
    }
    await nadia.press(wrong, 'Enregistrer', { phone: '+49 1512 3456789' });
    await send();
    expect(gateway.asked.at(-1)?.to).toBe('+4915123456789');
    expect(await sheets()).toBe('');
  });

  it('is told at it by the same form, where a crash came before', async () => {
    gateway.answerWith(({ to }) => (to === PHONE ? 422 : 202));
    await sign(samba);
    await send();
    const form = await nadia.get(`/personnes/${samba.id}/corriger`);
    const people = world.services.store.people(world.hautsPres.id);
    await people.update(samba.id, (now) => ({ ...now, phone: '+33698765432' }));
    await nadia.press(form, 'Enregistrer', { phone: '06 98 76 54 32' });
    await send();
    expect(gateway.asked.at(-1)?.to).toBe('+33698765432');
    expect(await sheets()).toBe('');
  });

  it.each([
    { phone: '06 98 76 54 32', seen: '+33698765432' },
    { email: 'samba@exemple.example', seen: 'samba@exemple.example' },
  ])(
    'is told by the housekeeping, where a crash came after it: $seen',
    async ({ seen, ...said }) => {
      gateway.answerWith(({ to }) => (to === PHONE ? 422 : 202));
      await sign(samba);
      await send();
      expect(await sheets()).toContain('Samba Traoré');
      const { store } = world.services;
      const person = await store.people(world.hautsPres.id).findById(samba.id);
      if (!person) throw new Error('Nobody');
      const before = correctionOf(person);
      const { after } = await correctPerson(
        world.services,
        person,
        { ...before, ...said, ...(said.phone !== undefined && { phone: '+33698765432' }) },
        stampOf(person),
      );
      expect(after.formerEmailAt).toBeDefined();
      await postNotices(world.services, new AbortController().signal);
      expect(await sheets()).toBe('');
      await send();
      const told = [...gateway.asked, ...world.letters].map(({ to }) => to);
      expect(told.at(-1)).toBe(seen);
      const left = await store.people(world.hautsPres.id).findById(samba.id);
      expect(left).not.toHaveProperty('formerEmailAt');
    },
  );

  it('is told what waits on a sheet at the number that they give themselves', async () => {
    gateway.answerWith(({ to }) => (to === PHONE ? 422 : 202));
    await sign(samba);
    await send();
    expect(await sheets()).toContain('Samba Traoré');
    const { store } = world.services;
    const own = await world.signIn(samba);
    await own.press(await own.get('/mon-compte/sms'), 'Enregistrer', { phone: '06 98 76 54 32' });
    expect(await sheets()).toBe('');
    await send();
    expect(gateway.asked.at(-1)?.to).toBe('+33698765432');
    // Cut short before it was told, the housekeeping does it.
    const now = () => store.people(world.hautsPres.id).findById(samba.id);
    expect(await now()).toHaveProperty('formerEmailAt');
    await postNotices(world.services, new AbortController().signal);
    expect(await now()).not.toHaveProperty('formerEmailAt');
    expect(gateway.asked).toHaveLength(2);
  });

  it('is told nothing more while they are erased', async () => {
    gateway.answerWith(({ to }) => (to === PHONE ? 422 : 202));
    await sign(samba);
    await send();
    const { store, clock } = world.services;
    const at = clock().toISOString();
    await store.people(world.hautsPres.id).update(samba.id, (now) => ({
      ...{ ...now, phone: '+33698765432', formerEmailAt: at, erasingSince: at },
    }));
    const ofSheets = { index: 'byState', equals: ['waiting', 'sheet'] } as const;
    const onSheets = () => store.notices(world.hautsPres.id).all(ofSheets).toArray();
    const before = await onSheets();
    expect(before).not.toEqual([]);
    await postNotices(world.services, new AbortController().signal);
    expect(await onSheets()).toEqual(before);
  });

  it('has none any more once it was taken out', async () => {
    await correct({ phone: '0698765432', bySms: 'yes' });
    await correct({ phone: '' });
    const { phone, bySms } =
      (await world.services.store.people(world.hautsPres.id).findById(world.awa.id)) ?? {};
    expect([phone, bySms]).toEqual([undefined, undefined]);
  });
});

describe('a list of people', () => {
  const read = async (lines: string) =>
    nadia.press(await nadia.get('/personnes/ajouter'), 'Relire la liste', { lines });
  const added = async (page: Page) => {
    await nadia.press(page, /^Ajouter les \d/u);
    const people = world.services.store.people(world.hautsPres.id);
    const all = await people.all({ index: 'byName' }).toArray();
    return Object.fromEntries(all.map(({ name, phone }) => [name, phone]));
  };

  it('brings their numbers, by the head of the column, or by what stands in it', async () => {
    const withHeads = await read(
      'Prénom;Nom;Portable;E-mail\nIda;Mercier;06 11 22 33 44;ida@a.example\nLou;Petit;;',
    );
    expect(withHeads.text).toContain('06 11 22 33 44');
    expect(await added(withHeads)).toMatchObject({
      ...{ 'Ida Mercier': '+33611223344', 'Lou Petit': undefined },
    });
    const without = await read(
      'Noé Roux, noe@a.example, +33 6 55 44 33 22, coopérante\nAnouk Blin, 0644332211',
    );
    expect(without.text).toContain('06 55 44 33 22');
    expect(await added(without)).toMatchObject({
      ...{ 'Noé Roux': '+33655443322', 'Anouk Blin': '+33644332211' },
    });
  });

  it('says of which line the number is no mobile one', async () => {
    const list = await read('Nom;Téléphone\nIda Mercier;01 42 68 53 00\nLou Petit;=1+1');
    expect(list.text).toContain('Aucune ligne n’est prête.');
    expect(list.text.match(/pas un numéro de téléphone mobile/gu)).toHaveLength(2);
  });
});

describe('where there is no gateway', () => {
  it('nothing speaks of one, and a number that is there stays', async () => {
    const other = await createWorld();
    const person = await addPerson(other.services, other.hautsPres.id, {
      ...{ name: 'Samba Traoré', email: undefined, roles: ['cooperant'], title: undefined },
      phone: PHONE,
    });
    const staff = await other.signIn(other.nadia);
    const form = await staff.get(`/personnes/${person.id}/corriger`);
    await staff.press(form, 'Enregistrer', { name: 'Samba Traore', phone: '' });
    const pages = await Promise.all([
      ...['/personnes/nouvelle', `/personnes/${person.id}`].map((path) => staff.get(path)),
      other.signIn(person).then((own) => own.get('/mon-compte')),
    ]);
    expect((await (await other.signIn(person)).get('/mon-compte/sms')).status).toBe(404);
    for (const { text } of [form, ...pages]) expect(text).not.toMatch(/SMS|Téléphone|06 12/);
    const now = await other.services.store.people(other.hautsPres.id).findById(person.id);
    expect(now).toMatchObject({ name: 'Samba Traore', phone: PHONE });
    await other.destroy();
  });
});
