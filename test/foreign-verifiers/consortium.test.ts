/** Our badges in the verifier of the Digital Credentials Consortium, which asks our service alone. */
import { verifyCredential } from '@digitalcredentials/verifier-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { isObject } from '../../src/credentials/bytes/json-object.ts';
import { hasShared, readSharedText, skipReason } from '../credentials/support/others/shared.ts';
import { HERE, type Issued, issueBadges } from './issued.ts';

type Theirs = Parameters<typeof verifyCredential>[0]['credential'];
const theirs = z.custom<Theirs>(isObject);
const steps = z.array(z.looseObject({ id: z.string(), valid: z.boolean().optional() }));

/** It fetches the standard’s schema too. */
const SCHEMA = 'ob_v3p0_achievementcredential_schema.json';
const SCHEMAS = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/';

const SAID = 'A gardé le sourire quand la file est devenue longue.';

let issued: Issued;
beforeAll(async () => {
  issued = await issueBadges();
});
afterEach(() => vi.unstubAllGlobals());
afterAll(() => issued.world.destroy());

/** Its answer to each of its questions; none at all if the signature is not right. */
async function answers(text: string) {
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address === SCHEMAS + SCHEMA) {
      return Promise.resolve(new Response(readSharedText(`schemas/${SCHEMA}`)));
    }
    return address.startsWith(`${HERE}/`)
      ? fetch(address.replace(HERE, issued.world.origin), init)
      : Promise.reject(new TypeError(`${address} is not asked in this test`));
  });
  const credential = theirs.parse(JSON.parse(text));
  const { log = [] } = await verifyCredential({ credential, knownDIDRegistries: [] });
  return Object.fromEntries(steps.parse(log).map(({ id, valid }) => [id, valid]));
}

const IN_FORCE = { valid_signature: true, expiration: true, revocation_status: true };

describe.skipIf(!hasShared)(`in the verifier of the consortium${skipReason}`, () => {
  it('a badge is signed, in force and not withdrawn', async () => {
    const text = await issued.text(`${issued.pathOf(issued.accepted)}.json`);
    expect(await answers(text)).toMatchObject(IN_FORCE);
  });

  it('a badge that a colleague confirmed is too', async () => {
    await issued.confirm(issued.accepted, SAID);
    const text = await issued.text(`${issued.pathOf(issued.accepted)}.json`);
    expect(text).toContain(SAID);
    expect(await answers(text)).toMatchObject(IN_FORCE);
  });

  it('the word of a client is signed and in force, and withdrawn once they take it back', async () => {
    const { file, letter } = await issued.witness();
    const text = await issued.text(file);
    expect(text).toContain('Claire Petit');
    expect(await answers(text)).toMatchObject(IN_FORCE);
    vi.unstubAllGlobals();
    const client = issued.world.visitor();
    await client.press(await client.get(`${letter}/retirer`), 'Retirer mon mot');
    expect(await answers(text)).toMatchObject({ ...IN_FORCE, revocation_status: false });
  });

  it('a badge that was withdrawn is', async () => {
    const text = await issued.text(`${issued.pathOf(issued.revoked)}.json`);
    expect(await answers(text)).toMatchObject({ ...IN_FORCE, revocation_status: false });
  });

  it('a badge of which a word was changed is not signed', async () => {
    const text = await issued.text(`${issued.pathOf(issued.accepted)}.json`);
    expect(text).toContain('relayé');
    const { valid_signature } = await answers(text.replace('relayé', 'remplacé'));
    expect(valid_signature).not.toBe(true);
  });
});
