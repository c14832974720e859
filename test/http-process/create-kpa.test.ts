import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArguments } from '../../src/create-kpa/arguments.ts';
import { openSqlite } from '../../src/storage/sqlite/open-sqlite.ts';
import { createStore } from '../../src/storage/store.ts';
import { digest } from '../../src/web/secrets.ts';
import { documentsOf } from '../support/documents.ts';
import { startProcess } from '../support/process.ts';

const GIVEN = {
  slug: 'hauts-pres',
  name: 'KPA des Hauts-Prés',
  place: 'Villeneuve',
  description: 'Cuisine, bois et couture, montés ensemble.',
  person: 'Nadia Roche',
};

const asArguments = (values: object) =>
  Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);

describe('The arguments of create-kpa', () => {
  it('are taken as given, trimmed', () => {
    const more = { email: 'Nadia@hauts-pres.example', phone: ' 01 99 00 12 34 ' };
    expect(readArguments(asArguments({ ...GIVEN, ...more, 'member-since': 2023 }))).toEqual({
      ...GIVEN,
      email: 'nadia@hauts-pres.example',
      phone: '01 99 00 12 34',
      'member-since': 2023,
    });
  });

  it.each([
    ['a slug with an accent', { slug: 'hauts-prés' }, '--slug takes lower-case letters'],
    ['an empty name', { name: ' ' }, '--name is empty'],
    ['a name too long', { name: 'K'.repeat(81) }, '--name is longer than 80 characters'],
    ['half an address', { email: 'nadia@' }, '--email is no e-mail address'],
    ['a public one too', { 'contact-email': 'nadia' }, '--contact-email is no e-mail address'],
    ['a year in words', { 'member-since': 'last year' }, '--member-since is no year'],
    ['a year before the network', { 'member-since': 2016 }, '--member-since is before 2017'],
    ['an unknown one', { nom: 'KPA' }, "Unknown option '--nom'"],
  ])('refuse %s, by name and with an example', (_, fault, message) => {
    const read = () => readArguments(asArguments({ ...GIVEN, ...fault }));
    expect(read).toThrow(message);
    expect(read).toThrow('npm run create-kpa -- --slug hauts-pres');
  });

  it('refuse each one that is missing, together', () => {
    expect(() => readArguments([])).toThrow(
      /^--slug is missing\n--name is missing\n--place is missing\n--description is missing\n--person is missing\n/,
    );
  });
});

describe('npm run create-kpa', () => {
  const port = 4000;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kpa-badges-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function createKpa(values: object) {
    const env = { DATA_DIR: folder, PORT: String(port) };
    const run = startProcess('src/create-kpa.ts', { env, args: asArguments(values) });
    const { code } = await run.ended;
    return { code, said: run.output() };
  }

  it('makes a KPA, its keys, its manager and a link; run again, only another link', async () => {
    const first = await createKpa(GIVEN);
    expect(first).toMatchObject({ code: 0 });
    expect(first.said).toContain(`KPA des Hauts-Prés: http://localhost:${port}/k/hauts-pres`);
    const again = await createKpa(GIVEN);
    expect(again).toMatchObject({ code: 0 });

    const store = createStore(await openSqlite({ folder }));
    const documents = await documentsOf(store);
    await store.close();
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

  it('then refuses this slug to another KPA', async () => {
    const taken = await createKpa({ ...GIVEN, name: 'KPA des Moulins' });
    expect(taken).toEqual({
      code: 1,
      said: 'No KPA was created.\n--slug hauts-pres already belongs to KPA des Hauts-Prés: choose another\n',
    });
  });
});
