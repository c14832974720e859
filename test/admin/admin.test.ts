/** The operator’s commands; those that may be cut short as processes, killed in the middle. */
import { randomBytes } from 'node:crypto';
import { access, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkPlace } from '../../src/admin/beside/check-place.ts';
import { ArgumentsError } from '../../src/admin/arguments.ts';
import { findCommand } from '../../src/admin/commands.ts';
import { SIGNATURE_FORMATS } from '../../src/credentials/formats/formats.ts';
import { readConfig } from '../../src/config.ts';
import { createKpa } from '../../src/features/kpas/create-kpa.ts';
import { NETWORK_ID } from '../../src/features/kpas/network-identity.ts';
import { addPerson } from '../../src/features/people/add-person.ts';
import { createServices, type Services } from '../../src/services.ts';
import type { Award, Kpa } from '../../src/storage/store.ts';
import { digest } from '../../src/keys/secrets.ts';
import { awardOf, reload } from '../features/awards/support.ts';
import { bitsOf, insertAwards, sorted } from '../features/status-lists/support.ts';
import { earlierOf } from '../support/badges/earlier.ts';
import { startProcess } from '../support/programs/process.ts';
import { jsonOf, textsUnder } from '../support/signed-texts.ts';

/** Processes start slowly on a busy machine. */
const PATIENT = { timeout: 180_000 };

const masterKey = () => randomBytes(32).toString('base64');

let folder: string;
let env: Record<string, string>;
let services: Services;
let kpa: Kpa;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kpa-admin-'));
  env = {
    NODE_ENV: 'test',
    PUBLIC_URL: 'https://badges.example',
    DATA_DIR: folder,
    MASTER_KEY: masterKey(),
    APP_SECRET: 'a secret for tests, of more than 32 characters',
  };
  services = await open();
  kpa = await createKpa(services, {
    slug: 'moulins',
    name: 'KPA des Moulins',
    place: 'Villeneuve',
    description: 'Des habitantes et des habitants y montent des activités.',
    contact: {},
    memberSince: 2023,
  });
});
afterEach(async () => {
  await services.store.close();
  await rm(folder, { recursive: true });
});

const open = (more: Record<string, string> = {}, purpose: 'serve' | 'adopt' = 'serve') =>
  createServices(readConfig({ ...env, ...more }), { log: pino({ level: 'silent' }) }, purpose);

/** As after `adopt-installation --master-key`. */
async function openAdopted(MASTER_KEY: string): Promise<Services> {
  const asked = findCommand(['adopt-installation', '--master-key', ...WHY.split(' ')]);
  const adopting = await open({ MASTER_KEY }, asked.purpose === 'adopt' ? 'adopt' : 'serve');
  const run = await asked.before(readConfig(env));
  expect(await run(adopting, () => undefined)).toBe(true);
  await adopting.store.close();
  return open({ MASTER_KEY });
}

/** As `npm run admin` does, in this process. */
async function run(line: string, on: Services = services) {
  const lines: string[] = [];
  const command = await findCommand(line.split(' ')).before(readConfig(env));
  const isDone = await command(on, (text) => lines.push(text));
  return { isDone, output: lines.join('\n') };
}

const start = (line: string, options: { readonly unread?: boolean } = {}) =>
  startProcess('src/admin.ts', { args: line.split(' '), env, ...options });

async function end(line: string) {
  const child = start(line);
  const { code } = await child.ended;
  return { code, output: child.output() };
}

const WHY = '--by Karim --reason theft';

function awardsOf(): Promise<Award[]> {
  return services.store.awards(kpa.id).all({ index: 'byDate' }).toArray();
}

async function award(count: number): Promise<void> {
  const person = await addPerson(services, kpa.id, {
    name: 'Nadia Roche',
    roles: ['accompagnant'],
    email: undefined,
    title: 'Accompagnante',
  });
  for (let at = 0; at < count; at += 1) await awardOf(services, kpa, person);
}

