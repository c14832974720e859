/** Badges that were given away by earlier versions verify for ever (test/golden/README.md). */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBadgeFile } from '../../src/credentials/formats/read-badge-file.ts';
import { isObject } from '../../src/credentials/bytes/json-object.ts';
import { type Surroundings, verifyCredential } from '../../src/credentials/verify/verify.ts';

const ISSUER = 'did:web:badges.example:k:hauts-pres';
const HOLDER = 'Awa Diallo';
const SEEN = 'A gardé le sourire quand la file est devenue longue.';
const sets = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((entry) =>
  entry.isDirectory(),
);

/** Nothing but the recorded documents, at an hour on the second day after. */
function worldOf(read: (file: string) => Buffer, day: string): Surroundings {
  const document = (file: string): unknown => JSON.parse(read(file).toString('utf8'));
  const found = (file: string, asked: boolean) =>
    Promise.resolve(
      asked
        ? ({ outcome: 'found', document: document(file) } as const)
        : ({ outcome: 'not-found', detail: 'Not recorded' } as const),
    );
  return {
    // A second set of one day has a word behind it.
    now: new Date(Date.parse(`${day.slice(0, 10)}T12:00:00Z`) + 2 * 86_400_000),
    resolveDid: (did) => found('did.json', did === ISSUER),
    fetchStatusList: (url) => {
      const list = document('status-list.json');
      return found('status-list.json', isObject(list) && list['id'] === url);
    },
    knownIssuer: (did) =>
      Promise.resolve(did === ISSUER ? { name: 'KPA des Hauts-Prés' } : undefined),
    holderName: HOLDER,
  };
}

it('has a set', () => {
  expect(sets.length).toBeGreaterThan(0);
});

describe.each(sets.map(({ name }) => name))('the files of %s', (day) => {
  const read = (file: string) => readFileSync(join(import.meta.dirname, day, file));
  const world = worldOf(read, day);
  const textIn = async (file: string): Promise<string> => {
    const badge = await readBadgeFile(read(file));
    return badge.ok ? badge.text : '';
  };
  const verify = (text: string, changes: Partial<Surroundings> = {}) =>
    verifyCredential(text, { ...world, ...changes });

  it('are those that were made', () => {
    const sums = read('SHA256SUMS').toString('utf8').trim().split('\n');
    for (const line of sums) {
      const [sum = '', file = ''] = line.split('  ');
      expect([file, createHash('sha256').update(read(file)).digest('hex')]).toEqual([file, sum]);
    }
    const others = readdirSync(join(import.meta.dirname, day)).filter(
      (one) => one !== 'SHA256SUMS',
    );
    expect(others).toHaveLength(sums.length);
  });

  it.each(['badge.json', 'badge.jwt', 'badge.png', 'badge.svg', 'badge-with-jwt.png'])(
    'are authentic and valid, in their holder’s name, and confirmed: %s',
    async (file) => {
      const { summary, checks, credential } = await verify(await textIn(file));
      expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid', issuerKnown: true });
      expect(checks.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
      const confirmed = checks.filter(({ id }) => id === 'endorsement');
      expect(confirmed.map(({ endorsement }) => endorsement?.comment)).toEqual([SEEN]);
      expect(checks.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['signature', 'status', 'dates', 'recipient', 'digests']),
      );
      expect(credential?.name).toBe('J’applique les règles d’hygiène');
    },
  );

  it.runIf(existsSync(join(import.meta.dirname, day, 'english.json')))(
    'are in English where they were reread in it',
    async () => {
      for (const file of ['english.json', 'english.jwt', 'english.png']) {
        const { summary, checks, credential } = await verify(await textIn(file));
        expect(summary).toMatchObject({ authentic: 'yes', standing: 'valid' });
        expect(checks.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
        expect(credential).toMatchObject({
          name: 'I work in a team',
          inLanguage: 'en',
          levelName: 'On my own',
          evidence: [{ name: 'Job for clients' }],
        });
      }
      const french = (await verify(await textIn('badge.json'))).credential;
      expect(french?.inLanguage).toBe('fr');
    },
  );

  it('hold the very texts in their images', async () => {
    expect(await textIn('badge.png')).toBe(read('badge.json').toString('utf8'));
    expect(await textIn('badge.svg')).toBe(read('badge.json').toString('utf8'));
    expect(await textIn('badge-with-jwt.png')).toBe(read('badge.jwt').toString('utf8'));
  });

  it('end when they said', async () => {
    const late = { now: new Date('2030-01-01T00:00:00Z') };
    for (const file of ['badge.json', 'badge.jwt']) {
      const { summary } = await verify(await textIn(file), late);
      expect(summary).toMatchObject({ authentic: 'yes', standing: 'expired' });
    }
  });

  it('stay withdrawn', async () => {
    const { summary } = await verify(await textIn('revoked.json'));
    expect(summary).toMatchObject({ authentic: 'yes', standing: 'revoked' });
  });

  it('are worth nothing with one word changed, or in another name', async () => {
    const text = await textIn('badge.json');
    for (const changed of [text.replace('relayé', 'remplacé'), text.replace('sourire', 'calme')]) {
      expect(changed).not.toBe(text);
      expect((await verify(changed)).summary.authentic).toBe('no');
    }
    const { checks } = await verify(text, { holderName: 'Bruno Martin' });
    expect(checks.find(({ id }) => id === 'recipient')?.outcome).toBe('fail');
  });
});
