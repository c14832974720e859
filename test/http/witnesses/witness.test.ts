/** Somebody who is not of the KPA says what they saw, by a link; its person decides whether it is shown (docs/adr/0054). */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeIssuer } from '../../../src/badges/issuer.ts';
import type { EndorsementCredential } from '../../../src/credentials/write/endorsement-model.ts';
import {
  commentOf,
  commentsOf,
  FIRST_WORDING,
  languageOfWord,
  WORDINGS,
} from '../../../src/awards/testimonies/comment-of.ts';
import { removeTestimony } from '../../../src/awards/testimonies/remove.ts';
import { say } from '../../../src/language/message.ts';
import { SIGNATURE_FORMATS } from '../../../src/credentials/formats/formats.ts';
import { repeatableId } from '../../../src/badges/repeatable-id.ts';
import { eraseAward } from '../../../src/features/erasure/erase-award.ts';
import { decideAward } from '../../../src/features/portfolio/decide-award.ts';
import { sharePortfolio } from '../../../src/features/sharing/share-portfolio.ts';
import { revokeAward } from '../../../src/features/revocations/revoke-award.ts';
import { revokeAwards } from '../../../src/features/revocations/revoke-awards.ts';
import { purgeExpired } from '../../../src/features/sign-in/purge-expired.ts';
import { forgetWaiting } from '../../../src/features/witnesses/forget-waiting.ts';
import { takeMailboxSlots } from '../../../src/features/witnesses/mailbox-slots.ts';
import { signTestimony } from '../../../src/features/witnesses/sign-testimony.ts';
import { whyNotBeside } from '../../../src/features/witnesses/why-not-beside.ts';
import { digest } from '../../../src/keys/secrets.ts';
import { HttpError } from '../../../src/problems/http-error.ts';
import type { Award, Kpa, Person, Testimony } from '../../../src/storage/store.ts';
import type { Fields } from '../../support/forms.ts';
import { playScene, reloadAward } from '../../support/scene.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { createWorld, type World } from '../../support/world.ts';

/** On the first page of the person. */
const ASKED = 'Un mot de Claire Petit attend votre réponse';
const WORD = 'Tout était prêt à l’heure, et le buffet était très bon.';
let email: string;
let word: Fields;
const said = (): Fields => ({
  seen: ['1', '2'],
  sentence: WORD,
  name: 'Claire Petit',
  role: 'cliente, école Jean-Moulin',
  email,
});

/** What is typed beside one of the team, who says so. */
const beside = (): Fields => {
  const { email: _email, ...fields } = word;
  return { ...fields, beside: 'yes' };
};

let world: World;
let holder: Person;
let award: Award;
let awa: TestVisitor;
let nadia: TestVisitor;
let colleague: Person;
let paul: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
  colleague = await world.add(world.hautsPres, 'Paul Morel', 'accompagnant');
  paul = await world.signIn(colleague);
});
afterAll(() => world.destroy());
beforeEach(async () => {
  const { services, hautsPres, add } = world;
  holder = await add(hautsPres, `Awa Diallo ${randomUUID()}`, 'cooperant');
  const scene = await playScene(world, { kpa: hautsPres, staff: world.nadia, holder });
  await decideAward(services, scene.offered, 'accepted');
  award = await reloadAward(world, scene.offered);
  awa = await world.signIn(holder);
  world.letters.length = 0;
  // Each mailbox gets three letters in an hour.
  email = `claire.${randomUUID()}@ecole.example`;
  word = said();
});

const mine = () => `/mes-badges/${award.id}/temoins`;
const linkIn = ({ $ }: Page): string =>
  new URL($('main code').first().text()).pathname.replace(/^\/fr/, '');

/** The page of a link on the phone that Paul passes, where he is signed in again first. */
async function passed(link: string): Promise<Page> {
  paul = await world.signIn(colleague);
  return paul.press(await paul.get(link), 'Passer ce téléphone');
}

/** The path of a link that Awa made. */
async function makeLink(): Promise<string> {
  const made = await awa.press(await awa.get(mine()), 'Faire un lien', { label: 'la cliente' });
  return linkIn(made);
}

/** Asks first, and says so afterwards. */
async function closeLink(page?: Page): Promise<Page> {
  const asked = await awa.click(page ?? (await awa.get(mine())), /^Fermer ce lien/u);
  expect(asked.text).toContain('Un mot pas encore signé ne pourra plus l’être.');
  const done = await awa.press(asked, 'Fermer ce lien');
  expect(done.text).toContain('Le lien est fermé');
  return done;
}

async function eraseWord(page: Page): Promise<Page> {
  return awa.press(await awa.click(page, /^L’effacer/u), 'Effacer ce mot');
}

/** What the letter opens. */
async function letterTo(address = email): Promise<string> {
  await world.services.outbox.sendDue();
  const letter = world.letters.findLast(({ to }) => to === address);
  const [, path = ''] =
    /https:\/\/badges\.example(\/temoigner\/lettre\/\S+)/u.exec(letter?.text ?? '') ?? [];
  return path;
}

async function sayIt(link: string, fields: Fields = word): Promise<Page> {
  const claire = world.visitor();
  return claire.press(await claire.get(link), 'Signer', fields);
}

/** The path of the letter of a word that is signed. */
async function signedWord(fields: Fields = word): Promise<string> {
  await sayIt(await makeLink(), fields);
  const letter = await letterTo(String(fields['email']));
  const claire = world.visitor();
  const done = await claire.press(await claire.get(letter), 'Signer mon mot');
  expect(done.heading).toBe('Merci, c’est signé');
  return letter;
}

/** The path of the letter of a word that waits. */
async function sayAndOpen(link: string, fields: Fields): Promise<string> {
  await sayIt(link, fields);
  return letterTo(String(fields['email']));
}

async function standingOf(signed = ''): Promise<string> {
  return (await world.services.verifyCredential(signed, { isNewest: true })).summary.standing;
}

const inKpa = () => [world.services, world.hautsPres] as const;

/** Of the status entry of a word itself. */
async function entryOf(testimonyId = ''): Promise<string | undefined> {
  const entries = world.services.store.issuedCredentials(world.hautsPres.id);
  return (await entries.findById(repeatableId(`testimony/${testimonyId}`)))?.standing;
}

/** What of words the register has about the badge. */
async function registered(): Promise<readonly string[]> {
  const { registerEntries } = world.services.store;
  const entries = await registerEntries(world.hautsPres.id).all({ index: 'byTime' }).toArray();
  return entries.flatMap(({ act, about }) =>
    about === award.id && act.startsWith('witness') ? [act] : [],
  );
}

const codeOf = (error: unknown) => (error instanceof HttpError ? error.code : error);

const testimonies = () =>
  world.services.store
    .testimonies(world.hautsPres.id)
    .all({ index: 'byAward', equals: [award.id] })
    .toArray();

const ownBadge = () => awa.get(`/mes-badges/${award.id}`);

const publicPage = () => world.visitor().get(`/k/hauts-pres/credentials/${award.id}`);

async function show(): Promise<Page> {
  return awa.press(await awa.get(mine()), /^Montrer ce mot/u);
}

async function signedFile(): Promise<string> {
  const [one] = await testimonies();
  const file = await world.visitor().send(`/k/hauts-pres/temoignages/${one?.id ?? ''}.json`);
  expect(file.status).toBe(200);
  return file.html;
}

/** Of the one row; what was there before. */
async function changeRow(change: object): Promise<Testimony> {
  const [one] = await testimonies();
  if (!one) throw new Error('No word');
  await world.services.store
    .testimonies(world.hautsPres.id)
    .update(one.id, (now) => ({ ...now, ...change, version: now.version }));
  return one;
}

async function askedStates() {
  const about = { index: 'byAbout', equals: [award.id] } as const;
  const notices = await world.services.store.notices(world.hautsPres.id).all(about).toArray();
  return notices.flatMap(({ act, state }) => (act === 'witness-asked' ? [state] : []));
}