describe('the network role', () => {
  const line = '--kpa moulins --person NADIA@moulins.example --by Karim';
  const now = async (id: string) => services.store.people(kpa.id).findById(id);

  it('is given and taken, by the e-mail of somebody of the KPA', async () => {
    const { id } = await addPerson(services, kpa.id, {
      ...{ name: 'Nadia Roche', roles: ['accompagnant'], title: undefined },
      email: 'nadia@moulins.example',
    });
    const given = await run(`network-role ${line}`);
    expect(given.output).toBe('Nadia Roche of KPA des Moulins  runs the network');
    const since = services.clock().toISOString().slice(0, 10);
    expect(await now(id)).toMatchObject({ network: true });
    expect((await now(id))?.networkSince?.slice(0, 10)).toBe(since);
    const taken = await run(`network-role ${line} --remove`);
    expect(taken.output).toBe('Nadia Roche of KPA des Moulins  no longer runs the network');
    expect(await now(id)).not.toHaveProperty('network');
    const entries = await services.store.registerEntries(kpa.id).find({ index: 'byTime' });
    expect(entries.items.map(({ act, by }) => [act, by])).toEqual([
      ['network-role-given', undefined],
      ['network-role-taken', undefined],
    ]);
  });

  it('is refused to whom nobody knows', async () => {
    await expect(run(`network-role ${line}`)).rejects.toThrow(/nobody in KPA des Moulins/);
  });
});

describe('the keys of a KPA', () => {
  it('are rotated, and listed with when, by whom and why', async () => {
    const { isDone, output } = await run(`rotate-key --kpa moulins --key key-1 ${WHY}`);
    expect(isDone).toBe(true);
    expect(output).toBe(
      'key-1  retired: it still verifies\nkey-3  signs for KPA des Moulins from now on',
    );
    const { output: list } = await run('list-keys --kpa moulins');
    expect(list).toMatch(/key-1 {2}Ed25519 {2}retired\n.*\n {2}\S+ {2}retired {2}by Karim: theft/);
    expect(list).toMatch(/key-3 {2}Ed25519 {2}active\n {2}\S+ {2}created {2}by Karim: theft$/);
  });

  it('of the network are replaced too, and its list is signed anew', async () => {
    await run(`rotate-key --network --algorithm Ed25519 ${WHY}`);
    await run(`revoke-key --network --key key-1 ${WHY}`);
    const { output } = await run('list-keys --network');
    expect(output).toContain('key-1  Ed25519  revoked');
    const list = await services.store.networkLists.findById(NETWORK_ID);
    expect(list?.credential).toContain('did:web:badges.example#key-2');
  });

  it(
    'once revoked are replaced in every badge, though the process is killed half-way',
    PATIENT,
    async () => {
      await award(12);
      const line = `revoke-key --kpa moulins --key key-1 ${WHY}`;
      const killed = start(line);
      await killed.says(/(?:reissued[^]*?){3}/);
      killed.signal('SIGKILL');
      expect((await killed.ended).signal).toBe('SIGKILL');
      const half = await awardsOf();
      const isOld = (award: Award) => jsonOf(award).includes('#key-1"');
      expect(half.filter(isOld).length).toBeLessThan(12);
      const { code, output } = await end(line);
      expect(output).toContain('key-1  was revoked before');
      expect(output).toContain(
        `reissued ${half.filter(isOld).length}, revoked 0, declined 0, failed 0`,
      );
      expect(code).toBe(0);
      for (const one of await awardsOf()) {
        const kept = await earlierOf(services, one);
        expect(kept).toHaveLength(textsUnder('Ed25519', one).length);
        const { summary } = await services.verifyCredential(jsonOf(one));
        expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
      }
    },
  );
});

