import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArgumentsError } from '../../src/admin/arguments.ts';
import { findCommand } from '../../src/admin/commands.ts';
import { readConfig } from '../../src/config.ts';
import { createServices } from '../../src/services.ts';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite.ts';
import { createStore } from '../../src/storage/store.ts';
import { digest } from '../../src/keys/secrets.ts';
import { documentsOf } from '../support/storage/documents.ts';
import { freePort, startProcess } from '../support/programs/process.ts';
import { asArguments, GIVEN } from './given-kpa.ts';

describe('The arguments of create-kpa', () => {
  const read = (values: object) => () => findCommand(['create-kpa', ...asArguments(values)]);

  it.each([
    ['a slug with an accent', { slug: 'hauts-prés' }, '--slug takes lower-case letters'],
    ['a name of which nothing is seen', { name: '\u200b' }, '--name is empty'],
    ['an empty name', { name: ' ' }, '--name is empty'],
    ['a name too long', { name: 'K'.repeat(81) }, '--name is longer than 80 characters'],
    ['half an address', { email: 'nadia@' }, '--email is no e-mail address'],
    ['a public one too', { 'contact-email': 'nadia' }, '--contact-email is no e-mail address'],
    ['a year in words', { 'member-since': 'last year' }, '--member-since is no year'],
    ['a year before the network', { 'member-since': 2016 }, '--member-since is before 2017'],
    ['an unknown one', { nom: 'KPA' }, "Unknown option '--nom'"],
    ['one of another command', { key: 'key-1' }, '--key is no argument of this command'],
  ])('refuse %s, by name', (_, fault, message) => {
    expect(read({ ...GIVEN, ...fault })).toThrow(ArgumentsError);
    expect(read({ ...GIVEN, ...fault })).toThrow(message);
  });

  it('refuse each one that is missing, together', () => {
    expect(read({})).toThrow(
      /^--slug is missing\n--name is missing\n--place is missing\n--description is missing\n--person is missing$/,
    );
  });
});

