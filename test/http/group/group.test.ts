/** The group confirms a badge in a meeting: by a code, each with their first name (docs/adr/0056). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endMeeting } from '../../../src/awards/confirmations/who-saw.ts';
import { endorseAward } from '../../../src/features/endorsements/endorse-award.ts';
import { noteDeparture } from '../../../src/features/corrections/note-departure.ts';
import { eraseWhatHangsOn, markErased } from '../../../src/features/erasure/erase-person.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { revokeAward } from '../../../src/features/revocations/revoke-award.ts';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import { purgeExpired } from '../../../src/features/sign-in/purge-expired.ts';
import type {
  Award,
  Experience,
  GroupMeeting,
  Person,
  Stored,
} from '../../../src/storage/store.ts';
import { fold } from '../../support/forms.ts';
import { recordFor } from '../../support/own-classes.ts';
import { awardTo, reloadAward } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let holder: Person;
/** Bruno, Fatima and Lucas, who were there. */
let others: readonly Person[];
let experience: Experience;
let award: Award;
let nadia: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
});
afterAll(() => world.destroy());
beforeEach(async () => {
  const { hautsPres, add } = world;
  holder = await add(hautsPres, `Awa ${randomUUID()}`, 'cooperant');
  others = [
    await add(hautsPres, 'Bruno Martin', 'cooperant'),
    await add(hautsPres, 'Fatima Benali', 'cooperant'),
    await add(hautsPres, 'Lucas Petit', 'cooperant'),
  ];
  experience = await recordFor(world, world.nadia, [holder, ...others]);
  award = await give('travailler-en-equipe', 3);
  // Five are open at once in a KPA.
  const { groupMeetings } = world.services.store;
  for (const { id } of await meetings()) await groupMeetings(hautsPres.id).remove(id);
});

const give = (badge: string, level?: number): Promise<Stored<Award>> =>
  awardTo(world, {
    ...{ kpa: world.hautsPres, staff: world.nadia, holder, experience, badge, level },
  });
const meetings = () =>
  world.services.store.groupMeetings(world.hautsPres.id).all({ index: 'byEnd' }).toArray();
/** Pressed where the page has no such button any more, or not yet. */
async function post(who: TestVisitor, path: string): Promise<Page> {
  const any = await who.get('/compte');
  return who.post(path, { _csrf: any.$('[name=_csrf]').first().attr('value') ?? '' });
}
const of = (one: Pick<Award, 'id'>, end = '') => `/reconnaissances/${one.id}/groupe${end}`;
const page = (of_ = award) => `/k/hauts-pres/credentials/${of_.id}`;
const codeIn = ({ $ }: Page): string => $('.meeting-code').text().replaceAll(/\D/g, '');
const chips = ({ $ }: Page): string[] =>
  $('.chip')
    .toArray()
    .map((one) => $(one).text().trim());

const open = async (of_ = award) => nadia.press(await nadia.get(of(of_)), 'Demander au groupe');
const enter = async (code: string, who = world.visitor()) => {
  const asked = await who.get('/groupe');
  return { who, asked: await who.press(asked, 'Continuer', { code }) };
};
const chipOf = ({ $ }: Page, name: string): string =>
  $('.chip')
    .filter((_, one) => $(one).text().trim() === name)
    .find('input')
    .attr('value') ?? '';
async function saw(who: TestVisitor, name: string): Promise<Page> {
  const asked = await who.get('/groupe/dire');
  return who.press(asked, 'Je l’ai vu', { person: chipOf(asked, name) });
}
async function confirmedByTwo(): Promise<Page> {
  const { who } = await enter(codeIn(await open()));
  await saw(who, 'Bruno');
  await saw(who, 'Fatima');
  return nadia.press(await nadia.get(of(award)), 'Signer avec le groupe');
}