describe('a new master key', () => {
  it('takes over without the old one ever missing, and then stands alone', async () => {
    const rotated = { MASTER_KEY: masterKey(), MASTER_KEY_PREVIOUS: env['MASTER_KEY'] ?? '' };
    const both = await open(rotated);
    const { isDone, output } = await run(`rewrap ${WHY}`, both);
    await both.store.close();
    expect(isDone).toBe(true);
    expect(output).toBe(
      [
        'No service answers on port 3000: each that runs elsewhere must know this MASTER_KEY already.',
        'keys: 2 rewrapped, 0 current already, 0 failed',
        'awards: 0 rewrapped, 0 current already, 0 failed',
        'earlier texts of awards: 0 rewrapped, 0 current already, 0 failed',
        'entries of lost badges: 0 rewrapped, 0 current already, 0 failed',
        'share links: 0 rewrapped, 0 current already, 0 failed',
        'sign-in providers: 0 rewrapped, 0 current already, 0 failed',
        'Nothing needs the previous master key any more.',
      ].join('\n'),
    );
    const alone = await open({ MASTER_KEY: rotated.MASTER_KEY });
    const did = 'did:web:badges.example:k:moulins';
    expect((await alone.keys.signer(kpa.id, did, 'Ed25519')).id).toBe(`${did}#key-1`);
    await alone.store.close();
  });

  it('without the old one is told so, and changes nothing', async () => {
    const wrong = await openAdopted(masterKey());
    const { isDone, output } = await run(`rewrap ${WHY}`, wrong);
    await wrong.store.close();
    expect(isDone).toBe(false);
    expect(output).toContain('keys: 0 rewrapped, 0 current already, 2 failed');
    expect(output).toContain('another master key');
    expect((await services.keys.records(kpa.id)).map(({ events }) => events.length)).toEqual([
      1, 1,
    ]);
  });
});