const signable = z.custom<EndorsementCredential & { readonly proof?: unknown }>();
const didOf = (kpa: Kpa) => describeIssuer(world.services.addresses, kpa).id;

async function signAs(kpa: Kpa, document: object): Promise<string> {
  const { keys, clock } = world.services;
  const [format] = SIGNATURE_FORMATS;
  const signer = await keys.signer(kpa.id, didOf(kpa), format.algorithm);
  return format.sign(signable.parse(document), signer, clock());
}

describe('by a link', () => {
  it('says whose work it is, and what can be ticked; no name but the first, no address', async () => {
    const page = await world.visitor().get(await makeLink());
    expect(page.status).toBe(200);
    expect(page.heading).toBe('Avez-vous vu ce travail ?');
    expect(page.text).toContain('Awa a fait ce travail.');
    expect(page.text).toContain('Buffet de 60 personnes');
    expect(page.html).not.toContain('Diallo');
    expect(page.html).not.toContain(award.id);
    // What happened without them, or was said at the KPA, they have not seen.
    const ticks = page.$('input[name=seen]').map((_, one) => page.$(one).attr('value'));
    expect(ticks.get()).toEqual(['1', '2']);
    expect((await sayIt(page.path, { ...word, seen: ['0', '1'] })).status).toBe(422);
    expect(page.$('input[checked]').length).toBe(0);
  });

  it('is signed once the e-mail is confirmed, and not before', async () => {
    const link = await makeLink();
    const thanks = await sayIt(link);
    expect(thanks.heading).toBe('Ce n’est pas encore signé');
    expect(thanks.$('.status').attr('class')).toContain('tone-neutral');
    expect(thanks.text).toContain(`Ouvrez la lettre envoyée à ${email}`);
    expect(await testimonies()).toMatchObject([{ state: 'waiting' }]);
    expect((await awa.get(mine())).text).not.toContain('Claire Petit');
    const letter = await letterTo();
    for (let opened = 0; opened < 3; opened += 1) await world.visitor().get(letter);
    expect(await testimonies()).toMatchObject([{ state: 'waiting' }]);
    const claire = world.visitor();
    await claire.press(await claire.get(letter), 'Signer mon mot');
    expect(await testimonies()).toMatchObject([{ state: 'signed', how: 'e-mail' }]);
    const [stored] = await testimonies();
    expect(JSON.stringify(stored)).not.toContain(email);
  });

  it('keeps all that was written while an address is corrected', async () => {
    const claire = world.visitor();
    const wrong = { ...word, email: `wrong.${email}` };
    const thanks = await claire.press(await claire.get(await makeLink()), 'Signer', wrong);
    const again = await claire.press(thanks, 'Corriger mon adresse');
    expect(again.status).toBe(200);
    await claire.press(again, 'Signer', { email });
    const letter = await letterTo();
    await claire.press(await claire.get(letter), 'Signer mon mot');
    const [signed] = (await testimonies()).filter(({ state }) => state === 'signed');
    expect(signed).toMatchObject({ by: { name: 'Claire Petit' }, sentence: WORD });
    expect(signed?.seen).toHaveLength(2);
  });

  it('is hidden until its person shows it, and again when they want', async () => {
    await signedWord();
    expect((await publicPage()).text).not.toContain('Claire Petit');
    expect((await awa.get('/mes-badges')).text).toContain(ASKED);
    expect((await ownBadge()).text).toContain('1 mot reçu, pas montré.');
    await show();
    expect((await ownBadge()).text).toContain('1 mot montré.');
    expect((await ownBadge()).text).not.toContain('reçu, pas montré');
    const page = await publicPage();
    expect(page.text).toContain('Témoignage de Claire Petit');
    expect(page.text).toContain('cliente, école Jean-Moulin ; e-mail confirmé');
    expect(page.text).toContain(WORD);
    await awa.press(await awa.get(mine()), /^Ne plus le montrer/u);
    expect((await publicPage()).text).not.toContain('Claire Petit');
    expect((await awa.get('/mes-badges')).text).not.toContain(ASKED);
  });

  it('stands on the portfolio, and beside the badge that is verified', async () => {
    await signedWord();
    await show();
    const { token, link } = await sharePortfolio(world.services, holder, {
      ...{ label: 'École', days: 7, awards: [award.id], experiences: [] },
    });
    const own = await awa.get(`/partages/${link.id}`);
    const message = decodeURIComponent(own.$('a[href^="sms:"]').attr('href') ?? '');
    expect(message).toContain('c’est Awa, du KPA des Hauts-Prés. Voici ce que je veux');
    const reader = world.visitor();
    const portfolio = await reader.get(`/p/${token}`);
    expect(portfolio.text).toContain('Témoignage de Claire Petit');
    expect(portfolio.text).toContain(`« ${WORD} »`);
    const checked = await reader.get(`/p/${token}/verification`);
    expect(checked.text).toContain(`Témoignage de Claire Petit : « ${WORD} »`);
    const badge = await reader.get(`/p/${token}/badges/${award.id}`);
    expect(badge.text).toContain(WORD);
    expect((await reader.click(badge, 'Ce qui a été fait')).text).toContain('Sa tâche');
    const ask = await reader.get('/verifier');
    const file = await reader.send(`/k/hauts-pres/credentials/${award.id}.json`);
    const result = await reader.press(ask, 'Vérifier', { source: file.html });
    expect(result.text).toContain('Témoignage de Claire Petit');
  });

  it('is a credential of its own, which says who spoke and how they are known, and no e-mail', async () => {
    await signedWord();
    await show();
    const text = await signedFile();
    expect(text).toContain('Claire Petit');
    expect(text).toContain('adresse e-mail');
    expect(text).not.toContain(email);
    expect(text).not.toContain('Diallo');
    // What is shown is compared with it, so that words signed before would go with another wording.
    const { credentialSubject: subject } = signable.parse(JSON.parse(text));
    const [first = '', third = ''] = (await testimonies())[0]?.seen ?? [];
    expect(subject.endorsementComment.split('\n\n')).toEqual([
      'Le KPA a vérifié que la personne qui parle ici lit l’adresse e-mail qu’elle a donnée.',
      'Son nom, son rôle et ses mots viennent d’elle : le KPA ne les a pas vérifiés.',
      'Claire Petit, cliente, école Jean-Moulin, a vu :',
      `« ${first} »`,
      `« ${third} »`,
      `Ses mots : « ${WORD} »`,
    ]);
    const { summary, kind } = await world.services.verifyCredential(text, { isNewest: true });
    expect({ ...summary, kind }).toMatchObject({
      ...{ authentic: 'yes', standing: 'valid', kind: 'endorsement' },
    });
  });

  it('handed in by itself, says who speaks, of which badge, what the KPA checked, and what not', async () => {
    await signedWord();
    await show();
    const source = await signedFile();
    const reader = world.visitor();
    const verify = async () => reader.press(await reader.get('/verifier'), 'Vérifier', { source });
    const result = await verify();
    expect(result.heading).toBe('Ceci est un témoignage, pas un badge');
    expect(result.$('.status-body > p').first().text()).toBe('Ce témoignage est authentique.');
    expect(result.$('.attribution').text()).toContain('Témoignage de Claire Petit');
    for (const said of [
      'cliente, école Jean-Moulin ; e-mail confirmé',
      'Le KPA ne les a pas vérifiés.',
      'Cette personne lit l’adresse e-mail qu’elle a donnée.',
      'Le KPA ne dit pas que ces mots sont vrais. Il ne les a pas écrits.',
      'Fin de validité',
      `« ${WORD} »`,
      'KPA des Hauts-Prés',
      'Je réalise une prestation',
    ]) {
      expect(result.text).toContain(said);
    }
    const before = await changeRow({ signedAt: '2026-01-01T00:00:00.000Z' });
    expect((await verify()).text).not.toContain('Témoignage de');
    await changeRow({ ...before, by: { name: 'Madame la maire', role: 'maire' } });
    const other = await verify();
    expect(other.text).not.toContain('Témoignage de');
    expect(other.text).not.toContain(WORD);
    const [one] = await testimonies();
    await removeTestimony(world.services, world.hautsPres, one ?? { id: randomUUID() });
    const gone = await verify();
    expect(gone.text).toContain('Ce texte a été retiré.');
    await decideAward(world.services, await reloadAward(world, award), 'declined');
    expect(other.text).toContain('Il ne les a pas écrits.');
    for (const page of [gone, await verify()]) {
      expect(page.text).toContain('Ce retrait ne dit rien sur la personne.');
      expect(page.text).toContain('Le KPA n’a pas écrit ces mots.');
      expect(page.text).not.toContain('Le KPA ne dit pas que ces mots sont vrais');
      expect(page.text).not.toContain('Fin de validité');
    }
    for (const page of [other, gone, await verify()]) {
      expect(page.heading).toBe('Ceci est un témoignage, pas un badge');
      expect(page.text).not.toContain(WORD);
    }
  });

  it('is shown in the wording in which it was signed, once there is a newer one', async () => {
    await signedWord();
    const [one] = await testimonies();
    if (!one) throw new Error('No word');
    const { credentialSubject } = signable.parse(JSON.parse(one.signed ?? ''));
    const { endorsementComment: comment } = credentialSubject;
    const language = languageOfWord(world.services.languages, award);
    const newer = { ...FIRST_WORDING, own: say('signed.testimony') };
    expect(commentOf(one, language, newer)).not.toBe(comment);
    expect(commentsOf(one, language, [newer, FIRST_WORDING])).toContain(comment);
    // Known for good.
    expect(WORDINGS).toContain(FIRST_WORDING);
    expect(commentsOf(one, language)).toContain(comment);
  });

  it('is taken back by who said it: copies say so, and the badge stays', async () => {
    const letter = await signedWord();
    await show();
    const text = await signedFile();
    const claire = world.visitor();
    const asked = await claire.click(await claire.get(letter), 'Retirer mon mot');
    expect(asked.heading).toBe('Retirer votre mot ?');
    expect(await testimonies()).toHaveLength(1);
    expect((await claire.press(asked, 'Retirer mon mot')).heading).toBe('Votre mot est retiré');
    expect(await testimonies()).toEqual([]);
    expect((await publicPage()).text).not.toContain('Claire Petit');
    const { summary } = await world.services.verifyCredential(text, { isNewest: true });
    expect(summary.standing).toBe('revoked');
    const badge = (await reloadAward(world, award)).forms['data-integrity'];
    expect((await world.services.verifyCredential(badge)).summary.standing).toBe('valid');
    expect((await claire.get(letter)).status).toBe(404);
  });

  it('is gone with a sentence for who has read it, and without one for who has not', async () => {
    const isTold = async () => {
      const notices = world.services.store.notices(world.hautsPres.id);
      const all = await notices.all({ index: 'byAbout', equals: [award.id] }).toArray();
      return all
        .filter(({ act }) => act === 'badge-witnessed' || act === 'word-taken-back')
        .map(({ act, state }) => `${act} ${state}`)
        .toSorted();
    };
    const takeBack = async (letter: string) => {
      const claire = world.visitor();
      await claire.press(await claire.get(`${letter}/retirer`), 'Retirer mon mot');
    };
    const unread = await signedWord();
    expect(await isTold()).toEqual(['badge-witnessed waiting']);
    await takeBack(unread);
    expect(await isTold()).toEqual(['badge-witnessed over']);
    const read = await signedWord();
    await show();
    await takeBack(read);
    expect(await isTold()).toEqual([
      ...['badge-witnessed over', 'badge-witnessed over', 'word-taken-back waiting'],
    ]);
  });

  it('falls with its badge', async () => {
    await signedWord();
    await show();
    const text = await signedFile();
    await revokeAward(
      world.services,
      world.hautsPres,
      await reloadAward(world, award),
      world.nadia,
      'badge',
    );
    expect((await publicPage()).text).not.toContain('Claire Petit');
    const { summary } = await world.services.verifyCredential(text, { isNewest: true });
    expect(summary.standing).toBe('revoked');
  });

  it('falls by its own entry, too, for who asks for no badge', async () => {
    await signedWord();
    const [one] = await testimonies();
    expect(await entryOf(one?.id)).toBe('valid');
    const act = { by: world.nadia, reason: 'badge' } as const;
    await revokeAwards(...inKpa(), [award.id], act);
    expect(await entryOf(one?.id)).toBe('revoked');
  });

  it('is not known to stand where its badge is not found', async () => {
    await signedWord();
    await show();
    const text = await signedFile();
    await decideAward(world.services, await reloadAward(world, award), 'declined');
    expect(await standingOf(text)).toBe('unknown');
  });

  it.each([
    ['withdrawn', (one: Award) => revokeAward(...inKpa(), one, world.nadia, 'badge')],
    ['erased', (one: Award) => eraseAward(world.services, one)],
  ])('is not signed of a badge that is %s meanwhile', async (_, end) => {
    await sayIt(await makeLink());
    const [waits] = await testimonies();
    if (!waits) throw new Error('No word waits');
    const { services, hautsPres } = world;
    const { keys } = services;
    const signer: typeof keys.signer = async (...of) => {
      await end(award);
      return keys.signer(...of);
    };
    const signing = { ...services, keys: { ...keys, signer } };
    const signed = await signTestimony(signing, hautsPres, award, waits).catch(codeOf);
    expect([undefined, 'CONFLICT']).toContain(signed);
    expect(await testimonies()).toEqual([]);
    expect(await entryOf(waits.id)).toBe('revoked');
  });

  it('asks nothing more of who saw none of it, and keeps nothing', async () => {
    const claire = world.visitor();
    const page = await claire.get(await makeLink());
    const thanks = await claire.press(page, 'Je n’ai rien vu de cela');
    expect(thanks.text).toContain('Rien n’est gardé');
    // One slip of a thumb is no answer.
    const back = await claire.click(thanks, 'Une erreur ? Revenir en arrière');
    expect(back.heading).toBe('Avez-vous vu ce travail ?');
    expect(await testimonies()).toEqual([]);
  });

  it('is told to the person, by a letter that says nothing of it', async () => {
    await signedWord();
    const notices = await world.services.store
      .notices(world.hautsPres.id)
      .all({ index: 'byAbout', equals: [award.id] })
      .toArray();
    expect(notices.map(({ act }) => act)).toContain('badge-witnessed');
  });
});