describe('a meeting', () => {
  it('is opened from the badge, for its class, with a code in two groups and the question', async () => {
    const before = await nadia.get(page());
    expect(before.text).toContain('Confirmer avec le groupe');
    const asking = await nadia.get(of(award));
    expect(asking.text).toContain('Demandez d’abord à Awa.');
    const opened = await open();
    expect([opened.status, opened.heading]).toEqual([200, 'Le groupe confirme']);
    expect(codeIn(opened)).toMatch(/^\d{6}$/);
    expect(opened.text).toContain('badges.example/groupe');
    expect(opened.text).toContain('0 personne l’a vu. Il en faut 2.');
    expect(opened.text).toContain('Je travaille en équipe');
    expect(opened.html).not.toContain('Signer avec le groupe');
    const [stored] = await meetings();
    expect(JSON.stringify(stored)).not.toContain(codeIn(opened));
    // Another of the team finds the same, and opens no second one.
    const leila = await world.signIn(await world.add(world.hautsPres, 'Leïla B', 'accompagnant'));
    expect(codeIn(await leila.get(of(award)))).toBe(codeIn(opened));
    await Promise.all([nadia, leila].map((one) => post(one, of(award))));
    expect(await meetings()).toHaveLength(1);
  });

  it('is none where the class does not say so, nor of objective 6, nor where too few were there', async () => {
    const alone = await give('realiser-une-prestation');
    expect((await nadia.get(of(alone))).text).toContain('on ne demande pas au groupe');
    expect((await nadia.get(page(alone))).text).not.toContain('Confirmer avec le groupe');
    expect((await post(nadia, of(alone))).status).toBe(409);
    const few = await recordFor(world, world.nadia, [holder, ...others.slice(0, 1)]);
    experience = few;
    const two = await give('animer-une-reunion', 2);
    expect((await nadia.get(of(two))).text).toContain('Il faut 2 autres personnes');
    expect((await post(nadia, of(two))).status).toBe(409);
    expect(
      world.services.definitions.badgeClasses
        .filter(({ sensitive }) => sensitive)
        .map(({ confirmedBy }) => confirmedBy),
    ).toEqual([undefined, undefined]);
  });

  it('is one of five at most in a KPA', async () => {
    const classes = [
      ...['faire-avancer-un-desaccord', 'trouver-des-solutions', 'animer-une-reunion'],
      ...['participer-a-une-decision', 'utiliser-des-outils-collaboratifs'],
    ];
    await open();
    const answers: number[] = [];
    for (const slug of classes) {
      const badge = world.services.definitions.findBadgeClass(slug);
      const one = await give(slug, badge?.leveled === true ? 2 : undefined);
      answers.push((await post(nadia, of(one))).status);
    }
    expect(answers).toEqual([200, 200, 200, 200, 409]);
  });

  it('is closed without anything being kept, and its code opens nothing then', async () => {
    const code = codeIn(await open());
    const { who } = await enter(code);
    await saw(who, 'Bruno');
    await nadia.press(await nadia.get(of(award)), 'Fermer sans signer');
    expect(await meetings()).toEqual([]);
    expect((await who.get('/groupe/dire')).status).toBe(422);
    expect((await enter(code)).asked.text).toContain('Ce code n’ouvre rien');
    expect((await reloadAward(world, award)).endorsements).toBeUndefined();
  });
});