describe('rows that are not believed', () => {
  const judged = async (on: Services, { id }: Award) =>
    (await on.awardJudge.judge(kpa, await reload(on, kpa, id))).answer;
  const published = async (on: Services) =>
    (await on.keys.publicKeys(kpa.id)).map(({ fragment, state }) => `${fragment} ${state}`);

  it('are found, with what is wrong with each', async () => {
    await award(2);
    expect(await run('check-rows --kpa moulins')).toEqual({
      isDone: true,
      output: 'KPA des Moulins: 0 not believed',
    });
    const [one] = await awardsOf();
    const [key] = (await services.store.keys(kpa.id).find({ index: 'byFragment' })).items;
    if (!one || !key) throw new Error('no rows');
    const stored = await reload(services, kpa, one.id);
    await services.store.awards(kpa.id).replace({ ...stored, sentence: 'A tout fait seul.' });
    await services.store.keys(kpa.id).replace({ ...key, state: 'retired' });
    const { isDone, output } = await run('check-rows --kpa moulins');
    const inOthers = SIGNATURE_FORMATS.slice(1).map(({ name }) => `${name}: sentence`);
    expect(isDone).toBe(false);
    expect(output).toBe(
      [
        'key key-1  not believed: changed',
        `award ${one.id}  not believed: ${['row: changed', 'sentence', ...inOthers].join(', ')}`,
        'KPA des Moulins: 2 not believed',
      ].join('\n'),
    );
    const list = await run('list-keys --kpa moulins');
    expect(list.output).toContain('key-1  Ed25519  retired  not believed: changed');
    expect((await run('check-rows --network')).output).toBe('the network: 0 not believed');
  });

  it('are taken as they stand when an operator names them, and no others', async () => {
    await award(2);
    const [one, two] = await awardsOf();
    if (!one || !two) throw new Error('no rows');
    for (const { id } of [one, two]) {
      const { mac, ...bare } = await reload(services, kpa, id);
      await services.store.awards(kpa.id).replace(bare);
    }
    const none = await run(`accept-rows --kpa moulins ${WHY}`);
    expect(none.output).toBe('KPA des Moulins: 0 taken as they stand, 0 failed');
    const { isDone, output } = await run(`accept-rows --kpa moulins --award ${one.id} ${WHY}`);
    expect(isDone).toBe(true);
    expect(output).toContain(`award ${one.id}  taken  no-mac`);
    expect([await judged(services, one), await judged(services, two)]).toEqual([
      'sound',
      'unknown',
    ]);
    // Again there is nothing left to take of it: what was asked is not what was done.
    expect((await run(`accept-rows --kpa moulins --award ${one.id} ${WHY}`)).isDone).toBe(false);
  });

  it('are withdrawn where they say so, and their list follows', async () => {
    await award(1);
    const [one] = await awardsOf();
    if (!one) throw new Error('no row');
    const { mac, ...bare } = await reload(services, kpa, one.id);
    await services.store.awards(kpa.id).replace({ ...bare, standing: 'revoked' });
    const bits = async () => bitsOf((await services.statusLists.find(kpa, 1))?.credential ?? '');
    await services.statusLists.publish(kpa, one.statusListId);
    expect(await bits()).toEqual([]);
    await run(`accept-rows --kpa moulins --award ${one.id} ${WHY}`);
    expect(await bits()).toEqual([one.statusIndex]);
    expect(await judged(services, one)).toBe('revoked');
  });

  it('after a lost master key: badges verify again, and new keys sign', async () => {
    await award(1);
    const [one] = await awardsOf();
    if (!one) throw new Error('no award');
    const anew = await openAdopted(masterKey());
    expect(await published(anew)).toEqual([]);
    expect(await judged(anew, one)).toBe('unknown');
    const { isDone, output } = await run(`accept-rows --kpa moulins ${WHY}`, anew);
    expect(isDone).toBe(true);
    expect(output).toContain('KPA des Moulins: 3 taken as they stand, 0 failed');
    expect(await judged(anew, one)).toBe('sound');
    for (const algorithm of ['Ed25519', 'ES256']) {
      await run(`rotate-key --kpa moulins --algorithm ${algorithm} ${WHY}`, anew);
    }
    expect(await published(anew)).toEqual([
      'key-1 retired',
      'key-2 retired',
      'key-3 active',
      'key-4 active',
    ]);
    expect(await judged(anew, one)).toBe('sound');
    const [record] = await anew.keys.records(kpa.id);
    expect(record?.events.map(({ action }) => action)).toEqual(['created', 'adopted', 'retired']);
    await anew.store.close();
    // The old master key is found after all: what it had closed still opens.
    const found = await openAdopted(env['MASTER_KEY'] ?? '');
    const { wrappedKey } = (await services.store.keys(kpa.id).find({ index: 'byFragment' }))
      .items[0] ?? { wrappedKey: '' };
    expect(found.custody.isCurrent(wrappedKey)).toBe(true);
    await found.store.close();
  });

  it('is no key whose private half is another’s, whoever vouches for it', async () => {
    const [one, two] = (await services.store.keys(kpa.id).find({ index: 'byFragment' })).items;
    if (!one || !two) throw new Error('no keys');
    const { publicKey } = two;
    await services.store.keys(kpa.id).replace({ ...one, publicKey });
    const { isDone, output } = await run(`accept-rows --kpa moulins --key key-1 ${WHY}`);
    expect(isDone).toBe(false);
    expect(output).toContain('key key-1  failed  The public key stored for key-1');
    expect(await published(services)).toEqual(['key-2 active']);
  });
});

describe('many awards', () => {
  it('are all revoked, though the process is killed in the middle', PATIENT, async () => {
    const awards = await insertAwards(services, kpa, services.statusLists.draw, 600);
    const file = join(folder, 'ids.txt');
    await writeFile(file, awards.map(({ id }) => `${id}\n`).join(''));
    const line = `revoke-awards --kpa moulins --file ${file} --by Karim --reason badge`;
    const killed = start(line);
    const marked = () =>
      services.store.awards(kpa.id).count({
        index: 'byStanding',
        equals: [awards[0]?.statusListId ?? '', 'revoked'],
      });
    while ((await marked()) < 50) await wait(5);
    killed.signal('SIGKILL');
    await killed.ended;
    const { code, output } = await end(line);
    expect(code).toBe(0);
    expect(output.match(/ {2}(revoked|already)$/gm)).toHaveLength(600);
    const list = await services.statusLists.find(kpa, 1);
    expect(bitsOf(list?.credential ?? '')).toEqual(
      sorted(awards.map(({ statusIndex }) => statusIndex)),
    );
  });
});

