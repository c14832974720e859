/** Our badges in a verifier of Python: VERIFIER_PYTHON names one that has openbadgeslib[ldp]. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HERE, type Issued, issueBadges, KPA } from './issued.ts';
import { jsonOf } from '../support/signed-texts.ts';

const python = process.env['VERIFIER_PYTHON'];
const skipped = python === undefined ? ' (skipped: VERIFIER_PYTHON is not set)' : '';

type Badge = { readonly text: string } | { readonly image: string };

let issued: Issued;
beforeAll(async () => {
  issued = await issueBadges();
});
afterAll(() => issued.world.destroy());

const listed = z.object({ credentialStatus: z.object({ statusListCredential: z.string() }) });

async function verify(...badges: readonly Badge[]): Promise<readonly string[]> {
  const { credentialStatus } = listed.parse(JSON.parse(jsonOf(issued.accepted)));
  const addresses = [`${HERE}${KPA}/did.json`, credentialStatus.statusListCredential];
  const documents = Object.fromEntries(
    await Promise.all(
      addresses.map(async (one) => [one, await issued.text(one.replace(HERE, ''))] as const),
    ),
  );
  const { stdout, stderr } = spawnSync(String(python), [join(import.meta.dirname, 'verify.py')], {
    input: JSON.stringify({ documents, badges }),
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return z.array(z.string()).parse(JSON.parse(stdout));
}

const inText = async (path: string): Promise<Badge> => ({ text: await issued.text(path) });
const inImage = async (path: string): Promise<Badge> => ({
  image: (await issued.bytes(path)).toString('base64'),
});

describe.skipIf(python === undefined)(`in a verifier of Python${skipped}`, () => {
  it('a badge is signed and not withdrawn, in each of its forms', async () => {
    const path = issued.pathOf(issued.accepted);
    const answers = await verify(
      await inText(`${path}.json`),
      await inText(`${path}.jwt`),
      await inImage(`${path}.png`),
      await inImage(`${path}.svg`),
      await inImage(`${path}.png?signature=vc-jwt`),
      await inImage(`${path}.svg?signature=vc-jwt`),
    );
    expect(answers).toEqual(Array<string>(6).fill('verified'));
  });

  it('a badge that was withdrawn is, in both signatures', async () => {
    const path = issued.pathOf(issued.revoked);
    const answers = await verify(await inText(`${path}.json`), await inText(`${path}.jwt`));
    expect(answers).toEqual(Array(2).fill(expect.stringContaining("status 'revocation' is set")));
  });

  it('a badge of which a word was changed is not signed', async () => {
    const text = await issued.text(`${issued.pathOf(issued.accepted)}.json`);
    expect(text).toContain('relayé');
    const [answer] = await verify({ text: text.replace('relayé', 'remplacé') });
    expect(answer).toContain('signature');
  });

  it('takes the JWT of a badge that a colleague confirmed, and not yet its JSON', async () => {
    await issued.confirm(issued.accepted, 'A gardé le sourire.');
    const path = issued.pathOf(issued.accepted);
    const answers = await verify(await inText(`${path}.jwt`), await inText(`${path}.json`));
    // A confirmation within a badge says something of the badge (Open Badges 3.0 §B.1.6): it wants
    // that nothing within does.
    expect(answers).toEqual(['verified', expect.stringContaining('described again inside it')]);
  });
});
