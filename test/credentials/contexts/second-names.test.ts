/** A word that means what another one means hides a member under a right signature: docs/adr/0023. */
import { describe, expect, it } from 'vitest';
import {
  PREFIXES,
  REVERSE_TERMS,
  SECOND_KEYS,
  SECOND_TYPES,
} from '../../../src/credentials/contexts/second-names.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { signed, surroundings } from '../support/issuer.ts';

const { credentialSubject: subject } = signed;
const { criteria, ...achievement } = subject.achievement;

/** The badge, with an achievement written otherwise. */
async function answerOn(changes: object) {
  const document = {
    ...signed,
    credentialSubject: { ...subject, achievement: { ...achievement, ...changes } },
  };
  return (await verifyCredential(document, surroundings())).summary;
}

describe('a badge with a word by its second name', () => {
  const refused = { authentic: 'no', standard: 'ambiguous', standing: 'unknown' };

  it('is believed with the first one', async () => {
    expect((await answerOn({ criteria })).authentic).toBe('yes');
  });

  it('is not, though the graph is the one that was signed', async () => {
    expect(await answerOn({ Criteria: criteria })).toMatchObject(refused);
  });

  it.each([...SECOND_KEYS, ...REVERSE_TERMS])('the key %s', async (key) => {
    expect(await answerOn({ criteria, [key]: { id: 'urn:x' } })).toMatchObject(refused);
  });

  it.each([...SECOND_TYPES, ...[...PREFIXES].map((prefix) => `${prefix}:Achievement`)])(
    'the type %s',
    async (type) => {
      expect(await answerOn({ criteria, type: ['Achievement', type] })).toMatchObject(refused);
    },
  );
});