describe('a command that is not understood', () => {
  it.each([
    ['--kpa moulins', 'Say what to do'],
    ['dance', 'dance is no command'],
    [`rotate-key --kpa moulins ${WHY}`, 'Say which key'],
    ['rotate-key --kpa moulins --key key-1', '--by is missing\n--reason is missing'],
    [`revoke-key --kpa moulins --network --key key-1 ${WHY}`, 'Say whose keys'],
    [`revoke-key --kpa moulins --key first ${WHY}`, '--key is the name of a key'],
    [`rewrap --kpa moulins ${WHY}`, '--kpa is no argument of this command'],
    [`reissue --kpa nowhere ${WHY}`, '--kpa nowhere: there is no KPA of this slug'],
    [`reissue --kpa moulins --key key-1 ${WHY}`, '--key key-1 still signs'],
    ['revoke-awards --kpa moulins --by Karim --reason spite', '--reason is one of person|badge'],
  ])('« %s » says why, and changes nothing', async (line, why) => {
    const before = await services.keys.records(kpa.id);
    const error: unknown = await run(line).catch((refusal: unknown) => refusal);
    expect(error).toBeInstanceOf(ArgumentsError);
    expect(String(error)).toContain(why);
    expect(await services.keys.records(kpa.id)).toEqual(before);
  });

  it.each([
    ['--kpa moulins', /^Say what to do, .*\n\nCommands:\n {2}create-kpa /],
    [
      'dance --slowly',
      /^dance is no command\n\nCommands:\n {2}create-kpa .*\n {2}adopt-installation .*\n {2}list-keys /,
    ],
    ['rewrap --by Karim', /^--reason is missing\n\nUsage:\n {2}rewrap --by, --reason\n$/],
    ['list-keys', /^Say whose keys: .*\n\nUsage:\n {2}list-keys --kpa SLUG \| --network\n$/],
  ])('« %s » ends with what it takes, and the code 2', PATIENT, async (line, said) => {
    const { code, output } = await end(line);
    expect(code).toBe(2);
    expect(output).toMatch(said);
  });
});

describe('help', () => {
  it.each([
    ['--help', /^Commands:\n {2}create-kpa /],
    ['help', /^Commands:\n {2}create-kpa /],
    ['rewrap --help', /^Usage:\n {2}rewrap --by, --reason\n$/],
    ['help rewrap', /^Usage:\n {2}rewrap --by, --reason\n$/],
    ['create-kpa -h', /^Example:\n {2}create-kpa /],
  ])('« %s » is on the standard output, with the code 0', PATIENT, async (line, said) => {
    // Without any configuration that would be right.
    env = { LOG_LEVEL: 'loud' };
    const child = start(line);
    expect(await child.ended).toEqual({ code: 0, signal: null });
    expect(child.output()).toMatch(said);
    expect(child.errors()).toBe('');
  });
});

describe('a command whose output nobody reads to its end', () => {
  it('does its work, and ends without a stack', PATIENT, async () => {
    await award(3);
    const ids = (await awardsOf()).map(({ id }) => id);
    const line = `revoke-awards --kpa moulins --by Karim --reason badge ${ids.map((id) => `--award ${id}`).join(' ')}`;
    const child = start(line, { unread: true });
    const { code } = await child.ended;
    expect([code, child.errors()]).toEqual([0, '']);
    expect((await awardsOf()).map(({ standing }) => standing)).toEqual(ids.map(() => 'revoked'));
  });
});

