/** What a verification says of a stranger's badge can be shown as it is, whatever is written in it. */
import { expect, it } from 'vitest';
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { fullCredential, fullInput, issuer, NOW, surroundings } from '../support/issuer.ts';
import { changed, pathsOf } from '../support/faults/mutations.ts';

const HOSTILE = `A\u200b\u202e${'\u0336'.repeat(40)}\u0007\u{e0041}${' mot'.repeat(1_000)}`;
const HIDDEN = /\p{C}|\p{Default_Ignorable_Code_Point}|\p{M}{5}/u;

/** Every string in it. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  return isObject(value) ? Object.values(value).flatMap(stringsIn) : [];
}

it('has nothing invisible, turned, stacked or endless in any string of it', async () => {
  const words = pathsOf(fullCredential).filter((path) => {
    const last = String(path.at(-1));
    return ['name', 'description', 'narrative', 'targetName', 'targetFramework'].includes(last);
  });
  expect(words.length).toBeGreaterThan(10);
  let document: unknown = fullCredential;
  for (const path of words) document = changed(document, path, () => HOSTILE);
  if (!isObject(document)) throw new Error('No badge');
  const signed = await signDocument({ ...fullCredential, ...document }, issuer.signer, NOW);
  const { credential, summary } = await verifyCredential(signed, surroundings());
  expect(summary.authentic).toBe('yes');
  expect(credential?.name).toMatch(/^A\u0336\u0336 mot mot.*…$/);
  for (const text of stringsIn(credential)) {
    expect(text).not.toMatch(HIDDEN);
    expect(text.length).toBeLessThanOrEqual(2_000);
  }
});

it('quotes a badge in no detail as it is written', async () => {
  const odd = 'urn:x:\u202e\u200b\u0336\u0336\u0336\u0336\u0336\u0336';
  for (const path of pathsOf(fullCredential)) {
    const verification = await verifyCredential(
      changed(fullCredential, path, () => odd),
      surroundings(),
    );
    for (const text of stringsIn(verification)) expect(text).not.toMatch(HIDDEN);
  }
});

it('gives an id of which something is hidden no other id’s spelling', async () => {
  const id = fullInput.id.replace('0d1f', '0d\u200b1f');
  const badge = await signDocument(buildCredential({ ...fullInput, id }), issuer.signer, NOW);
  const { credential } = await verifyCredential(badge, surroundings());
  expect(credential?.id).toBe(fullInput.id.replace('0d1f', '0d\ufffd1f'));
});

it('writes links as a browser asks for them', async () => {
  const criteria = { id: 'https://b\u0430dges.example/\u202ea', narrative: 'Faire.' };
  const achievement = { ...fullInput.achievement, criteria };
  const badge = await signDocument(
    buildCredential({ ...fullInput, achievement }),
    issuer.signer,
    NOW,
  );
  const { credential } = await verifyCredential(badge, surroundings());
  expect(credential?.criteria.url).toBe('https://xn--bdges-4ve.example/%E2%80%AEa');
});
