/** A thousand single faults in a signed presentation: neither it nor a badge in it says another thing. */
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as vc from '@digitalbazaar/vc';
import { describe, expect, it } from 'vitest';
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';
import { loadContext } from '../../../src/credentials/contexts/loader.ts';
import { PINNED_CONTEXTS } from '../../../src/credentials/contexts/pinned.ts';
import { isObject, type JsonObject } from '../../../src/credentials/bytes/json-object.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { verifyPresentation } from '../../../src/credentials/verify/verify-presentation.ts';
import { contextFaults } from '../support/faults/credential-faults.ts';
import { characterFaults, faultsOf, someOf } from '../support/faults/faults.ts';
import { fullInput, holder, issuer, NOW, otherIssuer, surroundings } from '../support/issuer.ts';
import type { TestIssuer } from '../support/issuer.ts';
import { type Fault, faulty, type Kind } from '../support/faults/kinds.ts';
import { expectNoneBelieved, isBelieved } from '../support/faults/survey.ts';

const { achievement, evidence, achievedLevel, narrative, ...input } = fullInput;
const { rubric, creator, alignments, tags, ...plainAchievement } = achievement;
const credential = buildCredential({ ...input, achievement: plainAchievement });
const signed = await signDocument(credential, issuer.signer, NOW);
const another = await signDocument({ ...credential, id: 'urn:x' }, issuer.signer, NOW);
const challenge = '6b0c7a6e';
const domain = 'https://verifier.example';

interface Making {
  readonly by?: TestIssuer;
  readonly badges?: readonly object[];
  readonly asked?: { readonly challenge: string; readonly domain: string };
}

async function present({
  by = holder,
  badges = [signed],
  asked = { challenge, domain },
}: Making = {}): Promise<JsonObject> {
  const presentation = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiablePresentation'],
    holder: holder.did,
    verifiableCredential: structuredClone(badges),
  };
  const signer = {
    id: by.signer.id,
    algorithm: 'Ed25519',
    sign: ({ data }: { data: Uint8Array }) => by.signer.sign(data),
  };
  const suite = new DataIntegrityProof({ cryptosuite, signer, date: NOW });
  return vc.signPresentation({ presentation, suite, ...asked, documentLoader: loadContext });
}

const shown = await present();
const [proof, elsewhere] = [shown, await present({ badges: [another] })].map((one) => one['proof']);

const written = (kind: Kind, all: Readonly<Record<string, unknown>>) =>
  faulty(
    kind,
    Object.fromEntries(Object.entries(all).map(([name, one]) => [name, JSON.stringify(one)])),
  );

const named: readonly Fault[] = [
  ...written('proof swapped', {
    'of another presentation': { ...shown, proof: elsewhere },
    'of a badge': { ...shown, proof: signed.proof },
    'a badge with the proof of another': {
      ...shown,
      verifiableCredential: [{ ...signed, proof: another.proof }],
    },
    'another badge': { ...shown, verifiableCredential: [another] },
    'another badge beside it': { ...shown, verifiableCredential: [signed, another] },
    'no badge': { ...shown, verifiableCredential: [] },
  }),
  ...written('key confusion', {
    'by a stranger': await present({ by: otherIssuer }),
    'by the issuer': await present({ by: issuer }),
    'the holder is another': { ...shown, holder: otherIssuer.did },
  }),
  ...written('order', {
    'for another challenge': await present({ asked: { challenge: 'x', domain } }),
    'for another domain': await present({ asked: { challenge, domain: 'https://x.example' } }),
  }),
];

describe('a signed presentation', () => {
  const ask = (shownText: unknown) =>
    verifyPresentation(shownText, { ...surroundings(), challenge, domain });

  it('is believed as it is', async () => {
    expect(proof).toBeDefined();
    const { summary, credentials } = await ask(shown);
    expect(summary.authentic).toBe('yes');
    expect(credentials.map((one) => one.summary.authentic)).toEqual(['yes']);
  });

  it('is not believed with any one fault', async () => {
    const value = isObject(proof) ? proof : {};
    const ofProof = characterFaults(String(value['proofValue'])).map((fault) => ({
      ...fault,
      text: JSON.stringify({ ...shown, proof: { ...value, proofValue: fault.text } }),
    }));
    const faults = [
      ...someOf([...faultsOf(shown), ...ofProof], 145),
      ...contextFaults(shown, [...PINNED_CONTEXTS.keys()]),
      ...named,
    ];
    const minima = {
      ...{ value: 130, key: 130, type: 130, 'look-alike': 130, 'duplicate key': 45 },
      ...{ 'prototype key': 130, 'deep nesting': 90, truncated: 40, 'inline context': 40 },
      ...{ 'proof swapped': 6, 'key confusion': 3, context: 14 },
    };
    const original = await ask(shown);
    await expectNoneBelieved('the presentation', faults, minima, async ({ text }) =>
      isBelieved(await ask(text), original),
    );
  });
});
