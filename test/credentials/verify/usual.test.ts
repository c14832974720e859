/** The one look at usual badges lets nothing through that the two schemas would not. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { isObject, type JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { badgeCredential } from '../../../src/credentials/schemas/achievement-credential-schema.ts';
import { endorsementCredential } from '../../../src/credentials/schemas/endorsement-schema.ts';
import { isUsual } from '../../../src/credentials/schemas/usual.ts';
import { vcdmCredential } from '../../../src/credentials/schemas/vcdm-schema.ts';

function readGolden(day: string): JsonObject {
  const url = new URL(`../../golden/${day}/badge.json`, import.meta.url);
  const badge: unknown = JSON.parse(readFileSync(url, 'utf8'));
  return isObject(badge) ? badge : {};
}

const golden = ['2026-11-24', '2026-11-26', '2026-11-26-english'].map(readGolden);
const endorsements = golden.flatMap(({ endorsement }) =>
  Array.isArray(endorsement) ? endorsement.filter(isObject) : [],
);

/** What could stand anywhere. */
const STRANGE: readonly unknown[] = [
  ...[undefined, null, '', 'x', 'a b', 'urn:x', 'urn:x y', 'https://é.example', 1, 1.5, true, {}],
  ...[[], [[]], [''], ['x'], [null], [{}], { id: 'urn:x' }, { type: 'Profile' }, [{ type: 'x' }]],
  ...['2026-02-30T10:00:00Z', '2026-11-26T25:00:00Z', '2026-11-26T10:00:00+01:00', '2026-11-26'],
  ...['2029-11-26T10:00:00Z', '2019-11-26T10:00:00.123Z', `sha384-${'A'.repeat(64)}`, 'sha384-A'],
  ...[{ '@value': 'x', '@language': 'fr' }, { fr: 'x' }, { '@value': 1 }, ['Achievement']],
  ...['VerifiableCredential', 'OpenBadgeCredential', Array.from({ length: 17 }, () => ({}))],
];

/** Each with one thing in it that is otherwise, at every place. */
function* variants(value: unknown): Generator {
  yield* STRANGE;
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    for (const [at, one] of list.entries()) {
      for (const other of variants(one)) yield list.with(at, other);
    }
    yield [...list, ...list];
  } else if (isObject(value)) {
    for (const [key, one] of Object.entries(value)) {
      for (const other of variants(one)) yield { ...value, [key]: other };
      const { [key]: left, ...others } = value;
      yield others;
    }
    for (const name of ['description', 'credentialSchema', 'termsOfUse', 'source', 'x']) {
      for (const other of STRANGE) yield { ...value, [name]: other };
    }
  }
}

describe.each([
  ['badge', golden, badgeCredential],
  ['endorsement', endorsements, endorsementCredential],
] as const)('a usual %s', (kind, documents, schema) => {
  it('is each of ours', () => {
    expect(documents.length).toBeGreaterThan(0);
    for (const document of documents) expect(isUsual({ ...document }, kind)).toBe(true);
  });

  it('passes both schemas, whatever is changed in it', () => {
    const schemas: readonly z.ZodType[] = [schema, vcdmCredential];
    let [usual, all] = [0, 0];
    for (const document of documents.slice(-2)) {
      for (const variant of variants({ ...document })) {
        all += 1;
        if (!isObject(variant) || !isUsual(variant, kind)) continue;
        usual += 1;
        const refusing = schemas.find((one) => !one.safeParse(variant).success);
        if (refusing) expect.fail(JSON.stringify(variant));
      }
    }
    // Some changes change nothing that matters.
    expect(usual).toBeGreaterThan(50);
    expect(all).toBeGreaterThan(2 * usual);
  });
});