describe('a command where there is no data', () => {
  it.each(['check', 'backup', 'migrate', `rewrap ${WHY}`])(
    '« %s » says so, and makes none',
    PATIENT,
    async (line) => {
      const nowhere = join(folder, 'nowhere');
      env = { ...env, DATA_DIR: nowhere };
      const { code, output } = await end(line);
      expect(code).toBe(1);
      expect(output).toMatch(
        /^Nothing was done\.\nThere is nothing in SQLite in .*nowhere\/kpa-badges\.sqlite\./,
      );
      await expect(access(nowhere)).rejects.toThrow('ENOENT');
    },
  );
});

it('a command that cannot reach its data says so, and not that there is none', async () => {
  const dataFolder = join(folder, 'a-file');
  await writeFile(dataFolder, '');
  const place = { dataFolder, journalFolder: folder, mongodbUri: undefined };
  for (const purpose of ['operate', 'make'] as const) {
    expect(() => {
      checkPlace(place, purpose);
    }).toThrow(`This user cannot reach ${dataFolder}/kpa-badges.sqlite (ENOTDIR`);
  }
});

describe('root beside a service of another user', () => {
  const place = () => ({ dataFolder: folder, journalFolder: folder, mongodbUri: undefined });
  const mine = () => stat(folder).then(({ uid }) => uid);

  it('is refused, with the user to be', async () => {
    const uid = await mine();
    if (uid === 0) await chown(folder, 4242, 4242);
    const owner = await mine();
    expect(() => {
      checkPlace(place(), 'operate', 0);
    }).toThrow(`${folder} belongs to user ${owner}, and this command runs as root`);
    expect(() => {
      checkPlace(place(), 'operate', owner);
    }).not.toThrow();
  });
});

describe('a command with a wrong configuration', () => {
  it('does nothing, says so, and ends with the code 1', PATIENT, async () => {
    env = { ...env, LOG_LEVEL: 'loud' };
    const { code, output } = await end(`rotate-key --kpa moulins --key key-1 ${WHY}`);
    expect(code).toBe(1);
    expect(output).toMatch(/^Nothing was done\.\nLOG_LEVEL: /);
    expect(await services.keys.records(kpa.id)).toHaveLength(2);
  });
});

describe('the tokens of a KPA', () => {
  it('are made, listed without the token, and revoked', async () => {
    const { output } = await run('create-token --kpa moulins --label Essais --by Karim --days 2');
    const [token = ''] = /^kpa_[\w-]{43}/.exec(output) ?? [];
    expect(output).toContain('signs for KPA des Moulins until');
    const stored = await services.store.apiTokens.findById(digest(token));
    expect(stored).toMatchObject({ kpaId: kpa.id, label: 'Essais', identity: 'did:web' });
    const { output: list } = await run('list-tokens --kpa moulins');
    expect(list).toMatch(/^[\w-]{8} {2}Essais {2}did:web {2}until \S+\n.*created by Karim$/);
    expect(list).not.toContain(token.slice(4, 14));
    const start = list.slice(0, 8);
    for (let time = 0; time < 2; time += 1) {
      const { output: end } = await run(`revoke-token --kpa moulins --token=${start}`);
      expect(end).toBe(`${start}  Essais  signs no more`);
    }
    expect((await run('list-tokens --kpa moulins')).output).toContain('revoked');
  });

  it.each([
    ['create-token --kpa moulins --by Karim', '--label is missing'],
    ['create-token --kpa nowhere --label a --by Karim', 'no KPA of this slug'],
    ['create-token --kpa moulins --label a --by Karim --days soon', '--days is a number of days'],
    ['revoke-token --kpa moulins --token abc', 'needs at least 6'],
    ['revoke-token --kpa moulins --token abcdef', 'not one token of this KPA'],
  ])('are not made or revoked by « %s »', async (line, why) => {
    await expect(async () => run(line)).rejects.toThrow(why);
  });
});