describe('a link', () => {
  it('opens nothing once it is closed, is over, or its badge is put aside', async () => {
    const link = await makeLink();
    await closeLink();
    const closed = await world.visitor().get(link);
    expect(closed.status).toBe(404);
    expect(closed.text).toContain('ou la personne l’a fermé.');
    const second = await makeLink();
    expect((await ownBadge()).text).toContain('Voir ou demander un mot');
    await decideAward(world.services, await reloadAward(world, award), 'declined');
    expect((await world.visitor().get(second)).status).toBe(404);
    expect((await ownBadge()).text).not.toContain('mot de l’extérieur');
  });

  it('of the team opens once the person says yes, and their no is told to nobody', async () => {
    const ofTeam = `/reconnaissances/${award.id}/temoins`;
    const before = await nadia.get(ofTeam);
    expect(before.text).toContain('Après un oui, le lien s’ouvre');
    // She signed the badge.
    expect(before.text).toContain('Pour un mot en personne, une autre personne de l’équipe');
    const made = await nadia.press(before, 'Proposer à Awa', { label: 'la mairie' });
    expect(made.text).toContain('Proposé à Awa');
    expect(made.$('main li button').text()).toContain('Ne plus proposer');
    expect(made.$('main li button').text()).not.toContain('Fermer');
    expect(made.text).toContain('Le lien s’ouvre quand Awa dit oui.');
    expect(made.$('main code').length).toBe(0);
    const asked = await awa.get(mine());
    expect(asked.text).toContain('Nadia Roche vous propose de demander un mot à la mairie.');
    expect(await askedStates()).toEqual(['waiting']);
    expect((await awa.get('/mes-badges')).text).toContain('Demander un mot à la mairie ?');
    await awa.press(asked, /^Non, merci/u);
    expect(await askedStates()).toEqual(['over']);
    expect((await nadia.get(ofTeam)).text).toContain('Le lien s’ouvre quand Awa dit oui.');
    const again = await nadia.press(await nadia.get(ofTeam), 'Proposer à Awa', {
      label: 'l’école',
    });
    expect(again.text).toContain('l’école');
    await awa.press(await awa.get(mine()), /^Oui/u);
    const open = await nadia.get(ofTeam);
    expect((await world.visitor().get(linkIn(open))).status).toBe(200);
  });

  it('five are of the person, and five of the team, which counts those that are set aside', async () => {
    const ofTeam = `/reconnaissances/${award.id}/temoins`;
    for (let time = 0; time < 5; time += 1) {
      await nadia.press(await nadia.get(ofTeam), 'Proposer à Awa', { label: `mairie ${time}` });
      await awa.press(await awa.get(mine()), /^Non, merci/u);
    }
    const full = await nadia.press(await nadia.get(ofTeam), 'Proposer à Awa', { label: 'l’école' });
    expect(full.status).toBe(409);
    expect(full.text).toContain('a déjà 5 liens');
    for (let time = 0; time < 5; time += 1) await makeLink();
    const page = await awa.get(mine());
    expect(page.$('main code').length).toBe(5);
    const sixth = await awa.press(page, 'Faire un lien', { label: 'la voisine' });
    expect(sixth.status).toBe(409);
    expect((await nadia.get(ofTeam)).$('main code').length).toBe(0);
  });

  it('is made for no badge whose class does not say so, and of objective 6 for none', async () => {
    const { services, hautsPres } = world;
    const scene = await playScene(world, {
      ...{ kpa: hautsPres, staff: world.nadia },
      holder: await world.add(hautsPres, `Fatima Benali ${randomUUID()}`, 'cooperant'),
    });
    const fatima = await world.signIn(scene.holder);
    expect((await fatima.get(`/mes-badges/${scene.accepted.id}/temoins`)).status).toBe(404);
    expect((await nadia.get(`/reconnaissances/${scene.accepted.id}/temoins`)).status).toBe(404);
    expect((await fatima.get(`/mes-badges/${scene.accepted.id}`)).text).not.toContain('extérieur');
    expect(
      services.definitions.badgeClasses
        .filter(({ sensitive }) => sensitive)
        .map(({ confirmedBy }) => confirmedBy),
    ).toEqual([undefined, undefined]);
  });

  it('is not closed by the team where the person made it under a record of before', async () => {
    const { store } = world.services;
    const ofTeam = `/reconnaissances/${award.id}/temoins`;
    await makeLink();
    const links = store.witnessLinks(world.hautsPres.id);
    const [link] = await links.all({ index: 'byAward', equals: [award.id] }).toArray();
    const before = randomUUID();
    await links.update(link?.id ?? '', (now) => ({ ...now, by: before }));
    const people = store.people(world.hautsPres.id);
    await people.update(holder.id, (now) => ({ ...now, mergedFrom: [before] }));
    const { $ } = await nadia.get(ofTeam);
    const csrf = { _csrf: $('[name=_csrf]').first().attr('value') ?? '' };
    expect((await nadia.post(`${ofTeam}/${link?.id ?? ''}`, csrf)).status).toBe(404);
    expect(await links.findById(link?.id ?? '')).toBeDefined();
  });

  it('is nobody else’s: another coopérant·e and another KPA find nothing', async () => {
    await makeLink();
    const other = await world.signIn(await world.add(world.hautsPres, 'Bruno Martin', 'cooperant'));
    expect((await other.get(mine())).status).toBe(404);
    const far = await world.signIn(await world.add(world.moulins, 'Zoé Far', 'accompagnant'));
    expect((await far.get(`/reconnaissances/${award.id}/temoins`)).status).toBe(404);
  });
});

