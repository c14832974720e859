/** « Dire ce que j’ai fait »: told, asked, answered, confirmed, and gone again. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sweepBlobs } from '../../../src/exhibits/sweep.ts';
import { type Experience, type Person, unavailable } from '../../../src/storage/store.ts';
import { recordFor } from '../../support/own-classes.ts';
import { type SoundKind, recording, soundFile } from '../../support/sounds.ts';
import type { Page, TestVisitor } from '../../support/visitor.ts';
import { type World, createWorld } from '../../support/world.ts';

const DAY = 86_400_000;
const WORDS = 'J’ai fait la pâte, puis j’ai montré à Lucas.';
const SENTENCE = 'A montré la recette pas à pas, puis a laissé faire.';

let world: World;
let holder: Person;
let awa: TestVisitor;
let nadia: TestVisitor;
beforeAll(async () => {
  world = await createWorld();
  nadia = await world.signIn(world.nadia);
});
afterAll(() => world.destroy());
afterEach(() => vi.restoreAllMocks());
beforeEach(async () => {
  await quiet();
  holder = await world.add(world.hautsPres, 'Fatima Zerhouni', 'cooperant');
  awa = await world.signIn(holder);
});

/** What the tests before left to be answered. */
async function quiet(): Promise<void> {
  for (const { id } of await claims().all({ index: 'byPerson' }).toArray()) {
    await claims().remove(id);
  }
}

const claims = () => world.services.store.claims(world.hautsPres.id);
async function tell(fields: Record<string, string>, file?: File): Promise<Page> {
  return awa.press(await awa.get('/dire-ce-que-j-ai-fait'), 'Envoyer', fields, file);
}
const write = (fields: Record<string, string> = {}) =>
  tell({ way: 'write', words: WORDS, title: 'Gâteaux pour la fête', wants: 'which', ...fields });
const speak = async (kind: SoundKind = 'webm', fields: Record<string, string> = {}) =>
  tell({ way: 'speak', wants: 'which', ...fields }, soundFile(await recording(kind)));
const idOf = ({ path }: Page) => /[0-9a-f-]{36}/.exec(path)?.[0] ?? '';

/** Said by Nadia, and read again before it is sent. */
async function notNow(page: Page, reason: string): Promise<Page> {
  const reread = await nadia.press(page, 'Relire la réponse', { 'not-now': reason });
  return nadia.press(reread, 'Envoyer la réponse');
}