describe('each of the group', () => {
  it('types the code, chooses their first name, and says that they saw it, once', async () => {
    const code = codeIn(await open());
    const { who, asked } = await enter(`${code.slice(0, 3)} ${code.slice(3)}`);
    expect([asked.status, asked.heading]).toEqual([200, 'Avez-vous vu Awa faire cela ?']);
    expect(chips(asked)).toEqual(['Bruno', 'Fatima', 'Lucas']);
    // What was seen, and not how well.
    expect(asked.$('.media').text()).toContain(award.sentence);
    expect(asked.$('details:not([open]) li').length).toBeGreaterThan(0);
    expect(asked.text).not.toContain('qui parle');
    expect(asked.text).not.toContain('autonomie');
    // Nothing but the code leads here, and no address has it.
    expect(asked.path).toBe('/groupe/dire');
    const thanks = await saw(who, 'Bruno');
    expect(thanks.text).toContain('Vous pouvez fermer cette page.');
    // Whoever were missing would be who saw it, and the others not.
    const next = await who.get('/groupe/dire');
    expect(chips(next)).toEqual(chips(asked));
    await who.press(asked, 'Je l’ai vu', { person: chipOf(asked, 'Bruno') });
    expect((await nadia.get(of(award))).text).toContain('1 personne l’a vu.');
  });

  it('keeps nothing of who cannot say it', async () => {
    const { who, asked } = await enter(codeIn(await open()));
    const before = await meetings();
    const thanks = await who.press(asked, 'Je ne peux pas le dire', {
      person: chipOf(asked, 'Lucas'),
    });
    expect(thanks.text).toContain('Vous pouvez fermer cette page.');
    expect(await meetings()).toEqual(before);
  });

  it('is asked again who chooses nobody, and nobody else is believed', async () => {
    const { who, asked } = await enter(codeIn(await open()));
    const again = await who.press(asked, 'Je l’ai vu');
    expect([again.status, again.text]).toEqual([
      422,
      expect.stringContaining('Touchez votre prénom'),
    ]);
    const { hautsPres, add, nadia: signer } = world;
    const absent = await add(hautsPres, 'Omar Absent', 'cooperant');
    for (const { id } of [holder, signer, absent]) {
      expect((await who.press(asked, 'Je l’ai vu', { person: id })).status).toBe(422);
    }
    expect((await meetings())[0]?.seen).toEqual([]);
  });

  it('is called by their whole name where two have the same first name', async () => {
    const bruno = await world.add(world.hautsPres, 'Bruno Zola', 'cooperant');
    experience = await recordFor(world, world.nadia, [holder, ...others, bruno]);
    const other = await give('trouver-des-solutions', 2);
    const { asked } = await enter(codeIn(await open(other)));
    expect(chips(asked)).toEqual(['Bruno Martin', 'Bruno Zola', 'Fatima', 'Lucas']);
  });

  it('is not among them who has left', async () => {
    const [bruno] = others;
    const { store } = world.services;
    const read = await store.people(world.hautsPres.id).findById(bruno?.id ?? '');
    if (!read) throw new Error('Bruno is there');
    const day = world.services.clock().toISOString().slice(0, 10);
    await noteDeparture(world.services, read, { leftOn: day, how: 'all', years: 5 });
    const { asked } = await enter(codeIn(await open()));
    expect(chips(asked)).toEqual(['Fatima', 'Lucas']);
  });

  it('is counted no more who leaves while the meeting is open', async () => {
    const { who } = await enter(codeIn(await open()));
    await saw(who, 'Bruno');
    await saw(who, 'Fatima');
    const read = await world.services.store
      .people(world.hautsPres.id)
      .findById(others[0]?.id ?? '');
    if (!read) throw new Error('Bruno is there');
    const day = world.services.clock().toISOString().slice(0, 10);
    await noteDeparture(world.services, read, { leftOn: day, how: 'all', years: 5 });
    expect((await meetings())[0]?.seen).toHaveLength(1);
  });

  it('gets the telephone of who animates without typing the code', async () => {
    const phone = world.visitor();
    const comeIn = async () => {
      const way = await world.services.createSignInLink(world.nadia, { minutes: 10 });
      return phone.press(await phone.get(`/connexion/lien/${way}`), 'Entrer');
    };
    await comeIn();
    const passed = await phone.press(await phone.get((await open()).path), 'Passer ce téléphone');
    expect(passed.heading).toBe('Avez-vous vu Awa faire cela ?');
    expect(passed.$('footer a').text()).toBe('Rendre le téléphone');
    expect(passed.text).not.toContain('Se déconnecter');
    const thanks = await saw(phone, 'Bruno');
    expect(thanks.text).toContain('Passez le téléphone.');
    const given = await phone.click(thanks, 'Tout le monde a répondu');
    expect(given.path).toBe('/connexion');
    // It is hers again once she has shown who she is.
    const back = await phone.click(thanks, 'Rendre le téléphone');
    expect([back.path, back.text.includes('Nadia Roche')]).toEqual(['/connexion', true]);
    const again = await comeIn();
    expect([again.path, again.status]).toEqual([of(award), 200]);
    expect(phone.cookies.names().filter((name) => name.includes('passed'))).toEqual([]);
    expect((await nadia.get(of(award))).text).toContain('1 personne l’a vu.');
  });

  it('holds a telephone that is nobody’s, also to a version that knows of none that is passed', async () => {
    const phone = await world.signIn(world.nadia);
    await phone.get((await open()).path);
    const _csrf = (await phone.get(of(award))).$('[name=_csrf]').first().attr('value') ?? '';
    const headers = { Origin: world.config.publicUrl };
    const body = new URLSearchParams({ _csrf });
    const answer = await phone.send(of(award, '/passer'), { method: 'POST', headers, body });
    expect(answer.headers.get('clear-site-data')).toBe('"cache"');
    const lines = answer.headers.getSetCookie();
    expect(lines.find((line) => line.startsWith('__Host-passed='))).toContain('Max-Age=7200');
    expect(lines.find((line) => line.startsWith('__Host-was-passed='))).toContain('Max-Age=86400');
    expect(phone.cookies.get('__Host-session')).toBeUndefined();
    // In the cookie of the other kind it opens nothing, neither as the one nor as the other.
    const other = world.visitor();
    other.cookies.plant('__Host-session', phone.cookies.get('__Host-passed') ?? '');
    expect((await other.get(of(award))).path).toBe('/connexion');
    const own = await world.signIn(world.nadia);
    const planted = world.visitor();
    planted.cookies.plant('__Host-passed', own.cookies.get('__Host-session') ?? '');
    expect((await planted.get(of(award))).path).toBe('/connexion');
  });

  it('is not led round on the phone of somebody who is signed in: a colleague passes it first', async () => {
    const code = codeIn(await open());
    const [bruno] = others;
    if (!bruno) throw new Error('Bruno was there');
    const own = await enter(code, await world.signIn(bruno));
    const thanks = await saw(own.who, 'Bruno');
    expect([thanks.heading, thanks.$('main a').length]).toEqual(['Merci', 0]);
    expect(thanks.text).not.toContain('Passer ce téléphone');
    const team = await enter(code, await world.signIn(world.nadia));
    const told = await saw(team.who, 'Lucas');
    expect(told.$('main a').length).toBe(0);
    expect(told.text).toContain('touchez d’abord « Passer ce téléphone »');
    const guest = await enter(code);
    expect((await saw(guest.who, 'Fatima')).text).toContain('Une autre personne répond ici');
  });

  it('holds it for two hours: then it is a stranger’s', async () => {
    const phone = await world.signIn(world.nadia);
    const passed = await phone.press(await phone.get((await open()).path), 'Passer ce téléphone');
    world.passTime(119);
    expect((await phone.get('/groupe')).$('footer a').text()).toBe('Rendre le téléphone');
    expect((await phone.get('/mon-compte')).path).toBe('/connexion');
    world.passTime(2);
    expect((await phone.get('/groupe')).$('footer a').text()).not.toContain('Rendre');
    expect((await phone.get(of(award))).path).toBe('/connexion');
    expect((await phone.press(passed, 'Je ne peux pas le dire')).status).toBe(422);
    nadia = await world.signIn(world.nadia);
  });

  it('can be taken out before it is signed, and answer again', async () => {
    const { who } = await enter(codeIn(await open()));
    await saw(who, 'Bruno');
    const without = await nadia.press(await nadia.get(of(award)), /^Enlever/);
    expect(without.text).toContain('0 personne l’a vu.');
    expect(chips(await who.get('/groupe/dire'))).toContain('Bruno');
  });

  it('is not believed to be of another KPA', async () => {
    const code = codeIn(await open());
    const far = await world.signIn(await world.add(world.moulins, 'Zoé Far', 'accompagnant'));
    expect((await enter(code, far)).asked.status).toBe(422);
    expect((await far.get(of(award))).status).toBe(404);
  });
});