describe('a link that is given', () => {
  it('is scanned at once, copied, or sent with a sentence that says who asks, and nothing of the badge', async () => {
    await makeLink();
    world.passTime(1);
    const made = await awa.press(await awa.get(mine()), 'Faire un lien', { label: 'le voisin' });
    const { $ } = made;
    const rows = $('#liens li').toArray();
    expect(rows.map((one) => $(one).find('b').first().text())).toEqual([
      'Pour le voisin',
      'Pour la cliente',
    ]);
    expect(rows.map((one) => $(one).find('details').is('[open]'))).toEqual([true, false]);
    const address = $('main code').first().text();
    const hrefs = ['sms:', 'mailto:'].map(
      (way) => $(`a[href^="${way}"]`).first().attr('href') ?? '',
    );
    const said = hrefs.map((href) =>
      new URLSearchParams(href.replace(/^[^?]*\?/u, '')).get('body'),
    );
    expect(said).toEqual([said[0], said[0]]);
    expect(said[0]).toContain(address);
    expect(said[0]).toContain('c’est Awa, du KPA des Hauts-Prés. Vous avez vu mon travail.');
    for (const name of ['Diallo', 'prestation', 'voisin']) expect(said[0]).not.toContain(name);
    // Without a script there are no buttons that do nothing.
    expect($('[data-copy]').first().is('[hidden]')).toBe(true);
    expect(made.headers.get('referrer-policy')).toBe('same-origin');
  });
});

