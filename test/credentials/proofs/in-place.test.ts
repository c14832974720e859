/** What was given up for lack of time says nothing to whoever has more. */
import { describe, expect, it } from 'vitest';
import { createAllowance, CREDENTIAL_VALUES } from '../../../src/credentials/allowance.ts';
import { hashRdfc } from '../../../src/credentials/cryptosuites/rdfc-hash.ts';
import { fullCredential, signed } from '../support/issuer.ts';

const [proof] = signed.proof;
/** Words of its own go to the libraries. */
const long = {
  ...fullCredential,
  '@context': [...fullCredential['@context'], { mot: 'https://vocabulaire.example/mot' }],
};
const inPlace = (mayLearn: boolean) => {
  const told = { isLong: false };
  const bounds = {
    tooLong() {
      told.isLong = true;
    },
    mayLearn: () => mayLearn,
  };
  return { told, allowance: createAllowance(CREDENTIAL_VALUES, { inPlace: bounds }) };
};

describe('a document that takes long', () => {
  it('is given up in place each time, and hashed where there is time', async () => {
    const parts = { document: long, proof: { ...proof } };
    for (let time = 0; time < 2; time += 1) {
      const { told, allowance } = inPlace(true);
      await expect(hashRdfc(parts, allowance)).rejects.toMatchObject({ code: 'TOO_COSTLY' });
      expect(told.isLong).toBe(true);
    }
    expect(await hashRdfc(parts, createAllowance(CREDENTIAL_VALUES))).toHaveLength(64);
  });

  it('is given up for good: what goes on at the same time is too', async () => {
    const { told, allowance } = inPlace(true);
    await expect(
      hashRdfc({ document: { ...long }, proof: { ...proof } }, allowance),
    ).rejects.toThrow();
    expect(told.isLong).toBe(true);
    expect(() => {
      allowance.spend({});
    }).toThrow('more work');
    expect(() => {
      allowance.readKey();
    }).toThrow('more work');
  });
});

it('keys are read in place by the dozen, and no more', () => {
  const { told, allowance } = inPlace(true);
  for (let key = 0; key < 12; key += 1) allowance.readKey();
  expect(told.isLong).toBe(false);
  expect(() => {
    allowance.readKey();
  }).toThrow('more work');
  expect(told.isLong).toBe(true);
});