describe('a code', () => {
  it('that is wrong, over or unknown has one answer, and nothing is shown before it', async () => {
    const code = codeIn(await open());
    const wrong = code === '000000' ? '000001' : '000000';
    const unknown = (await enter(wrong)).asked;
    expect([unknown.status, unknown.heading]).toEqual([422, 'Le code de la réunion']);
    await revokeAward(
      world.services,
      world.hautsPres,
      await reloadAward(world, award),
      world.nadia,
      'badge',
    );
    const ended = (await enter(code)).asked;
    const bare = ({ html }: Page) => html.replaceAll(/value="[^"]*"/g, '');
    expect([ended.status, bare(ended)]).toEqual([unknown.status, bare(unknown)]);
    expect((await world.visitor().get('/groupe/dire')).text).toContain('Ce code n’ouvre rien');
  });

  it('is over after two hours', async () => {
    const code = codeIn(await open());
    const { who } = await enter(code);
    const [meeting] = await meetings();
    const past = new Date(world.services.clock().getTime() - 1).toISOString();
    const store = world.services.store.groupMeetings(world.hautsPres.id);
    const hours = Date.parse(meeting?.expiresAt ?? '') - Date.parse(meeting?.createdAt ?? '');
    expect(hours).toBe(2 * 3_600_000);
    await store.update(meeting?.id ?? '', (now) => ({ ...now, expiresAt: past }));
    expect((await who.get('/groupe/dire')).status).toBe(422);
    expect((await enter(code)).asked.status).toBe(422);
    // Another one takes its place, with another code.
    expect(codeIn(await open())).not.toBe(code);
    expect(await meetings()).toHaveLength(1);
  });

  it('is not guessed: thirty wrong ones of a client, and then not even the right one opens', async () => {
    const code = codeIn(await open());
    const wrong = code === '000000' ? '000001' : '000000';
    const guesser = world.visitor();
    const asked = await guesser.get('/groupe');
    for (let tries = 0; tries < 30; tries += 1) {
      expect((await guesser.press(asked, 'Continuer', { code: wrong })).status).toBe(422);
    }
    const right = await guesser.press(asked, 'Continuer', { code });
    expect([right.status, right.text]).toEqual([
      429,
      expect.stringContaining('Trop de codes faux'),
    ]);
    // Whoever sits elsewhere goes on, and so does the telephone that goes round.
    expect((await enter(code)).asked.status).toBe(200);
  });

  it.each(['12345', '12a456', ''])('of other than six digits is told so: %o', async (code) => {
    expect((await enter(code)).asked.status).toBe(422);
  });
});