async function hear(browser: TestVisitor, path: string, headers: Record<string, string> = {}) {
  const cookie = browser.cookies.header();
  const answer = await fetch(`${world.origin}${path}`, {
    headers: { Connection: 'close', ...(cookie && { Cookie: cookie }), ...headers },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, headers: answer.headers, bytes };
}

async function sign(page: Page, badge: string): Promise<Page> {
  const fields = { [`badge-${holder.id}`]: badge, [`sentence-${holder.id}`]: SENTENCE };
  const reread = await nadia.press(page, 'Relire avant de signer', fields);
  return nadia.press(reread, /^Signer/);
}

describe('what is told in writing', () => {
  it('is an experience of their own, with their words, which the team is asked about', async () => {
    const told = await write();
    expect(told.text).toContain('Votre demande est partie');
    const claim = await claims().findById(idOf(told));
    const all = world.services.store.experiences(world.hautsPres.id);
    const experience = await all.findById(claim?.experienceId ?? '');
    expect(experience).toMatchObject<Partial<Experience>>({
      title: 'Gâteaux pour la fête',
      date: '2026-10-14',
      participants: [{ personId: holder.id, words: WORDS }],
    });
    expect((await awa.get('/mon-chemin')).text).toContain('Gâteaux pour la fête');
    for (const path of ['/mes-badges', '/mes-experiences']) {
      const { text } = await awa.get(path);
      expect(text).toContain('Peuvent lire ce récit : l’équipe du KPA, dans votre demande.');
    }
    const own = await awa.get(`/mes-experiences/${experience?.id}`);
    expect(own.text).toContain('l’équipe lit seulement ce que vous avez envoyé');
    const attends = await nadia.get('/ce-qui-m-attend');
    expect(attends.$('#demandes').text()).toContain('Fatima Zerhouni');
    const page = await nadia.get(`/demandes/${idOf(told)}`);
    expect(page.text).toContain(WORDS);
    // Asked for, and not shown in the list of who was there.
    expect((await nadia.get(`/experiences/${experience?.id ?? ''}`)).text).not.toContain(WORDS);
  });

  it('is nobody else’s while they only tell', async () => {
    const told = await write({ wants: 'nothing' });
    expect(told.text).toContain('Personne d’autre ne l’entend ou ne le lit');
    expect((await nadia.get(`/demandes/${idOf(told)}`)).status).toBe(404);
    expect((await nadia.get('/demandes')).text).not.toContain('Fatima Zerhouni');
  });

  it('leaves out a title that names somebody, and says so', async () => {
    const told = await write({ title: 'Gâteaux avec Bruno' });
    expect(told.text).toContain('Votre titre n’est pas gardé');
    expect(told.text).toContain('Mon travail, 14 octobre 2026');
  });

  it('of another day says which, and keeps all until then', async () => {
    const refused = await write({ day: 'other', date: '' });
    expect(refused.status).toBe(422);
    expect(refused.$('#date-error').text()).toContain('Dites le jour, à peu près.');
    expect(refused.$('#words').text()).toBe(WORDS);
    expect(refused.$('#title').attr('value')).toBe('Gâteaux pour la fête');
    expect(await claims().count({ index: 'byPerson', equals: [holder.id] })).toBe(0);
    const told = await awa.press(refused, 'Envoyer', { date: '2026-10-09' });
    expect(told.text).toContain('Gâteaux pour la fête, 9 octobre 2026');
  });

  it('is sent once by the same form, and never written over by another', async () => {
    const page = await awa.get('/dire-ce-que-j-ai-fait');
    const fields = { way: 'write', words: WORDS, wants: 'which' };
    const send = (words = WORDS) => awa.press(page, 'Envoyer', { ...fields, words });
    const [first, second] = await Promise.all([send(), send()]);
    expect(idOf(await send())).toBe(idOf(first));
    expect(idOf(second)).toBe(idOf(first));
    expect((await claims().findById(idOf(first)))?.turns).toHaveLength(1);
    const other = await send('Autre chose, tout autre chose.');
    expect(other.status).toBe(409);
    expect(other.text).toContain('Ce formulaire a déjà envoyé un autre récit');
  });

  it('goes on with the work that it made, corrected since or left without its claim', async () => {
    const page = await awa.get('/dire-ce-que-j-ai-fait');
    const send = (title: string) =>
      awa.press(page, 'Envoyer', { way: 'write', words: WORDS, wants: 'which', title });
    const id = idOf(await send('Gâteaux pour la fête'));
    const works = () =>
      world.services.store
        .participations(holder.kpaId)
        .count({ index: 'byPerson', equals: [holder.id] });
    // As a crash leaves it.
    await claims().remove(id);
    expect(idOf(await send('Gâteaux'))).toBe(id);
    const work = (await claims().findById(id))?.experienceId ?? '';
    const correcting = await nadia.get(`/experiences/${work}/corriger`);
    await nadia.press(correcting, 'Garder', { title: 'Gâteaux de la fête de l’école' });
    const again = await send('Gâteaux pour la fête');
    expect([again.status, idOf(again), await works()]).toEqual([200, id, 1]);
    expect(again.text).toContain('Gâteaux de la fête de l’école');
  });

  it('needs a word or a sound', async () => {
    const empty = await tell({ way: 'write', words: '', wants: 'which' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Écrivez quelques mots');
    const silent = await tell({ way: 'speak', wants: 'which' });
    expect(silent.status).toBe(422);
    expect(silent.text).toContain('Dites quelque chose');
  });
});

describe('what is said', () => {
  it.each(['webm', 'ogg', 'mp4', 'mp3'] as const)(
    'in %s is heard by both, and says nothing of its place',
    async (kind) => {
      expect((await recording(kind)).includes('Lilas')).toBe(true);
      const told = await speak(kind);
      expect(told.status).toBe(200);
      const src = told.$('audio').attr('src') ?? '';
      for (const browser of [awa, nadia]) {
        const { status, headers, bytes } = await hear(browser, src);
        expect(status).toBe(200);
        expect(bytes.length).toBeGreaterThan(100);
        expect(bytes.includes('Lilas')).toBe(false);
        expect(Object.fromEntries(headers)).toMatchObject({
          'content-security-policy': "sandbox; default-src 'none'",
          'x-content-type-options': 'nosniff',
          'cross-origin-resource-policy': 'same-origin',
          'cache-control': 'private, no-store',
          'accept-ranges': 'bytes',
        });
      }
      const part = await hear(awa, src, { Range: 'bytes=2-5' });
      expect([part.status, part.bytes.length]).toEqual([206, 4]);
      expect(part.headers.get('content-range')).toMatch(/^bytes 2-5\/\d+$/);
      expect((await hear(awa, src, { Range: 'bytes=9999999-' })).status).toBe(416);
      const ines = await world.signIn(world.ines);
      const bruno = await world.signIn(world.bruno);
      for (const other of [ines, bruno, world.visitor()]) {
        expect((await hear(other, src)).status).not.toBe(200);
      }
    },
  );

  it('stands among their works, where they hear it again', async () => {
    const told = await speak('webm', { wants: 'nothing', title: 'Gâteaux pour la fête' });
    const mine = await awa.get('/mes-badges');
    const link = mine.$('#experiences a:contains("Raconté par un son de")');
    expect(link.text()).toMatch(/un son de 0:0\d/);
    expect(link.attr('href')).toBe(`/mes-demandes/${idOf(told)}`);
  });

  it('stands on their path, for them alone, until they erase it', async () => {
    const title = 'Gâteaux pour la fête';
    const told = await speak('webm', { title });
    const listed = async (who: TestVisitor, path: string) =>
      (await who.get(path)).$('.path-marks a').text();
    const id = (await claims().findById(idOf(told)))?.experienceId ?? '';
    expect(await listed(awa, '/mon-chemin')).toContain(title);
    expect(await listed(nadia, `/personnes/${holder.id}/chemin`)).toBe('');
    // Words that come and go leave it where it is, and so does a correction.
    const write = async (words: string) =>
      awa.press(await awa.get(`/mes-experiences/${id}`), 'Garder', { words, team: 'no' });
    await write('J’ai fait la pâte.');
    await write('');
    const corrected = await nadia.get(`/experiences/${id}/corriger`);
    await nadia.press(corrected, /^Garder|^Corriger|^Continuer/, { title: 'Gâteaux' });
    expect(await listed(awa, '/mon-chemin')).toContain('Gâteaux');
    await awa.press(await awa.get(`/mes-demandes/${idOf(told)}/effacer`), /^Effacer/);
    expect(await listed(awa, '/mon-chemin')).toBe('');
  });

  it('stands nowhere once it is erased, also in the moment in which it is told', async () => {
    const id = idOf(await write());
    const own = await awa.get(`/mes-demandes/${id}`);
    const other = await recordFor(world, world.nadia, [holder]);
    const form = await awa.get(`/dire-ce-que-j-ai-fait?experience=${other.id}`);
    const { store } = world.services;
    for (const page of [own, form]) {
      const experiences = store.experiences.bind(store);
      let isErased = false;
      const spy = vi.spyOn(store, 'experiences').mockImplementation((kpaId) => {
        const all = experiences(kpaId);
        return {
          ...all,
          async update(...given) {
            if (!isErased) {
              isErased = true;
              const [newest] = await claims()
                .all({ index: 'byPerson', equals: [holder.id], order: 'descending' })
                .toArray();
              await awa.press(await awa.get(`/mes-demandes/${newest?.id}/effacer`), /^Effacer/);
            }
            return all.update(...given);
          },
        };
      });
      await awa.press(page, 'Envoyer', { way: 'speak' }, soundFile(await recording()));
      spy.mockRestore();
      expect(isErased).toBe(true);
    }
    expect((await awa.get('/mon-chemin')).$('.path-marks a').length).toBe(0);
  });

  it('as an answer in a sound, or of a work that was there, stands there as well', async () => {
    const id = idOf(await write());
    const { experienceId: work = '' } = (await claims().findById(id)) ?? {};
    await world.services.store.experiences(holder.kpaId).update(work, (now) => ({
      ...now,
      participants: now.participants.map(({ words: _, ...one }) => one),
    }));
    const own = await awa.get(`/mes-demandes/${id}`);
    await awa.press(own, 'Envoyer', { way: 'speak' }, soundFile(await recording()));
    expect((await awa.get('/mon-chemin')).$('.path-marks a').text()).toContain('Gâteaux');
    const other = await recordFor(world, world.nadia, [holder]);
    const form = await awa.get(`/dire-ce-que-j-ai-fait?experience=${other.id}`);
    await awa.press(form, 'Envoyer', { way: 'speak' }, soundFile(await recording()));
    expect((await awa.get('/mon-chemin')).$('.path-marks a').text()).toContain('Repas de fête');
  });

  it('is sent back with a question, answered, written down, and confirmed with a sentence', async () => {
    const told = await speak();
    const id = idOf(told);
    const open = () => nadia.get(`/demandes/${id}`);
    const asked = await nadia.press(await open(), 'Envoyer la question', {
      question: 'Bravo. Qui était là avec vous ?',
    });
    expect(asked.text).toContain('Votre question est partie');
    world.passTime(10);
    const letter = await world.letterTo(holder.email ?? '');
    expect(letter.text).toContain('Nadia Roche a répondu à votre demande.');
    expect(letter.text).not.toContain('Bravo');
    expect((await nadia.get('/ce-qui-m-attend')).$('#demandes').text()).not.toContain('Fatima');

    const page = await awa.get(`/mes-demandes/${id}`);
    expect(page.text).toContain('On vous pose une question');
    expect((await awa.get('/mes-badges')).text).toContain('Nadia vous pose une question.');
    const file = soundFile(await recording('mp4'), 'audio/mp4', 'son.m4a');
    const replied = await awa.press(page, 'Répondre à Nadia', { way: 'speak' }, file);
    expect(replied.text).toContain('Votre réponse est partie');

    const without = await nadia.press(await open(), 'Choisir un badge et écrire ma phrase');
    expect(without.status).toBe(422);
    expect(without.text).toContain('Écrivez ce que vous entendez');
    const recognising = await nadia.press(await open(), 'Choisir un badge et écrire ma phrase', {
      'written-0': 'J’ai montré la recette à Lucas.',
      'written-2': 'Lucas et sa sœur.',
    });
    expect(recognising.text).toContain('Qui a montré quoi ?');
    const signed = await sign(recognising, 'travailler-en-equipe:2');
    expect(signed.text).toContain('signé');

    const yes = await awa.get(`/mes-demandes/${id}`);
    expect(yes.text).toContain('On vous dit oui');
    expect(yes.text).toContain('Le son, écrit par Nadia Roche');
    const work = (await claims().findById(id))?.experienceId ?? '';
    const taken = await awa.click(yes, 'Reprendre ce texte dans mon récit');
    expect(taken.path).toContain(`/mes-experiences/${work}`);
    expect(taken.$('#words').text()).toBe('J’ai montré la recette à Lucas.');
    const empty = await awa.get(`/mes-experiences/${work}`);
    expect(empty.$('#words').text()).toBe('');
    expect(empty.text).toContain('Lucas et sa sœur.');
    const own = 'J’ai montré la recette à un ami.';
    await awa.press(taken, 'Garder', { words: own });
    const kept = await world.services.store.experiences(holder.kpaId).findById(work);
    expect(kept?.participants[0]?.words).toBe(own);
    const accepted = await awa.press(yes, 'Accepter ce badge');
    expect(accepted.text).toContain('Badge accepté');
    expect((await nadia.get('/demandes')).text).not.toContain('Fatima');
  });
});

describe('who asks which badge', () => {
  it('reads that the team proposes, and is asked what it was before they choose', async () => {
    const form = await awa.get('/dire-ce-que-j-ai-fait');
    expect(form.$('details [name=kind]').length).toBe(0);
    expect(form.$('[name=kind]').length).toBeGreaterThan(1);
    const sent = await write();
    expect(sent.$('.lede').text()).toMatch(/mais lequel\s\? L’équipe vous propose\./);
    const erasing = await awa.get(`/mes-demandes/${idOf(sent)}/effacer`);
    expect(erasing.text).toContain('Si un partage montre ce récit, il ne le montre plus.');
    const chosen = await write({ wants: 'choose', title: 'Tartes' });
    expect(chosen.$('.lede').text()).not.toContain('vont bien avec');
  });
});

describe('not this badge, not now', () => {
  it('says what is missing, and another that fits can be asked for', async () => {
    const told = await write();
    const id = idOf(told);
    const reason = 'Il faut avoir montré à deux personnes.';
    const open = await nadia.get(`/demandes/${id}`);
    const fields = { 'not-now': reason, badge: 'realiser-une-prestation' };
    const reread = await nadia.press(open, 'Relire la réponse', fields);
    // A touch by mistake tells nobody no.
    expect(reread.text).toContain('Rien n’est encore envoyé.');
    expect(reread.text).toContain(`« ${reason} »`);
    expect((await claims().findById(id))?.state).toBe('waiting');
    expect((await awa.get(`/mes-demandes/${id}`)).text).not.toContain(reason);
    const back = await nadia.press(reread, 'Revenir en arrière');
    expect(back.$('#not-now').text()).toContain(reason);
    expect(back.$('[name=badge][checked]').attr('value')).toBe('realiser-une-prestation');
    expect((await claims().findById(id))?.state).toBe('waiting');
    const again = await nadia.press(back, 'Relire la réponse');
    const answered = await nadia.press(again, 'Envoyer la réponse');
    expect(answered.status).toBe(200);
    expect(answered.text).toContain('La personne l’apprend par une lettre.');
    expect((await awa.get('/mes-badges')).$('main').text()).toContain('Lire la réponse');
    const page = await awa.get(`/mes-demandes/${id}`);
    // No badge was named: none is « this » one.
    expect(page.$('h1').text()).toBe('Pas de badge pour le moment');
    for (const one of [open, reread]) {
      expect(one.text).toContain('Pas de badge pour le moment');
      expect(one.text).not.toContain('Pas ce badge');
    }
    expect(open.$('label[for=not-now]').text()).toContain('Ce qui manque pour un badge');
    expect(open.text).toContain('Demande un badge, sans dire lequel.');
    expect((await awa.get('/mes-demandes')).text).toContain(
      'Pas de badge pour le moment : réponse',
    );
    // Read once, it stands on their first page no more.
    expect((await awa.get('/mes-badges')).$('main').text()).not.toContain('Lire la réponse');
    expect(page.text).toContain('Votre récit reste le vôtre');
    const asked = await awa.press(page, 'Demander ce badge');
    expect(asked.text).toContain('Votre demande est partie');
    expect((await claims().findById(id))?.asked).toBe('realiser-une-prestation');
    const named = await nadia.get(`/demandes/${id}`);
    expect(named.text).toContain('Pas ce badge, pas maintenant');
    await notNow(named, 'Il faut l’avoir fait deux fois.');
    expect((await awa.get('/mes-badges')).$('main').text()).toContain('Lire la réponse');
  });

  it('says how its person learns of it, and leads to their sheet', async () => {
    await world.services.store.people(holder.kpaId).update(holder.id, (now) => {
      const { email: _, emailSlot: __, ...rest } = now;
      return rest;
    });
    const open = await nadia.get(`/demandes/${idOf(await write())}`);
    const answered = await nadia.press(open, 'Envoyer la question', { question: 'Qui était là ?' });
    expect(answered.text).toContain('La personne l’apprend par une feuille');
    expect(answered.text).toContain('Votre question est gardée');
    const sheet = await nadia.click(answered, 'Imprimer la feuille');
    expect(sheet.path).toBe(`/personnes/${holder.id}/feuille`);
    expect(sheet.text).toContain('On vous pose une question. Vous pouvez répondre de vive voix.');
    expect(sheet.text).not.toContain('On a répondu');
    await nadia.press(sheet, 'La feuille est donnée');
    await notNow(await nadia.get(`/demandes/${/[0-9a-f-]{36}/.exec(answered.path)?.[0]}`), 'Rien.');
    const second = await nadia.get(`/personnes/${holder.id}/feuille`);
    expect(second.text).toContain('On a répondu à votre demande.');
    expect(second.text).not.toContain('On vous pose une question');
    await nadia.press(second, 'La feuille est donnée');
  });

  it('is not lost when a colleague was faster: it is told, and the words are there', async () => {
    const told = await write();
    const karim = await world.signIn(
      await world.add(world.hautsPres, 'Karim Benali', 'accompagnant'),
    );
    const page = await nadia.get(`/demandes/${idOf(told)}`);
    const first = await karim.press(
      await karim.get(`/demandes/${idOf(told)}`),
      'Envoyer la question',
      { question: 'Qui était là ?' },
    );
    expect(first.status).toBe(200);
    const second = await nadia.press(page, 'Envoyer la question', { question: 'Où était-ce ?' });
    expect(second.status).toBe(409);
    expect(second.text).toContain('Une autre personne a répondu');
    expect(second.text).toContain('Qui était là ?');
    expect(second.$('#question').text()).toContain('Où était-ce ?');
    const sent = await nadia.press(second, 'Envoyer la question', { question: 'Où était-ce ?' });
    expect(sent.status).toBe(200);
    expect((await claims().findById(idOf(told)))?.turns).toHaveLength(3);
  });
});

describe('where a badge is signed for it', () => {
  const fields = () => ({
    [`badge-${holder.id}`]: 'travailler-en-equipe:2',
    [`sentence-${holder.id}`]: SENTENCE,
  });
  const confirm = async (id: string, written: Record<string, string> = {}) =>
    nadia.press(
      await nadia.get(`/demandes/${id}`),
      'Choisir un badge et écrire ma phrase',
      written,
    );

  it('the words of its person stand beside the sentence, and those of a sound', async () => {
    const form = await confirm(idOf(await speak()), { 'written-0': 'J’ai montré la recette.' });
    const card = form.$(`#person-${holder.id}`).text();
    expect(card).toContain('J’ai montré la recette.');
    expect(card).toContain('Un son, écrit par l’équipe.');
    // Theirs come first, before any badge is chosen, and are heard there.
    expect(card.indexOf('J’ai montré la recette.')).toBeLessThan(card.indexOf('Pas aujourd’hui'));
    const src = form.$(`#person-${holder.id} audio`).attr('src') ?? '';
    expect(form.$('.once-chosen audio, .once-chosen details:contains("Ce que dit")').length).toBe(
      0,
    );
    expect((await hear(nadia, src)).status).toBe(200);
    const other = await write({ wants: 'nothing' });
    const work = (await claims().findById(idOf(other)))?.experienceId ?? '';
    // What was only told is theirs alone.
    expect((await nadia.get(`/experiences/${work}/reconnaitre`)).text).not.toContain(WORDS);
    // Who answers a request is not asked whether there is one.
    const another = 'Une personne vous demande un badge pour elle';
    expect([form.text.includes(another), form.path.includes('/reconnaitre')]).toEqual([
      false,
      true,
    ]);
    expect((await nadia.get(`/experiences/${work}/reconnaitre`)).text).toContain(another);
  });

  it('what they answer meanwhile is read before it is signed', async () => {
    const id = idOf(await write());
    const preview = await nadia.press(await confirm(id), 'Relire avant de signer', fields());
    expect(preview.text).toContain(WORDS);
    const own = await awa.get(`/mes-demandes/${id}`);
    await awa.press(own, 'Envoyer', { way: 'write', words: 'C’était Lucas, pas moi.' });
    const again = await nadia.press(preview, /^Signer/);
    expect(again.status).toBe(422);
    expect(again.text).toContain('La personne a dit autre chose depuis.');
    expect(again.text).toContain('C’était Lucas, pas moi.');
    expect((await claims().findById(id))?.state).toBe('waiting');
    const sent = () => nadia.press(again, /^Signer/);
    expect((await sent()).status).toBe(200);
    // The same form, sent twice: their own yes is nothing new.
    expect((await sent()).status).toBe(200);
    const turns = (await claims().findById(id))?.turns.map(({ kind }) => kind);
    expect(turns).toEqual(['told', 'answered', 'confirmed']);
  });
});

describe('what is said before it is signed', () => {
  const slugOf = (sensitive: boolean) => {
    const { badgeClasses } = world.services.definitions;
    const badge = badgeClasses.find((one) => one.sensitive === sensitive);
    return `${badge?.slug ?? ''}${badge?.levels.length === 0 ? '' : ':1'}`;
  };
  const reread = (form: Page, fields: Record<string, string>) =>
    nadia.press(form, 'Relire avant de signer', fields);

  it('in a sound leads to where it is heard', async () => {
    const id = idOf(await write());
    const open = await nadia.get(`/demandes/${id}`);
    const form = await nadia.press(open, 'Choisir un badge et écrire ma phrase');
    const preview = await reread(form, {
      [`badge-${holder.id}`]: slugOf(false),
      [`sentence-${holder.id}`]: SENTENCE,
    });
    const own = await awa.get(`/mes-demandes/${id}`);
    await awa.press(own, 'Envoyer', { way: 'speak' }, soundFile(await recording()));
    const again = await nadia.press(preview, /^Signer/);
    expect(again.status).toBe(422);
    expect(again.text).toContain('Un son n’est pas encore écrit.');
    const heard = await nadia.click(again, 'Écouter ce son');
    expect([heard.path, heard.$('audio').length]).toEqual([`/demandes/${id}`, 1]);
  });

  it('of another badge holds up none of objective 6, on whose page nobody reads it', async () => {
    const id = idOf(await write());
    const work = (await claims().findById(id))?.experienceId ?? '';
    const preview = await reread(
      await nadia.get(`/experiences/${work}/demande?people=${holder.id}`),
      { [`badge-${holder.id}`]: slugOf(true), [`asked-${holder.id}`]: 'yes' },
    );
    expect(preview.text).not.toContain(WORDS);
    const own = await awa.get(`/mes-demandes/${id}`);
    await awa.press(own, 'Envoyer', { way: 'write', words: 'C’était Lucas, pas moi.' });
    const signed = await nadia.press(preview, /^Signer/);
    expect(signed.status).toBe(200);
    expect(signed.text).toContain('signé');
  });
});

describe('a form of a claim', () => {
  const turnsOf = async (id: string) => (await claims().findById(id))?.turns ?? [];
  const kindsOf = async (id: string) => (await turnsOf(id)).map(({ kind }) => kind);

  it('has an act of its own beside the other of its page, and of the same act is told', async () => {
    const id = idOf(await write());
    const page = await nadia.get(`/demandes/${id}`);
    const ask = (question: string) => nadia.press(page, 'Envoyer la question', { question });
    expect((await ask('Qui était là ?')).status).toBe(200);
    expect((await ask('Qui était là ?')).status).toBe(200);
    const other = await ask('Où était-ce ?');
    expect(other.status).toBe(409);
    expect(other.text).toContain('Ce formulaire a déjà envoyé une autre réponse.');
    expect(other.$('#question').text()).toContain('Où était-ce ?');
    const later = await notNow(page, 'Il faut deux fois.');
    expect(later.status).toBe(409);
    expect(later.$('#not-now').text()).toContain('Il faut deux fois.');
    const sent = await notNow(later, 'Il faut deux fois.');
    expect(sent.status).toBe(200);
    expect(await kindsOf(id)).toEqual(['told', 'question', 'not-now']);
  });

  it('says twice what was said twice, and never drops another sound or another wish', async () => {
    const page = await awa.get('/dire-ce-que-j-ai-fait');
    const send = async (seconds: number, fields: Record<string, string> = {}) =>
      awa.press(
        page,
        'Envoyer',
        { way: 'speak', wants: 'which', ...fields },
        soundFile(await recording('mp4', seconds), 'audio/mp4', 'son.m4a'),
      );
    const first = await send(3);
    // MP4 would say when it was made: sent again later, it would be another sound.
    const { bytes } = await hear(awa, first.$('audio').attr('src') ?? '');
    expect(bytes.readUInt32BE(bytes.indexOf('mvhd') + 8)).toBe(0);
    expect(idOf(await send(3))).toBe(idOf(first));
    for (const other of [
      await send(5),
      await send(3, { wants: 'nothing' }),
      await send(3, { title: 'Un autre titre' }),
    ]) {
      expect(other.status).toBe(409);
      expect(other.text).toContain('Ce formulaire a déjà envoyé un autre récit');
    }
    expect(await turnsOf(idOf(first))).toHaveLength(1);
    const own = await awa.get(`/mes-demandes/${idOf(first)}`);
    const reply = (words: string) => awa.press(own, 'Envoyer', { way: 'write', words });
    expect((await reply('Lucas était là.')).status).toBe(200);
    const again = await reply('Sa sœur aussi.');
    expect(again.status).toBe(409);
    expect(again.$('#words').text()).toContain('Sa sœur aussi.');
    expect((await awa.press(again, 'Envoyer', { way: 'write' })).status).toBe(200);
    expect(await kindsOf(idOf(first))).toEqual(['told', 'answered', 'answered']);
  });

  it('always finds room for what closes it', async () => {
    const id = idOf(await write());
    const own = () => awa.get(`/mes-demandes/${id}`);
    while ((await turnsOf(id)).length < 17) {
      await awa.press(await own(), 'Envoyer', { way: 'write', words: 'Et encore.' });
    }
    const page = await nadia.get(`/demandes/${id}`);
    const asked = await nadia.press(page, 'Envoyer la question', { question: 'Et puis ?' });
    expect(asked.status).toBe(422);
    expect(asked.text).toContain('Cette demande est déjà longue. Parlez-vous, puis dites oui');
    await awa.press(await own(), 'Envoyer', { way: 'write', words: 'La fin.' });
    const more = await awa.press(await own(), 'Envoyer', { way: 'write', words: 'Et encore.' });
    expect(more.status).toBe(422);
    expect(more.text).toContain('Cette demande est déjà longue. Parlez-en au KPA.');
    const later = await notNow(await nadia.get(`/demandes/${id}`), 'Il faut deux fois.');
    expect(later.status).toBe(200);
    const open = await nadia.get(`/demandes/${id}`);
    const form = await nadia.press(open, 'Choisir un badge et écrire ma phrase');
    await sign(form, 'travailler-en-equipe:2');
    expect((await claims().findById(id))?.state).toBe('confirmed');
    expect((await turnsOf(id)).slice(18).map(({ kind }) => kind)).toEqual(['not-now', 'confirmed']);
  });

  it('about a badge that was used, or finds no room, says so beside the badges', async () => {
    const id = idOf(await write());
    const page = await awa.get(`/mes-demandes/${id}/badge`);
    const ask = (badge: string, from = page) => awa.press(from, 'Envoyer', { badge });
    expect((await ask('which')).text).toContain('Votre demande est partie');
    const other = await ask('realiser-une-prestation');
    expect(other.status).toBe(409);
    expect(other.$('#badge-error').text()).toContain('déjà demandé un autre badge');
    expect(other.$('[name=badge][checked]').attr('value')).toBe('realiser-une-prestation');
    expect((await ask('realiser-une-prestation', other)).status).toBe(200);
    while ((await turnsOf(id)).length < 18) {
      await ask('which', await awa.get(`/mes-demandes/${id}/badge`));
    }
    const full = await ask('which', await awa.get(`/mes-demandes/${id}/badge`));
    expect(full.status).toBe(422);
    expect(full.$('#badge-error').text()).toContain('Cette demande est déjà longue.');
  });

  it('that comes once the badge is signed is kept, and opens nothing again', async () => {
    const id = idOf(await write());
    const own = await awa.get(`/mes-demandes/${id}`);
    const stale = await nadia.get(`/demandes/${id}`);
    await sign(
      await nadia.press(stale, 'Choisir un badge et écrire ma phrase'),
      'travailler-en-equipe:2',
    );
    const said = await awa.press(own, 'Envoyer', { way: 'write', words: 'Lucas était là.' });
    expect(said.text).toContain('On vous dit oui');
    expect(said.text).toContain('Lucas était là.');
    const long = await awa.press(own, 'Envoyer', { way: 'write', words: 'a'.repeat(601) });
    expect(long.status).toBe(422);
    expect(long.$('#words').text()).toContain('aaa');
    expect((await nadia.get('/demandes')).text).not.toContain('Fatima');
    const fresh = await nadia.get(`/demandes/${id}`);
    expect(fresh.text).toContain('Lucas était là.');
    const asked = await nadia.press(stale, 'Envoyer la question', {
      question: 'Et puis ?',
      seen: '3',
    });
    expect(asked.status).toBe(409);
    expect((await claims().findById(id))?.state).toBe('confirmed');
  });
});

describe('a sound of a form that is not taken', () => {
  const TOO_LONG = 'a'.repeat(601);

  it('is kept, said to be, and sent with the form that comes next', async () => {
    const refused = await speak('mp4', { words: TOO_LONG });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Votre son de 0:03 est gardé ici pour un jour.');
    expect(refused.text).not.toContain('Choisissez encore le son');
    const send = () => awa.press(refused, 'Envoyer', { words: 'Et Lucas était là.' });
    const told = await send();
    expect(told.text).toContain('Votre demande est partie');
    expect(idOf(await send())).toBe(idOf(told));
    const { status, bytes } = await hear(nadia, told.$('audio').attr('src') ?? '');
    expect([status, bytes.length > 100]).toEqual([200, true]);
    const own = await awa.get(`/mes-demandes/${idOf(told)}`);
    const file = soundFile(await recording());
    const again = await awa.press(own, 'Envoyer', { way: 'speak', words: TOO_LONG }, file);
    expect(again.text).toContain('Votre son de 0:03 est gardé ici pour un jour.');
    expect((await awa.press(again, 'Envoyer', { words: '' })).$('audio')).toHaveLength(2);
  });

  it('is nobody else’s, gives way to another, and is none where they write', async () => {
    const refused = await speak('webm', { words: TOO_LONG });
    const left = String(refused.$('[name=left]').attr('value'));
    const bruno = await world.signIn(world.bruno);
    for (const hash of [left, '../../x', 'a'.repeat(64)]) {
      const page = await bruno.get('/dire-ce-que-j-ai-fait');
      const stolen = await bruno.press(page, 'Envoyer', { way: 'speak', left: hash });
      expect(stolen.status).toBe(422);
      expect(stolen.text).toContain('Dites quelque chose');
    }
    const other = await awa.press(
      refused,
      'Envoyer',
      { words: '' },
      soundFile(await recording('webm', 9)),
    );
    expect(other.text).toContain('Un son de 0:09');
    const written = await speak('webm', { way: 'write', words: TOO_LONG });
    expect(written.$('[name=left]')).toHaveLength(0);
    expect(written.text).toContain('Choisissez encore le son');
  });

  it.each(['webm', 'ogg', 'mp4', 'mp3'] as const)(
    'in %s lies nowhere else once its form is taken, or its claim erased',
    async (kind) => {
      const { blobs } = world.services;
      const before = (await blobs.list()).length;
      const refused = await speak(kind, { words: TOO_LONG });
      const send = () => awa.press(refused, 'Envoyer', { words: '' });
      const told = await send();
      expect(idOf(await send())).toBe(idOf(told));
      expect(await blobs.list()).toHaveLength(before + 1);
      const own = await awa.get(`/mes-demandes/${idOf(told)}`);
      const file = soundFile(await recording(kind, 5));
      await awa.press(own, 'Envoyer', { way: 'speak', words: TOO_LONG }, file);
      await awa.press(await awa.get(`/mes-demandes/${idOf(told)}/effacer`), 'Effacer');
      expect(await blobs.list()).toHaveLength(before);
    },
  );

  const leftOn = ({ $ }: Page) => $('[name=left]').attr('value');

  /** As page-scripts/parts/keep.ts keeps it, and as it comes back. */
  async function givenBack(page: Page): Promise<Page> {
    const hidden = (name: string) => String(page.$(`main [name=${name}]`).first().attr('value'));
    const fields = { _csrf: hidden('_csrf'), _page: hidden('_page'), left: hidden('left') };
    await awa.post('/reprise', { ...fields, way: 'speak', words: TOO_LONG });
    const address = '/dire-ce-que-j-ai-fait';
    const { html } = await awa.post('/reprise/attend', { _csrf: fields._csrf, address });
    return awa.get(/\/reprise\/[0-9a-f-]{36}/.exec(html)?.[0] ?? '');
  }

  it('is read once, and not where it is only shown again', async () => {
    const read = vi.spyOn(world.services.soundReader, 'read');
    const refused = await speak('webm', { words: TOO_LONG });
    expect(read).toHaveBeenCalledTimes(1);
    // What came in its place is no sound: the one before is there still.
    const none = soundFile(Buffer.from('no sound at all'));
    const worse = await awa.press(refused, 'Envoyer', { words: '' }, none);
    expect(worse.text).toContain('Ce fichier ne se lit pas comme un son.');
    expect(leftOn(worse)).toBe(leftOn(refused));
    expect(read).toHaveBeenCalledTimes(2);
    const back = await givenBack(worse);
    expect(back.text).toContain('Votre son de 0:03 est gardé ici pour un jour.');
    expect(leftOn(back)).toBe(leftOn(refused));
    expect(read).toHaveBeenCalledTimes(2);
    await awa.press(worse, 'Envoyer', { words: '' });
    expect((await givenBack(worse)).$('[name=left]')).toHaveLength(0);
  });

  it('is chosen again where the disk is away, and what is wrong is said', async () => {
    const refused = await speak('webm', { words: TOO_LONG });
    const away = () => Promise.reject(unavailable('The disk is away'));
    vi.spyOn(world.services.blobs, 'list').mockImplementation(away);
    vi.spyOn(world.services.blobs, 'put').mockImplementation(away);
    const again = await speak('webm', { words: TOO_LONG });
    expect(again.status).toBe(422);
    expect(again.text).toContain('600');
    const back = await givenBack(refused);
    expect(back.status).toBe(200);
    for (const page of [again, back]) expect(page.text).toContain('Choisissez encore le son');
  });

  it('is one of three at most, and goes with its person', async () => {
    const lying = async () => (await world.services.blobs.list()).length;
    const before = await lying();
    for (const seconds of [1, 2, 4, 5]) {
      const file = soundFile(await recording('webm', seconds));
      await tell({ way: 'speak', wants: 'which', words: TOO_LONG }, file);
    }
    expect(await lying()).toBe(before + 3);
    const page = await awa.get('/mon-compte/effacer');
    await awa.press(page, /^Effacer/, { name: holder.name, sure: 'yes' });
    expect(await lying()).toBe(before);
  });

  it('is swept a day later, as is that of no claim; that of a claim stays', async () => {
    const told = await speak();
    await speak('webm', { words: TOO_LONG });
    const { blobs, store } = world.services;
    const key = (await claims().findById(idOf(told)))?.turns[0]?.sound?.key ?? '';
    // A version from before sweeps nothing of a KPA that it does not know.
    expect(await store.kpas.findById(key.split('/')[0] ?? '')).toBeUndefined();
    const clock = () => new Date(Math.max(Date.now(), world.services.clock().getTime()) + 2 * DAY);
    expect(await sweepBlobs({ ...world.services, clock })).toBeGreaterThan(0);
    const kept = (await claims().all({ index: 'byPerson' }).toArray()).flatMap(
      ({ turns }) => turns,
    );
    expect((await blobs.list()).map((one) => one.key)).toEqual(
      kept.flatMap(({ sound }) => sound?.key ?? []),
    );
    expect(await blobs.get(key)).toBeDefined();
  });
});

describe('a claim', () => {
  it('chooses among badges of the whole team, and never one of objective 6', async () => {
    const page = await write({ wants: 'choose' });
    expect(page.text).toContain('Quel badge ?');
    const slugs = page
      .$('[name=badge]')
      .toArray()
      .map((one) => page.$(one).attr('value'));
    const { badgeClasses } = world.services.definitions;
    for (const { slug } of badgeClasses.filter(({ sensitive }) => sensitive)) {
      expect(slugs).not.toContain(slug);
      const forged = await awa.press(page, 'Envoyer', { badge: slug });
      expect(forged.status).toBe(422);
    }
    const asked = await awa.press(page, 'Envoyer', { badge: 'realiser-une-prestation' });
    expect(asked.text).toContain('Votre demande est partie');
    expect(asked.text).toContain('Vous demandez ce badge : Je réalise une prestation');
    const team = await nadia.get(`/demandes/${idOf(asked)}`);
    expect(team.$('.turns').text()).toContain('Demande le badge');
  });

  it('goes with its sounds when its person erases it, and its work stays', async () => {
    const told = await speak();
    const src = told.$('audio').attr('src') ?? '';
    const question = await awa.click(told, 'Effacer cette demande');
    const blobs = (await world.services.blobs.list()).length;
    const gone = await awa.press(question, 'Effacer');
    expect(gone.text).toContain('C’est effacé');
    expect(await world.services.blobs.list()).toHaveLength(blobs - 1);
    expect((await hear(awa, src)).status).toBe(404);
    expect((await nadia.get(`/demandes/${idOf(told)}`)).status).toBe(404);
  });

  it('takes back the words that it told, and says what stays', async () => {
    const told = await write({ wants: 'nothing' });
    const work = (await claims().findById(idOf(told)))?.experienceId ?? '';
    const question = await awa.click(told, 'Effacer ce récit');
    expect(question.heading).toBe('Effacer ce récit ?');
    expect(question.text).toContain('Le titre et le jour restent dans la liste de l’équipe.');
    await awa.press(question, 'Effacer');
    const mine = await awa.get('/mes-badges');
    expect(mine.text).toContain('Gâteaux pour la fête');
    expect(mine.text).not.toContain(WORDS);
    const left = await world.services.store.experiences(holder.kpaId).findById(work);
    expect(left?.participants).toEqual([{ personId: holder.id }]);
  });

  it('leaves words that were changed since where they are, and says so', async () => {
    const told = await write();
    const work = (await claims().findById(idOf(told)))?.experienceId ?? '';
    const own = 'J’ai fait la pâte, et le reste aussi.';
    await awa.press(await awa.get(`/mes-experiences/${work}`), 'Garder', { words: own });
    const question = await awa.click(told, 'Effacer cette demande');
    expect(question.text).toContain('Vous avez changé votre récit');
    await awa.press(question, 'Effacer');
    expect((await awa.get('/mes-badges')).text).toContain(own);
  });

  it('holds its experience, and is erased with its person', async () => {
    const told = await speak();
    const experience = (await claims().findById(idOf(told)))?.experienceId ?? '';
    const removing = await nadia.get(`/experiences/${experience}/supprimer`);
    expect(removing.text).toContain('Cette expérience reste');
    const page = await awa.get('/mon-compte/effacer');
    const erased = await awa.press(page, /^Effacer/, { name: holder.name, sure: 'yes' });
    expect(erased.status).toBeLessThan(400);
    expect(await claims().findById(idOf(told))).toBeUndefined();
  });

  it('is found by whoever two records of them have become', async () => {
    const other = await world.add(world.hautsPres, 'ZERHOUNI Fatima', 'cooperant');
    const stays = awa;
    awa = await world.signIn(other);
    const told = await speak();
    const form = await nadia.get(`/personnes/${holder.id}/reunir/${other.id}`);
    const chosen = { name: holder.id, email: holder.id };
    const merged = await nadia.press(form, 'Réunir les deux fiches', chosen);
    expect(merged.status).toBe(200);
    expect((await stays.get('/mes-demandes')).text).toContain('Mon travail, ');
    const page = await stays.get(`/mes-demandes/${idOf(told)}`);
    expect((await hear(stays, page.$('audio').attr('src') ?? '')).status).toBe(200);
    expect((await nadia.get(`/demandes/${idOf(told)}`)).status).toBe(200);
  });

  it('of objective 6 is between two people: no word, no list, no colleague', async () => {
    const { badgeClasses } = world.services.definitions;
    const [badge] = badgeClasses.filter(({ sensitive }) => sensitive);
    const found = await awa.get(`/demander-un-badge/${badge?.slug ?? ''}?nom=Nadia`);
    expect(found.$('textarea, [type=file]')).toHaveLength(0);
    const asked = await awa.press(found, 'Demander', { to: world.nadia.id });
    expect(asked.text).toContain('Nadia Roche va vous répondre. Personne d’autre ne la voit.');
    expect(asked.$('textarea, [type=file]')).toHaveLength(0);
    const other = await world.signIn(
      await world.add(world.hautsPres, 'Karim Benali', 'accompagnant'),
    );
    expect((await other.get('/ce-qui-m-attend')).text).not.toContain('Fatima Zerhouni');
    expect((await other.get(`/demandes/${idOf(asked)}`)).status).toBe(404);
    const attends = await nadia.get('/ce-qui-m-attend');
    expect(attends.$('#demandes').text()).toContain('Fatima Zerhouni');
    expect(attends.text).not.toContain(badge?.name);
    const page = await nadia.get(`/demandes/${idOf(asked)}`);
    expect(page.$('main textarea')).toHaveLength(0);
    const talk = await nadia.press(page, 'En parler d’abord');
    expect(talk.status).toBe(200);
    expect((await awa.get(`/mes-demandes/${idOf(asked)}`)).text).toContain(
      'Veut d’abord en parler avec vous.',
    );
    const work = (await claims().findById(idOf(await write({ wants: 'nothing' }))))?.experienceId;
    const form = await nadia.get(`/experiences/${work ?? ''}/demande?people=${holder.id}`);
    const slug = `${badge?.slug ?? ''}${badge?.levels.length === 0 ? '' : ':1'}`;
    const fields = { [`badge-${holder.id}`]: slug, [`asked-${holder.id}`]: 'yes' };
    await nadia.press(await nadia.press(form, 'Relire avant de signer', fields), /^Signer/);
    const yes = await awa.get(`/mes-demandes/${idOf(asked)}`);
    expect(yes.text).toContain('On vous dit oui');
  });
});