describe('in person', () => {
  it('is signed beside one of the team, without an e-mail, and says so', async () => {
    const link = await makeLink();
    const page = await passed(link);
    expect(page.$('[name=email]').length).toBe(0);
    expect(page.text).toContain('Paul Morel est à côté de vous');
    const done = await paul.press(page, 'Signer', beside());
    expect(done.heading).toBe('Merci, c’est signé');
    expect(await testimonies()).toMatchObject([{ state: 'signed', how: 'in-person' }]);
    await show();
    expect((await publicPage()).text).toContain('cliente, école Jean-Moulin ; en personne');
  });

  it('is said by the colleague, who ticks that they are there; the register has it once', async () => {
    const page = await passed(await makeLink());
    expect(page.$('[name=beside][checked]').length).toBe(0);
    const { beside: _, ...unsaid } = beside();
    const refused = await paul.press(page, 'Signer', unsaid);
    expect(refused.status).toBe(422);
    expect(refused.$('#beside-error').text()).toContain('Cochez la case.');
    expect(await testimonies()).toEqual([]);
    await Promise.all([1, 2].map(() => paul.press(page, 'Signer', beside())));
    expect(await registered()).toEqual(['witness-in-person']);
  });

  it('sent again, the second word of a colleague opens the same paper', async () => {
    const link = await makeLink();
    const before = await passed(link);
    await paul.press(before, 'Signer', beside());
    const page = await passed(link);
    const fields = { ...beside(), name: 'Omar Haddad' };
    const [one, other] = [
      await paul.press(page, 'Signer', fields),
      await paul.press(page, 'Signer', fields),
    ];
    expect(other.heading).toBe('Merci, c’est signé');
    expect(other.$('.card-sheet code').text()).toBe(one.$('.card-sheet code').text());
    expect(await testimonies()).toHaveLength(2);
  });

  it('is in the register before it is signed: a crash in between loses no line', async () => {
    const { services, hautsPres } = world;
    await sayIt(await makeLink());
    await changeRow({ how: 'in-person', beside: colleague.id });
    const [waits] = await testimonies();
    if (!waits) throw new Error('No word waits');
    const register = { note: () => Promise.reject(new Error('Cut short')) };
    const cut = signTestimony({ ...services, register }, hautsPres, award, waits);
    await expect(cut).rejects.toThrow('Cut short');
    expect(await testimonies()).toMatchObject([{ state: 'waiting' }]);
    await signTestimony(services, hautsPres, award, waits);
    expect(await registered()).toEqual(['witness-in-person']);
  });

  it('has a paper that opens the page by which it is taken back, as a letter does', async () => {
    const page = await passed(await makeLink());
    const done = await paul.press(page, 'Signer', beside());
    const paper = done.$('.card-sheet');
    expect(paper.find('img.qr').length).toBe(1);
    expect(paper.text()).not.toContain('Awa');
    expect(paper.text()).toContain('Qui a cette adresse peut retirer votre mot.');
    const address = new URL(paper.find('code').text()).pathname.replace(/^\/fr/, '');
    const [stored] = await testimonies();
    expect(JSON.stringify(stored)).not.toContain(address.split('/').at(-1));
    const claire = world.visitor();
    const asked = await claire.click(await claire.get(address), 'Retirer mon mot');
    await claire.press(asked, 'Retirer mon mot');
    expect(await testimonies()).toEqual([]);
    expect(await standingOf(stored?.signed)).toBe('revoked');
  });

  it('is not said by who signed the badge, or confirmed it, too', async () => {
    const link = await makeLink();
    const signer = await nadia.get(link);
    expect(signer.text).toContain('Vous avez déjà signé ou confirmé ce badge.');
    expect(signer.$('[name=email]').length).toBe(1);
    // Who is signed in at the team signs for no witness: neither beside them, nor by a letter.
    expect(signer.$('main button').text()).not.toContain('Signer');
    const csrf = { _csrf: signer.$('[name=_csrf]').first().attr('value') ?? '' };
    for (const fields of [beside(), word]) {
      expect((await nadia.post(link, { ...fields, ...csrf, do: 'sign' })).status).toBe(409);
    }
    const by = { personId: colleague.id, name: colleague.name, title: 'accompagnant' };
    const endorsement = {
      id: randomUUID(),
      by,
      sentence: 'Je l’ai vu aussi.',
      at: award.issuedAt,
    };
    expect(await whyNotBeside(world.services, award, colleague)).toBeUndefined();
    const confirmed = { ...award, endorsements: [endorsement] };
    expect(await whyNotBeside(world.services, confirmed, colleague)).toMatchObject({
      code: 'witness.beside-signer',
    });
    expect(await testimonies()).toEqual([]);
  });

  it('is said twice of a badge by one colleague, and then by another one', async () => {
    const link = await makeLink();
    for (const name of ['Claire Petit', 'Omar Haddad']) {
      const page = await passed(link);
      await paul.press(page, 'Signer', { ...beside(), name });
    }
    paul = await world.signIn(colleague);
    const refused = await paul.get(link);
    expect(refused.$('main button').text()).not.toContain('Passer ce téléphone');
    expect(refused.text).toContain('Vous étiez déjà à côté de 2 personnes pour ce badge.');
    expect(await testimonies()).toHaveLength(2);
    const other = await world.add(world.hautsPres, `Rosa ${randomUUID()}`, 'accompagnant');
    expect((await (await world.signIn(other)).get(link)).text).toContain('Passer ce téléphone');
  });

  it('is said twice of a badge by one colleague, and no oftener from many tabs at once', async () => {
    const link = await makeLink();
    const names = ['Claire Petit', 'Omar Haddad', 'Lin Chen', 'Ana Silva'];
    const phones: { phone: TestVisitor; page: Page; name: string }[] = [];
    for (const name of names) {
      const page = await passed(link);
      phones.push({ phone: paul, page, name });
    }
    const answers = await Promise.all(
      phones.map(({ phone, page, name }) => phone.press(page, 'Signer', { ...beside(), name })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(2);
    const signed = await testimonies();
    expect(signed.map(({ state }) => state)).toEqual(['signed', 'signed']);
    await removeTestimony(world.services, world.hautsPres, signed[0] ?? { id: '' });
    const fields = { ...beside(), name: 'Jean Roux' };
    const page = await passed(link);
    expect((await paul.press(page, 'Signer', fields)).heading).toContain('Merci');
  });

  it('is one word of one pass, whatever is sent, and at once: the next witness gets the phone anew', async () => {
    const link = await makeLink();
    const page = await passed(link);
    const tabs = await Promise.all([1, 2, 3].map(() => paul.get(link)));
    const answers = await Promise.all(
      tabs.map((tab, place) => paul.press(tab, 'Signer', { ...beside(), name: `Ana ${place}` })),
    );
    expect(answers.filter(({ heading }) => heading === 'Merci, c’est signé')).toHaveLength(1);
    expect(await testimonies()).toHaveLength(1);
    // The form that is open still, with another name; and a fresh one asks for an e-mail, as anybody’s.
    const other = await paul.press(page, 'Signer', { ...beside(), name: 'Omar Haddad' });
    expect([other.status, other.$('[name=email]').length]).toEqual([422, 1]);
    expect((await paul.get(link)).$('[name=email]').length).toBe(1);
    expect(await testimonies()).toHaveLength(1);
  });

  it('is signed on a phone that is passed, which is nobody’s until its colleague is back', async () => {
    await makeLink();
    await makeLink();
    const { $ } = await awa.get(mine());
    const paths = $('main code').map((_, one) => new URL($(one).text()).pathname);
    const [link = '', other = ''] = paths.get();
    paul = await world.signIn(colleague);
    const own = await paul.get(link);
    expect(own.$('main button').text()).not.toContain('Signer');
    const csrf = { _csrf: own.$('[name=_csrf]').first().attr('value') ?? '' };
    expect((await paul.post(link, { ...beside(), ...csrf, do: 'sign' })).status).toBe(409);
    const before = paul.cookies.header();
    const page = await paul.press(own, 'Passer ce téléphone');
    expect(page.$('footer a').text()).toBe('Rendre le téléphone');
    expect(page.$('header a').length).toBe(0);
    expect(page.text).not.toContain('Se déconnecter');
    const copy = { headers: { Cookie: before } };
    expect((await world.visitor().send('/mon-compte', copy)).status).toBe(303);
    expect((await paul.get('/mon-compte')).path).toBe('/connexion');
    // Of another link, the phone is a stranger’s.
    expect((await paul.get(other)).$('[name=email]').length).toBe(1);
    const back = await paul.click(page, 'Rendre le téléphone');
    expect([back.path, back.text.includes('entrez de nouveau')]).toEqual(['/connexion', true]);
    expect(back.text).toContain('Paul Morel');
  });

  it('is passed on by nobody who may not stand beside a witness', async () => {
    const link = await makeLink();
    const token = async (who: TestVisitor, path = '/') => ({
      _csrf: (await who.get(path)).$('[name=_csrf]').first().attr('value') ?? '',
    });
    const far = await world.signIn(await world.add(world.moulins, 'Zoé Far', 'accompagnant'));
    expect((await far.post(`${link}/passer`, await token(far))).status).toBe(404);
    expect((await nadia.post(`${link}/passer`, await token(nadia))).status).toBe(409);
    expect((await awa.post(`${link}/passer`, await token(awa))).status).toBe(403);
    expect((await world.visitor().post(`${link}/passer`, {})).status).toBe(403);
  });

  it('is none for its own person, nor for one of another KPA', async () => {
    const link = await makeLink();
    const own = await awa.get(link);
    expect(own.$('main button').text()).not.toContain('Signer');
    expect(own.$('fieldset[disabled] #name').length).toBe(1);
    expect((await awa.click(own, 'Revenir à vos liens')).path).toBe(mine());
    const { email: _email, ...fields } = word;
    const csrf = { _csrf: own.$('[name=_csrf]').first().attr('value') ?? '' };
    expect((await awa.post(link, { ...fields, ...csrf, do: 'sign' })).status).toBe(409);
    const zoe = await world.signIn(
      await world.add(world.moulins, `Zoé ${randomUUID()}`, 'accompagnant'),
    );
    expect((await zoe.get(link)).$('[name=email]').length).toBe(1);
  });
});

describe('the letter of a link that is closed', () => {
  it('signs nothing, and what was written is gone; what is signed stays', async () => {
    await signedWord();
    await closeLink();
    const letter = await sayAndOpen(await makeLink(), { ...word, email: `other.${email}` });
    const claire = world.visitor();
    const form = await claire.get(letter);
    await closeLink();
    expect((await claire.press(form, 'Signer mon mot')).status).toBe(404);
    expect(await testimonies()).toMatchObject([{ state: 'signed' }]);
  });

  it('signs nothing where the person closes that of the team', async () => {
    const ofTeam = `/reconnaissances/${award.id}/temoins`;
    await nadia.press(await nadia.get(ofTeam), 'Proposer à Awa', { label: 'la mairie' });
    await awa.press(await awa.get(mine()), /^Oui/u);
    await sayIt(linkIn(await nadia.get(ofTeam)));
    const opened = await awa.get(mine());
    expect(opened.text).toContain('Si vous fermez un lien de l’équipe, elle le voit.');
    await closeLink(opened);
    expect(await testimonies()).toEqual([]);
  });

  it('takes along nothing that was signed, also by a process that knows nothing of links', async () => {
    await sayIt(await makeLink());
    const [{ linkId = '' } = {}] = await testimonies();
    const letter = await letterTo();
    const claire = world.visitor();
    await claire.press(await claire.get(letter), 'Signer mon mot');
    const { signed } = await changeRow({ linkId });
    await closeLink();
    expect(await testimonies()).toMatchObject([{ state: 'signed' }]);
    expect(await standingOf(signed)).toBe('valid');
  });

  it('is signed or gone, and never both, where it is signed while its link is closed', async () => {
    await sayIt(await makeLink());
    const [waits] = await testimonies();
    if (!waits) throw new Error('No word waits');
    const { services, hautsPres } = world;
    const rows = services.store.testimonies(hautsPres.id);
    const sign = () => signTestimony(services, hautsPres, award, waits);
    const pickedBefore: typeof rows.pickAll = (query, fields) => {
      const picked = rows.pickAll(query, fields);
      return { ...picked, toArray: () => picked.toArray().finally(sign) };
    };
    const slow = Object.assign(
      () => ({ ...rows, pickAll: pickedBefore }),
      services.store.testimonies,
    );
    const store = { ...services.store, testimonies: slow };
    await forgetWaiting({ ...services, store }, hautsPres, waits.linkId ?? '');
    expect(await testimonies()).toMatchObject([{ state: 'signed' }]);
    expect(await entryOf(waits.id)).toBe('valid');
  });

  it('signs nothing that was ended after it was read', async () => {
    await sayIt(await makeLink());
    const { id, ...before } = await changeRow({ expiresAt: '2026-01-01T00:00:00.000Z' });
    const { services, hautsPres } = world;
    const [now] = await testimonies();
    if (!now) throw new Error('No word waits');
    const read = { ...now, expiresAt: before.expiresAt };
    expect(await signTestimony(services, hautsPres, award, read)).toBeUndefined();
    expect(await testimonies()).toMatchObject([{ state: 'waiting' }]);
    expect(await entryOf(id)).toBe('revoked');
  });

  it('signs what was written in its last minute, though the clock of a process is behind', async () => {
    const { services, hautsPres } = world;
    await sayIt(await makeLink());
    const [{ linkId = '' } = {}] = await testimonies();
    const links = services.store.witnessLinks(hautsPres.id);
    const endAgo = async (minutes: number) => {
      const expiresAt = new Date(services.clock().getTime() - minutes * 60_000).toISOString();
      await links.update(linkId, (now) => ({ ...now, expiresAt }));
      await purgeExpired(services);
    };
    await endAgo(115);
    const letter = await letterTo();
    const claire = world.visitor();
    const done = await claire.press(await claire.get(letter), 'Signer mon mot');
    expect(done.heading).toBe('Merci, c’est signé');
    await endAgo(125);
    expect(await links.findById(linkId)).toBeUndefined();
  });

  it('signs what was written before words kept their link, while the badge asks for it', async () => {
    await sayIt(await makeLink());
    await changeRow({ linkId: undefined });
    const [waits] = await testimonies();
    if (!waits) throw new Error('No word waits');
    const { services, hautsPres } = world;
    const ended = { ...award, validUntil: '2020-01-01T00:00:00.000Z' };
    const refused = await signTestimony(services, hautsPres, ended, waits).catch(codeOf);
    expect(refused).toBe('CONFLICT');
    const letter = await letterTo();
    const claire = world.visitor();
    const done = await claire.press(await claire.get(letter), 'Signer mon mot');
    expect(done.heading).toBe('Merci, c’est signé');
  });

  it('signs nothing though it was opened in the same moment, nor once the badge asks for no word', async () => {
    await sayIt(await makeLink());
    const [waits] = await testimonies();
    if (!waits) throw new Error('No word waits');
    const { services, hautsPres } = world;
    const sign = (one: Award) => signTestimony(services, hautsPres, one, waits).catch(codeOf);
    const ended = { ...award, validUntil: '2020-01-01T00:00:00.000Z' };
    expect(await sign(ended)).toBe('CONFLICT');
    const link = { state: 'aside' } as const;
    const links = services.store.witnessLinks(hautsPres.id);
    await links.update(waits.linkId ?? '', (now) => ({ ...now, ...link }));
    expect(await sign(award)).toBe('CONFLICT');
    await links.remove(waits.linkId ?? '');
    expect(await sign(award)).toBe('CONFLICT');
    expect(await entryOf(waits.id)).toBeUndefined();
  });
});

describe('what an attacker tries', () => {
  it('the same form twice, and the same letter twice at once, sign one word', async () => {
    const link = await makeLink();
    const claire = world.visitor();
    const page = await claire.get(link);
    await Promise.all([claire.press(page, 'Signer', word), claire.press(page, 'Signer', word)]);
    const letter = await letterTo();
    expect(world.letters.filter(({ to }) => to === email)).toHaveLength(1);
    const form = await claire.get(letter);
    const answers = await Promise.all([1, 2, 3].map(() => claire.press(form, 'Signer mon mot')));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await testimonies()).toMatchObject([{ state: 'signed' }]);
  });

  it('one mailbox says one word of one badge', async () => {
    await signedWord();
    await sayIt(await makeLink(), { ...word, name: 'Claire Le Petit' });
    const letter = await letterTo();
    const claire = world.visitor();
    const again = await claire.press(await claire.get(letter), 'Signer mon mot');
    expect(again.status).toBe(409);
    expect((await testimonies()).filter(({ state }) => state === 'signed')).toHaveLength(1);
  });

  it('a second word of a mailbox is signed once the first is taken back, and stands', async () => {
    const link = await makeLink();
    const first = await sayAndOpen(link, word);
    const second = await sayAndOpen(link, { ...word, name: 'Claire Le Petit' });
    const claire = world.visitor();
    await claire.press(await claire.get(first), 'Signer mon mot');
    expect((await claire.press(await claire.get(second), 'Signer mon mot')).status).toBe(409);
    await claire.press(await claire.get(`${first}/retirer`), 'Retirer mon mot');
    await claire.press(await claire.get(second), 'Signer mon mot');
    const [one] = await testimonies();
    expect(one?.by.name).toBe('Claire Le Petit');
    expect(await standingOf(one?.signed)).toBe('valid');
  });

  it('two words of a mailbox at once: one is signed, and the other one can be later', async () => {
    const link = await makeLink();
    const first = await sayAndOpen(link, word);
    const second = await sayAndOpen(link, { ...word, name: 'Claire Le Petit' });
    const claire = world.visitor();
    const forms = [await claire.get(first), await claire.get(second)];
    const answers = await Promise.all(forms.map((form) => claire.press(form, 'Signer mon mot')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const [done, waits] = answers[0]?.status === 200 ? [first, second] : [second, first];
    await claire.press(await claire.get(`${done}/retirer`), 'Retirer mon mot');
    await claire.press(await claire.get(waits), 'Signer mon mot');
    expect(await standingOf((await testimonies())[0]?.signed)).toBe('valid');
  });

  it('is signed by five, however many letters of a badge are opened at once; a place is free again', async () => {
    const { services, hautsPres } = world;
    const link = await makeLink();
    for (let number = 0; number < 7; number += 1) {
      await sayIt(link, { ...word, email: `n${String(number)}.${email}` });
    }
    const waiting = await testimonies();
    const sign = (one: (typeof waiting)[number]) => signTestimony(services, hautsPres, award, one);
    const answers = await Promise.allSettled(waiting.map(sign));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    const signed = (await testimonies()).filter(({ state }) => state === 'signed');
    expect(signed).toHaveLength(5);
    await removeTestimony(services, hautsPres, signed[2] ?? { id: '' });
    const [waits] = (await testimonies()).filter(({ state }) => state === 'waiting');
    if (!waits) throw new Error('Two were refused');
    expect((await sign(waits))?.state).toBe('signed');
  });

  it('the same form after the word was taken back is another word, which stands', async () => {
    const page = await passed(await makeLink());
    const fields = beside();
    const done = await paul.press(page, 'Signer', fields);
    const [before] = await testimonies();
    const asked = await paul.click(done, 'Retirer mon mot');
    await paul.press(asked, 'Retirer mon mot');
    await paul.press(page, 'Signer', fields);
    const [after] = await testimonies();
    expect(after?.id).not.toBe(before?.id);
    expect(await standingOf(after?.signed)).toBe('valid');
    expect(await standingOf(before?.signed)).toBe('revoked');
  });

  it('a letter is over after an hour', async () => {
    await sayIt(await makeLink());
    const letter = await letterTo();
    world.passTime(61);
    const late = await world.visitor().get(letter);
    expect(late.heading).toBe('Cette lettre n’ouvre plus rien');
    expect(late.text).toContain('ou la personne a fermé le lien.');
    expect(late.text).toContain('Relisez l’adresse : il manque peut-être un signe.');
    expect((await world.visitor().post(letter, {})).status).toBe(404);
    expect(await testimonies()).toMatchObject([{ state: 'waiting' }]);
  });

  it('a mailbox is not filled: three letters in an hour, and the same answer', async () => {
    const link = await makeLink();
    const answers: string[] = [];
    for (let time = 0; time < 5; time += 1) {
      const page = await sayIt(link, { ...word, name: `Claire ${'I'.repeat(time + 1)}` });
      answers.push(page.heading);
      await letterTo();
    }
    expect(new Set(answers)).toEqual(new Set(['Ce n’est pas encore signé']));
    expect(world.letters.filter(({ to }) => to === email)).toHaveLength(3);
  });

  it('a mailbox is not filled at once either, nor under other names of it', async () => {
    const link = await makeLink();
    const [local = '', host = ''] = email.split('@');
    for (const tag of ['', '+a', '+b', '+c', '+d']) {
      await sayIt(link, { ...word, email: `${local}${tag}@${host}` });
    }
    await world.services.outbox.sendDue();
    expect(world.letters.filter(({ to }) => to.startsWith(local))).toHaveLength(3);
  });

  it('a mailbox gets six letters in a day, each tried as often as it takes', async () => {
    const sent: boolean[] = [];
    for (const hour of ['10', '10', '10', '10', '11', '11', '11', '12']) {
      const letter = { id: randomUUID(), createdAt: `2026-11-28T${hour}:00:00.000Z` };
      sent.push(await takeMailboxSlots(world.services, email, letter));
      expect(await takeMailboxSlots(world.services, email, letter)).toBe(sent.at(-1));
    }
    expect(sent).toEqual([true, true, true, false, true, true, true, false]);
    const next = { id: randomUUID(), createdAt: '2026-11-29T10:00:00.000Z' };
    expect(await takeMailboxSlots(world.services, email, next)).toBe(true);
  });

  it('about one person go fifteen letters in an hour, by whatever link', async () => {
    const statuses: number[] = [];
    await makeLink();
    await makeLink();
    const { $ } = await awa.get(mine());
    const [first = '', second = ''] = $('main code')
      .toArray()
      .map((one) => new URL($(one).text()).pathname.replace(/^\/fr/, ''));
    for (const link of [...Array<string>(10).fill(first), ...Array<string>(6).fill(second)]) {
      const other = { ...word, email: `somebody-${randomUUID()}@ecole.example` };
      statuses.push((await sayIt(link, other)).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(15);
    expect(statuses.at(-1)).toBe(429);
  });

  it('by one link go ten letters in an hour', async () => {
    const link = await makeLink();
    const statuses: number[] = [];
    for (let time = 0; time < 11; time += 1) {
      const other = { ...word, email: `somebody-${time}@ecole.example` };
      statuses.push((await sayIt(link, other)).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    expect(statuses.at(-1)).toBe(429);
  });

  it('the person, and who signed, get no letter, and the page says the same', async () => {
    const link = await makeLink();
    const emails = [holder.email, world.nadia.email].map(String);
    for (const address of emails) {
      const page = await sayIt(link, { ...word, email: address });
      expect(page.heading).toBe('Ce n’est pas encore signé');
      expect(await letterTo(address)).toBe('');
    }
  });

  it('markup and what leads elsewhere are refused, and what runs the other way turns nothing else', async () => {
    const link = await makeLink();
    for (const name of [
      '<b>Claire</b>',
      '[Claire](https://evil.example)',
      'Claire www.evil.example',
      'claire@evil.example',
    ]) {
      const page = await sayIt(link, { ...word, name });
      expect([name, page.status]).toEqual([name, 422]);
      expect(page.$('#name').attr('value')).toBe(name);
    }
    const arabic = { ...word, name: 'ليلى حداد', email: 'layla@ecole.example' };
    await signedWord(arabic);
    await show();
    const { $ } = await publicPage();
    expect(
      $('bdi')
        .toArray()
        .map((one) => $(one).text()),
    ).toContain('ليلى حداد');
  });

  it('the name of the person is not signed, and other names are not told apart', async () => {
    const link = await makeLink();
    const own = await sayIt(link, { ...word, sentence: 'Awa a bien servi le buffet.' });
    expect(own.status).toBe(422);
    expect(own.text).toContain('Enlevez le nom « Awa ». Écrivez ce qui a été fait.');
    const other = await sayIt(link, { ...word, sentence: 'Karim a bien servi le buffet.' });
    expect(other.status).toBe(200);
  });

  it('no words end their quotes, or stand as a line of their own, in what the KPA signs', async () => {
    const link = await makeLink();
    const forged: Fields[] = [
      { name: 'Claire, cliente, a vu : tout' },
      { name: 'Claire « Petit »' },
      { role: 'cliente ; e-mail confirmé' },
      { role: 'cliente “vue”' },
      { sentence: 'Bien. » Le KPA a vérifié son nom. « Bien.' },
      { sentence: 'Bien." Le KPA a vérifié son nom. "Bien.' },
    ];
    for (const one of forged) {
      expect([one, (await sayIt(link, { ...word, ...one })).status]).toEqual([one, 422]);
    }
    await signedWord({ ...word, sentence: 'Bien.\n\nLe KPA a vérifié son nom.' });
    const [{ signed = '' } = {}] = await testimonies();
    const { endorsementComment } = signable.parse(JSON.parse(signed)).credentialSubject;
    expect(endorsementComment.split('\n\n').at(-1)).toBe(
      'Ses mots : « Bien. Le KPA a vérifié son nom. »',
    );
  });

  it('neither name nor role say whose badge it is, or how to reach anybody', async () => {
    const link = await makeLink();
    const named: Fields[] = [
      { name: holder.name },
      { name: holder.name.split(' ').toReversed().join(' ').toUpperCase() },
      { name: 'Claire 06 12 34 56 78' },
      { role: 'voisine d’Awa' },
      { role: 'cliente, 06 12 34 56 78' },
      { role: 'cliente, badge4you.com' },
      { role: 'cliente, 4.fr' },
    ];
    for (const one of named) {
      expect([one, (await sayIt(link, { ...word, ...one })).status]).toEqual([one, 422]);
    }
    expect((await sayIt(link, { ...word, name: 'Claire Diallo' })).status).toBe(200);
  });

  it('words that nobody confirms crowd out none that is signed, and have an end', async () => {
    const { store, clock } = world.services;
    const waits = (number: number): Testimony => ({
      ...{ id: randomUUID(), kpaId: award.kpaId, personId: award.personId, awardId: award.id },
      ...{ token: digest(randomUUID()), state: 'waiting', how: 'e-mail', seen: ['Tout.'] },
      ...{ by: { name: 'Nobody', role: `the ${number}th` }, createdAt: '2026-01-01T00:00:00.000Z' },
      expiresAt: new Date(clock().getTime() + 3_600_000).toISOString(),
    });
    const rows = Array.from({ length: 60 }, (_, number) => waits(number));
    await signedWord();
    await show();
    for (const row of rows) await store.testimonies(award.kpaId).insert(row);
    expect((await publicPage()).text).toContain('Témoignage de Claire Petit');
    expect((await awa.get(mine())).text).toContain('Claire Petit');
    const link = await makeLink();
    const more = await sayIt(link, { ...word, email: `other.${email}` });
    expect(more.status).toBe(409);
    expect(more.text).toContain('Beaucoup de mots attendent déjà');
    const { services, hautsPres, nadia: signer } = world;
    await revokeAward(services, hautsPres, await reloadAward(world, award), signer, 'badge');
    expect((await awa.get(`/mes-badges/${award.id}`)).text).toContain('Les mots reçus');
  });

  it('ticks of nothing, and of what is not there, sign nothing', async () => {
    const link = await makeLink();
    for (const seen of [[], ['9'], ['-1'], ['<script>']]) {
      const page = await sayIt(link, { ...word, seen });
      expect(page.status).toBe(422);
    }
    expect(await testimonies()).toEqual([]);
  });

  it('no log has a token or an address, and no other site is told one', async () => {
    const letter = await signedWord();
    const logged = world.logged.join('');
    const token = letter.split('/').at(-1) ?? '';
    expect(logged).toContain('/temoigner/…');
    for (const secret of [token, email, 'Claire Petit']) expect(logged).not.toContain(secret);
    const page = await world.visitor().get(letter);
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
    expect(page.headers.get('cache-control')).toContain('no-store');
    expect(page.headers.get('x-robots-tag')).toContain('noindex');
  });

  it('a row that was changed is not shown', async () => {
    await signedWord();
    await show();
    const [one] = await testimonies();
    await world.services.store
      .testimonies(world.hautsPres.id)
      .update(one?.id ?? '', (now) => ({ ...now, by: { ...now.by, name: 'Madame la maire' } }));
    expect((await publicPage()).text).not.toContain('Madame la maire');
  });

  it('a row that says another thing than what is signed is not shown', async () => {
    await signedWord();
    await show();
    const changes = [
      { by: { name: 'Claire', role: word['role'] } },
      { by: { name: 'Claire Petit', role: 'cliente' } },
      { sentence: 'le buffet était très bon.' },
      { sentence: undefined },
      { seen: ['Tout était prêt à l’heure'] },
      { how: 'in-person' },
      { signedAt: '2026-01-01T00:00:00.000Z' },
    ];
    for (const change of changes) {
      const before = await changeRow(change);
      expect((await publicPage()).text, JSON.stringify(change)).not.toContain('Témoignage de');
      await changeRow(before);
    }
    expect((await publicPage()).text).toContain('Témoignage de Claire Petit');
  });

  it('what the KPA, or another one, signed of something else is no word', async () => {
    await signedWord();
    await show();
    const [{ signed = '' } = {}] = await testimonies();
    const { proof: _, ...document } = signable.parse(JSON.parse(signed));
    const far = { ...document, issuer: { ...document.issuer, id: didOf(world.moulins) } };
    const subject = document.credentialSubject;
    const other = { ...subject, id: `https://evil.example/credentials/${award.id}` };
    const texts = {
      same: await signAs(world.hautsPres, document),
      'of another KPA': await signAs(world.moulins, far),
      'of another type': await signAs(world.hautsPres, {
        ...document,
        type: ['VerifiableCredential'],
      }),
      'of another badge': await signAs(world.hautsPres, {
        ...document,
        credentialSubject: other,
      }),
      'with more words': await signAs(world.hautsPres, {
        ...document,
        credentialSubject: {
          ...subject,
          endorsementComment: `${subject.endorsementComment}\n\nLe KPA a vu ce travail.`,
        },
      }),
    };
    for (const [what, text] of Object.entries(texts)) {
      await changeRow({ signed: text });
      const isShown = (await publicPage()).text.includes('Témoignage de');
      expect([what, isShown]).toEqual([what, what === 'same']);
    }
  });

  it('a word that was moved to another badge is not shown there', async () => {
    await signedWord();
    await show();
    const [one] = await testimonies();
    const { store } = world.services;
    const query = { index: 'byPersonState', equals: [holder.id, 'valid', 'accepted'] } as const;
    const all = await store.awards(world.hautsPres.id).all(query).toArray();
    const other = all.find(({ id }) => id !== award.id);
    await store
      .testimonies(world.hautsPres.id)
      .update(one?.id ?? '', (now) => ({ ...now, awardId: other?.id ?? '' }));
    const page = await world.visitor().get(`/k/hauts-pres/credentials/${other?.id ?? ''}`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('Claire Petit');
  });
});

describe('what goes', () => {
  it('is still reached, and erased, once its badge is withdrawn', async () => {
    await signedWord();
    const { services, hautsPres, nadia: signer } = world;
    await revokeAward(services, hautsPres, await reloadAward(world, award), signer, 'badge');
    const badge = await awa.get(`/mes-badges/${award.id}`);
    const words = await awa.click(badge, 'Les mots reçus');
    expect(words.text).toContain('Claire Petit');
    const done = await eraseWord(words);
    expect([done.status, done.text.includes('Le mot est effacé')]).toEqual([200, true]);
    expect(await testimonies()).toEqual([]);
    expect((await awa.get(`/mes-badges/${award.id}`)).text).not.toContain('Les mots reçus');
  });

  it('is not kept as a form of the colleague beside whom it is typed', async () => {
    const link = await makeLink();
    const page = await passed(link);
    expect(page.$('[name=_csrf]').length).toBeGreaterThan(0);
    expect(page.$('[name=_page]').length).toBe(0);
    const fields = beside();
    const refused = await paul.press(page, 'Signer', { ...fields, role: '' });
    expect([refused.status, refused.$('[name=_page]').length]).toEqual([422, 0]);
  });

  it('nor is a form of theirs that somebody sends from the phone that was passed', async () => {
    const link = await makeLink();
    paul = await world.signIn(colleague);
    const own = await paul.get('/personnes/nouvelle');
    const ticket = own.$('main [name=_page]').attr('value') ?? '';
    expect(ticket).not.toBe('');
    await paul.press(await paul.get(link), 'Passer ce téléphone');
    const kept = () => world.services.store.keptForms.count({ index: 'byExpiry' });
    const before = await kept();
    await paul.post('/personnes', { _page: ticket, name: 'Somebody Else' });
    expect(await kept()).toBe(before);
  });

  it('goes where its person erases it', async () => {
    await signedWord();
    const asked = await awa.click(await awa.get(mine()), /^L’effacer/u);
    expect(asked.heading).toBe('Effacer ce mot ?');
    expect(asked.text).toContain('Claire Petit');
    expect(await testimonies()).toHaveLength(1);
    await awa.press(asked, 'Effacer ce mot');
    expect(await testimonies()).toEqual([]);
  });

  it('goes with its person, and so do the links that ask for it', async () => {
    await signedWord();
    await show();
    const copy = await signedFile();
    const link = await makeLink();
    await eraseAward(world.services, award);
    expect(await testimonies()).toEqual([]);
    expect((await world.visitor().get(link)).status).toBe(404);
    const links = world.services.store.witnessLinks(world.hautsPres.id);
    expect(await links.all({ index: 'byAward', equals: [award.id] }).toArray()).toEqual([]);
    expect(await standingOf(copy)).toBe('revoked');
  });
});