describe('signed', () => {
  it('is one endorsement of the KPA in the badge, without a name, that falls with it', async () => {
    const signed = await confirmedByTwo();
    expect(signed.text).toContain('Le badge est confirmé par le groupe');
    const now = await reloadAward(world, award);
    expect(now.endorsements).toEqual([
      expect.objectContaining({
        group: 2,
        sentence: 'Le groupe : 2 personnes qui étaient là l’ont vu.',
      }),
    ]);
    const text = now.forms['data-integrity'] ?? '';
    const { summary, checks } = await world.services.verifyCredential(text);
    expect([summary.authentic, summary.standing]).toEqual(['yes', 'valid']);
    expect(checks.filter(({ id }) => id === 'endorsement').map(({ outcome }) => outcome)).toEqual([
      'pass',
    ]);
    for (const name of ['Bruno', 'Fatima', 'Nadia']) expect(text).not.toContain(name);
    expect(await meetings()).toEqual([]);
  });

  it('is shown as the group’s, once, everywhere, and says names to its person and the team alone', async () => {
    const by = 'Confirmé par le groupe (2 personnes qui étaient là)';
    const team = await confirmedByTwo();
    expect(team.text).toContain(by);
    expect(team.text).toContain('Bruno Martin et Fatima Benali');
    const awa = await world.signIn(holder);
    const mine = await awa.get(`/mes-badges/${award.id}`);
    expect(mine.text).toContain(by);
    expect(mine.text).toContain('Bruno Martin et Fatima Benali');
    expect((await awa.get('/mes-badges')).text).toContain(by);
    await decideAward(world.services, await reloadAward(world, award), 'accepted');
    const { token } = await sharePortfolio(world.services, holder, {
      ...{ label: 'Traiteur Petit', days: 30, awards: [award.id], experiences: [] },
    });
    const bruno = await world.signIn(others[0] ?? holder);
    const outside = [
      await world.visitor().get(page()),
      await bruno.get(page()),
      await world.visitor().get(`/p/${token}/badges/${award.id}`),
    ];
    for (const shown of outside) {
      expect(shown.text.split(by)).toHaveLength(2);
      for (const name of ['Fatima', 'Confirmé aussi par', 'Lucas']) {
        expect(shown.text).not.toContain(name);
      }
    }
    const portfolio = await world.visitor().get(`/p/${token}`);
    // Beside the badge, and beside the work that it was given for.
    for (const place of ['.badge-card', '.timeline']) {
      expect(fold(portfolio.$(place).text()).split(by)).toHaveLength(2);
    }
    expect(portfolio.text.split(by)).toHaveLength(3);
    expect(portfolio.text).not.toContain('Fatima');
    const text = (await reloadAward(world, award)).forms['data-integrity'] ?? '';
    const verifier = world.visitor();
    const asked = await verifier.get('/verifier');
    const result = await verifier.press(asked, 'Vérifier', { source: text });
    expect(result.text).toContain(by);
    expect(result.text).not.toContain('Confirmé aussi par');
  });

  it('is refused with too few, or by its own holder, and not twice', async () => {
    const { who } = await enter(codeIn(await open()));
    await saw(who, 'Bruno');
    expect((await post(nadia, of(award, '/signer'))).status).toBe(409);
    const both = await world.add(world.hautsPres, 'Both Roles', 'cooperant', 'accompagnant');
    experience = await recordFor(world, world.nadia, [both, ...others]);
    const mine = await awardTo(world, {
      ...{ kpa: world.hautsPres, staff: world.nadia, holder: both, experience },
      ...{ badge: 'travailler-en-equipe', level: 2 },
    });
    const own = await world.signIn(both);
    expect((await own.get(of(mine))).text).toContain('Ce badge est à vous');
    expect((await post(own, of(mine))).status).toBe(409);
    expect((await post(own, of(mine, '/signer'))).status).toBe(409);
  });

  it('by two at once, and sent again, is one endorsement, one notice and one line of the register', async () => {
    const { who } = await enter(codeIn(await open()));
    await saw(who, 'Bruno');
    await saw(who, 'Fatima');
    const leila = await world.signIn(await world.add(world.hautsPres, 'Leïla B', 'accompagnant'));
    const [asked, askedToo] = [await nadia.get(of(award)), await leila.get(of(award))];
    const pressed = await Promise.all([
      nadia.press(asked, 'Signer avec le groupe'),
      nadia.press(asked, 'Signer avec le groupe'),
      leila.press(askedToo, 'Signer avec le groupe'),
    ]);
    pressed.push(await nadia.press(asked, 'Signer avec le groupe'));
    expect(pressed.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    for (const one of pressed) expect(one.text).toContain('Le badge est confirmé par le groupe');
    const { endorsements } = await reloadAward(world, award);
    expect(endorsements?.map(({ group }) => group)).toEqual([2]);
    const { notices, registerEntries } = world.services.store;
    const told = await notices(award.kpaId)
      .all({ index: 'byAbout', equals: [award.id] })
      .toArray();
    const confirmed = told.filter(({ act }) => act === 'badge-confirmed');
    // « Votre KPA a confirmé un de vos badges »: no colleague did.
    expect(confirmed.map(({ by }) => by)).toEqual([undefined]);
    const about = { index: 'byAbout', equals: [award.id] } as const;
    const noted = await registerEntries(award.kpaId).all(about).toArray();
    expect(
      noted
        .map(({ act }) => act)
        .filter((act) => act.startsWith('group'))
        .toSorted(),
    ).toEqual(['group-asked', 'group-confirmed']);
  });

  it('never counts who signs it, also where somebody else counted them', async () => {
    const { hautsPres, add, services } = world;
    const both = await add(hautsPres, 'Both Roles', 'cooperant', 'accompagnant');
    experience = await recordFor(world, world.nadia, [holder, ...others, both]);
    award = await give('travailler-en-equipe', 3);
    const { who } = await enter(codeIn(await open()));
    await saw(who, 'Bruno');
    await saw(who, 'Both');
    // It was counted by Nadia, whose press was cut short before the badge was signed.
    const [open_] = await meetings();
    await services.store.groupMeetings(hautsPres.id).update(open_?.id ?? '', (now) => {
      const { code: _, ...counted } = now;
      return counted;
    });
    const signer = await world.signIn(both);
    expect((await post(signer, of(award, '/signer'))).status).toBe(409);
    expect((await reloadAward(world, award)).endorsements).toBeUndefined();
    await post(nadia, of(award, '/signer'));
    expect((await reloadAward(world, award)).endorsements?.[0]?.group).toBe(2);
  });

  it('that cannot be signed is not closed to the group', async () => {
    const { who } = await enter(codeIn(await open()));
    await saw(who, 'Bruno');
    await saw(who, 'Fatima');
    const { hautsPres, services } = world;
    await revokeAward(services, hautsPres, await reloadAward(world, award), world.nadia, 'badge');
    expect((await post(nadia, of(award, '/signer'))).status).toBe(409);
    expect((await meetings())[0]?.code).toBeDefined();
  });

  it('leaves a meeting alone that was opened since, and is not signed from one that was closed', async () => {
    await open();
    const [first] = await meetings();
    if (!first) throw new Error('A meeting is open');
    const isFirst = ({ turn }: GroupMeeting) => turn === first.turn;
    await nadia.press(await nadia.get(of(award)), 'Fermer sans signer');
    const code = codeIn(await open());
    expect(await endMeeting(world.services, award.kpaId, first.id, isFirst)).toBe(false);
    expect((await enter(code)).asked.status).toBe(200);
  });

  it.each([
    ['by the same press', () => post(nadia, of(award, '/signer'))],
    ['by who closes it', () => post(nadia, of(award, '/fermer'))],
    ['by the housekeeping', () => purgeExpired(world.services)],
  ])('is completed where it was cut short after the badge was written, %s', async (_by, again) => {
    const { who } = await enter(codeIn(await open()));
    await saw(who, 'Bruno');
    await saw(who, 'Fatima');
    const [before] = await meetings();
    await nadia.press(await nadia.get(of(award)), 'Signer avec le groupe');
    const { groupMeetings, groupWitnesses, notices, registerEntries } = world.services.store;
    const stores = [groupWitnesses, notices, registerEntries] as const;
    const ofAward = { index: 'byAward', equals: [award.id] } as const;
    const about = { index: 'byAbout', equals: [award.id] } as const;
    const all = async () => [
      ...(await groupWitnesses(award.kpaId).all(ofAward).toArray()),
      ...(await notices(award.kpaId).all(about).toArray()),
      ...(await registerEntries(award.kpaId).all(about).toArray()),
    ];
    const saved = await all();
    expect(saved.map((one) => ('act' in one ? one.act : one.personId))).toEqual(
      expect.arrayContaining(['badge-confirmed', 'group-confirmed', others[0]?.id, others[1]?.id]),
    );
    for (const one of saved) {
      if ('act' in one && !['badge-confirmed', 'group-confirmed'].includes(one.act)) continue;
      for (const store of stores) await store(award.kpaId).remove(one.id);
    }
    if (!before) throw new Error('A meeting was open');
    const { code: _, version: _version, ...counted } = before;
    const past = new Date(world.services.clock().getTime() - 5 * 3_600_000).toISOString();
    const isOver = _by.includes('housekeeping');
    await groupMeetings(award.kpaId).insert({ ...counted, ...(isOver && { expiresAt: past }) });
    await again();
    expect(await meetings()).toEqual([]);
    const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).toSorted();
    expect(ids(await all())).toEqual(ids(saved));
  });

  it('leaves a colleague free to confirm it in their own words, also who signed with the group', async () => {
    const leila = await world.add(world.hautsPres, 'Leïla B', 'accompagnant');
    const { who } = await enter(codeIn(await open()));
    await saw(who, 'Bruno');
    await saw(who, 'Fatima');
    const browser = await world.signIn(leila);
    await browser.press(await browser.get(of(award)), 'Signer avec le groupe');
    await endorseAward(world.services, world.hautsPres, award.id, leila, 'Je l’ai vu aussi.');
    const now = await reloadAward(world, award);
    expect(now.endorsements?.map(({ group }) => group)).toEqual([2, undefined]);
    expect((await browser.get(page())).text).toContain('Confirmé aussi par Leïla B');
  });

  it('counts one person once: who said so with the group does not confirm it besides', async () => {
    const { hautsPres, add, services } = world;
    const both = await add(hautsPres, 'Both Roles', 'cooperant', 'accompagnant');
    experience = await recordFor(world, world.nadia, [holder, ...others, both]);
    award = await give('travailler-en-equipe', 3);
    const browser = await world.signIn(both);
    expect((await browser.get('/a-confirmer')).html).toContain(award.id);
    const { who } = await enter(codeIn(await open()));
    await saw(who, 'Bruno');
    await saw(who, 'Both');
    await nadia.press(await nadia.get(of(award)), 'Signer avec le groupe');
    expect((await browser.get('/a-confirmer')).html).not.toContain(award.id);
    const form = await browser.get(`/reconnaissances/${award.id}/confirmer`);
    expect(form.text).toContain('Vous avez déjà dit avec le groupe');
    const again = endorseAward(services, hautsPres, award.id, both, 'Je l’ai vu aussi.');
    await expect(again).rejects.toThrow();
    expect((await reloadAward(world, award)).endorsements).toHaveLength(1);
  });

  it('forgets who is erased, or leaves: the count that was signed stays', async () => {
    await confirmedByTwo();
    const [bruno, fatima] = others;
    const { store, clock } = world.services;
    const erased = await markErased(world.services, bruno ?? holder, {
      erasing: { act: 'person-erased', by: world.nadia.id },
      isDue: () => true,
    });
    if (erased) await eraseWhatHangsOn(world.services, erased);
    const left = await store.people(award.kpaId).findById(fatima?.id ?? '');
    const day = clock().toISOString().slice(0, 10);
    const gone = { leftOn: day, how: 'all', years: 5 } as const;
    if (left) await noteDeparture(world.services, left, gone);
    const rows = await store.groupWitnesses(award.kpaId).all({ index: 'byAward' }).toArray();
    expect(rows.filter(({ awardId }) => awardId === award.id)).toEqual([]);
    const team = await nadia.get(page());
    expect(team.text).toContain('Confirmé par le groupe (2 personnes qui étaient là)');
    expect(team.text).not.toContain('L’ont vu :');
  });

  it('forgets who leaves by each of their records, and says them once', async () => {
    await confirmedByTwo();
    const [bruno, fatima] = others;
    const { store, clock } = world.services;
    const people = store.people(award.kpaId);
    const from = bruno?.id ?? '';
    await people.update(from, (now) => ({ ...now, mergedInto: fatima?.id ?? '' }));
    const one = await people.update(fatima?.id ?? '', (now) => ({ ...now, mergedFrom: [from] }));
    expect((await nadia.get(page())).text.split('Fatima Benali')).toHaveLength(2);
    const gone = { leftOn: clock().toISOString().slice(0, 10), how: 'all', years: 5 } as const;
    if (one) await noteDeparture(world.services, one, gone);
    expect((await nadia.get(page())).text).not.toContain('Fatima Benali');
    const mine = { index: 'byAward', equals: [award.id] } as const;
    expect(await store.groupWitnesses(award.kpaId).all(mine).toArray()).toEqual([]);
  });
});
