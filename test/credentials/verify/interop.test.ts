/** Signed badges of other makers, made anew: the README beside them says what is right of each. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBadgeFile } from '../../../src/credentials/formats/read-badge-file.ts';
import { isObject, type JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import {
  type Surroundings,
  type Verification,
  verifyCredential,
} from '../../../src/credentials/verify/verify.ts';
import { CASES, hasCases, noCases, readCase, readCaseBytes } from '../support/others/cases.ts';

function issuers(): ReadonlyMap<string, JsonObject> {
  const files = ['https-issuer.json', 'badgr-issuer.json'];
  const documents = files.map((file): unknown => JSON.parse(readCase(join('issuers', file))));
  return new Map(documents.filter(isObject).map((one) => [String(one['id']), one]));
}

/** Nobody is asked, but the two issuers whose documents lie there. */
function world(): Surroundings {
  const known = issuers();
  const nobody = () => Promise.resolve({ outcome: 'unreachable', detail: 'offline' } as const);
  return {
    now: new Date('2026-11-25T20:00:00Z'),
    resolveDid: (did) => {
      const document = known.get(did);
      return document ? Promise.resolve({ outcome: 'found', document }) : nobody();
    },
    fetchStatusList: nobody,
    knownIssuer: () => Promise.resolve(undefined),
  };
}

async function verify(file: string): Promise<Verification | string> {
  const read = await readBadgeFile(readCaseBytes(file));
  return read.ok ? verifyCredential(read.text, world()) : read.reason;
}

const filesIn = (path: string) =>
  hasCases
    ? readdirSync(join(CASES, path)).filter((file) => /\.(json|jwt|png|svg)$/.test(file))
    : [];
const all = filesIn('');
const genuine = all.filter((file) => !/^(TAMPERED|FORGED)-/.test(file));

describe.skipIf(!hasCases)(`genuine badges of others${noCases}`, () => {
  async function expectRight(file: string): Promise<void> {
    const verification = await verify(file);
    const summary = typeof verification === 'string' ? verification : verification.summary;
    expect(summary).toMatchObject({ signature: 'right', authentic: 'yes' });
  }

  it.each(genuine)('are rightly signed, whatever else they lack: %s', expectRight);

  it.each(filesIn('accepted-today').map((file) => join('accepted-today', file)))(
    'that were accepted stay so: %s',
    expectRight,
  );

  it.each([
    ['schema-subject-anonymous.json', ['credentialSubject']],
    [
      'schema-criteria-empty-evidence-empty-list.json',
      ['credentialSubject.achievement.criteria.narrative', 'credential'],
    ],
    ['schema-two-statuses.json', ['credentialStatus']],
    ['schema-no-id.json', ['id']],
    ['schema-image-is-address.json', ['credentialSubject.achievement.image']],
    ['context-learncard-boost.json', ['@context.2']],
    ['context-inline-own-term.json', ['@context.2']],
    ['proof-ed25519-2018.json', ['proof.type']],
  ])('say in what they depart from the standard: %s', async (file, places) => {
    const verification = await verify(file);
    const notes = typeof verification === 'string' ? [] : verification.notes;
    expect(notes.map(({ place }) => place)).toEqual(expect.arrayContaining(places));
  });

  it('unsigned around it: nobody is said to have signed wrongly', async () => {
    const verification = await verify('kind-presentation-unsigned.json');
    const checks = typeof verification === 'string' ? [] : verification.checks;
    const holder = checks.find(({ id }) => id === 'holder');
    expect(holder?.code).toBe('check.holder.unsigned');
  });

  it.each([
    'context-learncard-boost.json',
    'context-bitstring-v1.json',
    'context-jws-2020.json',
    'context-inline-own-term.json',
  ])('have nothing to be said of, when they follow the standard: %s', async (file) => {
    const verification = await verify(file);
    const notes = typeof verification === 'string' ? [verification] : verification.notes;
    expect(notes.filter((one) => typeof one === 'string' || one.must)).toEqual([]);
  });

  it('have the standing of the worst of their statuses', async () => {
    expect(await verify('schema-two-statuses.json')).toMatchObject({
      summary: { standing: 'unknown' },
    });
  });

  it('in a presentation are apart from who holds it', async () => {
    expect(await verify('kind-presentation-unsigned.json')).toMatchObject({
      kind: 'wrapped',
      credentials: [{ summary: { authentic: 'yes' }, kind: 'badge' }],
      wrapping: {
        kind: 'presentation',
        holder: { signature: 'none', isSubject: false },
      },
    });
    expect(await verify('kind-presentation-with-badge.json')).toMatchObject({
      wrapping: { holder: { signature: 'right', isSubject: false } },
    });
  });
});

describe.skipIf(!hasCases)(`badges that were changed or forged${noCases}`, () => {
  it.each(all.filter((file) => file.startsWith('TAMPERED-')))('are not: %s', async (file) => {
    const verification = await verify(file);
    const authentic = typeof verification === 'string' ? 'no' : verification.summary.authentic;
    expect(authentic).not.toBe('yes');
  });

  it.each(all.filter((file) => file.startsWith('FORGED-')))('are none: %s', async (file) => {
    expect(await verify(file)).toMatchObject({ summary: { authentic: 'no' } });
  });
});