describe('npm run admin -- create-kpa', () => {
  let folder: string;
  let port: number;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
    port = await freePort();
  });
  afterAll(() => rm(folder, { recursive: true }));

  const place = () => ({ DATA_DIR: folder, PORT: String(port) });

  async function asProcess(values: object, env: Readonly<Record<string, string>> = {}) {
    const run = startProcess('src/admin.ts', {
      env: { ...place(), ...env },
      args: ['create-kpa', ...asArguments(values)],
    });
    const { code } = await run.ended;
    return { code, said: run.output() };
  }

  /** As the process does when nothing is refused, without the seconds that it takes to start. */
  async function createKpa(values: object) {
    const lines: string[] = [];
    const config = readConfig(place());
    const run = await findCommand(['create-kpa', ...asArguments(values)]).before(config);
    const services = await createServices(config, { log: pino({ level: 'silent' }) });
    const isDone = await run(services, (line) => lines.push(line));
    await services.store.close();
    return { code: isDone ? 0 : 1, said: lines.join('\n') };
  }

  async function stored() {
    const store = createStore(await openSqlite({ folder }));
    const documents = await documentsOf(store);
    await store.close();
    return documents;
  }

  it('with a wrong argument makes nothing, and shows an example', async () => {
    const { code, said } = await asProcess({ ...GIVEN, email: 'nadia@' });
    expect(code).toBe(2);
    expect(said).toMatch(
      /^--email is no e-mail address\n\nExample:\n {2}create-kpa --slug hauts-pres [^]*\n--email +optional: /,
    );
    expect(said).not.toContain('list-keys');
    expect(await readdir(folder)).toEqual([]);
  });

  it('makes a KPA, its keys, its manager and a link; run again, only another link', async () => {
    const first = await asProcess(GIVEN);
    expect(first).toMatchObject({ code: 0 });
    expect(first.said).toContain(`KPA des Hauts-Prés: http://localhost:${port}/k/hauts-pres`);
    expect(first.said).toContain(`Written to SQLite in ${folder}/kpa-badges.sqlite.`);
    expect(first.said).toContain(`No service answers on port ${port}`);
    expect(first.said).not.toContain('Changed');
    const again = await createKpa({ ...GIVEN, person: ' Nadia\u200b  Roche' });
    expect(again).toMatchObject({ code: 0 });
    expect(again.said).toContain('It was there, and nothing of it changed.');

    const documents = await stored();
    expect(documents['kpas']).toMatchObject([{ slug: 'hauts-pres', place: 'Villeneuve' }]);
    expect(documents['keys']).toMatchObject([{ algorithm: 'Ed25519' }, { algorithm: 'ES256' }]);
    expect(documents['people']).toMatchObject([
      { name: 'Nadia Roche', roles: ['accompagnant', 'manager'] },
    ]);
    const [, token = ''] = /Nadia Roche.*\/connexion\/lien\/(\S+)/.exec(again.said) ?? [];
    expect(documents['signInLinks']).toHaveLength(2);
    expect(documents['signInLinks']).toContainEqual(
      expect.objectContaining({ id: digest(token), usesLeft: 1 }),
    );
  });

  it('run again with other values changes them, as they are seen, and says which', async () => {
    const given = {
      ...{
        ...GIVEN,
        place: 'Li\u00adlle',
        description: 'Cooking.',
        language: 'en',
        phone: ' 01 99 00\u00a012 34 ',
      },
      ...{ 'contact-email': 'contact@hauts-pres.example', 'member-since': 2019 },
      ...{ email: 'Nadia@hauts-pres.example', title: 'Directrice' },
    };
    const { code, said } = await createKpa(given);
    expect([code, said.match(/^Changed: .*$/gm)]).toEqual([
      0,
      [
        'Changed: place: Villeneuve → Lille',
        'Changed: description: Cuisine, bois et couture, montés ensemble. → Cooking.',
        'Changed: language: (none) → en',
        'Changed: phone: (none) → 01 99 00 12 34',
        'Changed: contact-email: (none) → contact@hauts-pres.example',
        expect.stringMatching(/^Changed: member-since: \d{4} → 2019$/),
        'Changed: email: (none) → nadia@hauts-pres.example',
        'Changed: title: (none) → Directrice',
      ],
    ]);
    // What is left out stays as it is.
    const { description } = given;
    const place = 'Lille';
    expect((await createKpa({ ...GIVEN, place, description })).said).toContain(
      'nothing of it changed',
    );
    const { kpas, people } = await stored();
    expect(kpas).toMatchObject([
      {
        ...{ place, description, language: 'en', memberSince: 2019 },
        contact: { phone: '01 99 00 12 34', email: 'contact@hauts-pres.example' },
      },
    ]);
    expect(people).toMatchObject([{ email: 'nadia@hauts-pres.example', title: 'Directrice' }]);
  });

  it('takes another description for French, unless it is said to be in another language', async () => {
    const english = { ...GIVEN, place: 'Lille', description: 'Cooking.', language: 'en' };
    const french = { ...GIVEN, place: 'Lille', description: 'Cuisine et bois.' };
    for (const again of [french, { ...english, language: 'fr' }]) {
      await createKpa(english);
      expect((await createKpa(again)).said).toContain('Changed: language: en → (none)');
      const { kpas } = await stored();
      expect(kpas?.[0]).not.toHaveProperty('language');
    }
    await createKpa(english);
  });

  it('adds another manager, but not with the e-mail of the first', async () => {
    const given = { ...GIVEN, place: 'Lille', description: 'Cuisine.', person: 'Karim Benali' };
    const refused = await asProcess({
      ...given,
      email: 'nadia@hauts-pres.example',
      place: 'Paris',
    });
    expect(refused).toEqual({
      code: 1,
      said: 'Nothing was done.\n--email: nadia@hauts-pres.example belongs to Nadia Roche in KPA des Hauts-Prés: a person has one of their own\n',
    });
    const { code, said } = await createKpa({ ...given, email: 'karim@hauts-pres.example' });
    expect(code).toBe(0);
    expect(said).toContain('Changed: person: Karim Benali is now a manager of KPA des Hauts-Prés');
    const { kpas, people } = await stored();
    expect(kpas).toMatchObject([{ place: 'Lille' }]);
    expect(people).toHaveLength(2);
  });

  it('then refuses this slug to another KPA', async () => {
    const taken = await asProcess({ ...GIVEN, name: 'KPA des Moulins' });
    expect(taken.code).toBe(1);
    expect(taken.said).toMatch(
      /^Nothing was done\.\n--slug hauts-pres already belongs to KPA des Hauts-Prés: choose another\..*cannot be changed\n$/,
    );
  });

  it('refuses another master key, and writes nothing', async () => {
    const before = await stored();
    const MASTER_KEY = randomBytes(32).toString('base64');
    const given = { ...GIVEN, slug: 'moulins', name: 'KPA des Moulins' };
    const { code, said } = await asProcess(given, { MASTER_KEY });
    expect([code, said]).toEqual([1, expect.stringContaining('closed under another MASTER_KEY')]);
    expect(await stored()).toEqual(before);
  });
});
