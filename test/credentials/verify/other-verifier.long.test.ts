/** What we sign is verified by an implementation that is not ours, and the same faults fail. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isObject } from '../../../src/credentials/bytes/json-object.ts';
import { verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { issuer, NOW, signed, statusList, surroundings } from '../support/issuer.ts';
import { changed, mutants, nudge, pathsOf, valueAt } from '../support/faults/mutations.ts';
import { createOtherVerifier } from '../support/others/other-verifier.ts';
import { hasShared, skipReason } from '../support/others/shared.ts';

const controller = z
  .looseObject({ id: z.string(), verificationMethod: z.array(z.looseObject({ id: z.string() })) })
  .parse(issuer.didDocument);

const paths = pathsOf(signed);
const stringPaths = paths.filter((path) => typeof valueAt(signed, path) === 'string');
const objectPaths = paths.filter((path) => isObject(valueAt(signed, path)));

const tampered = [
  ...mutants(signed, stringPaths, (value) => nudge(String(value))),
  ...mutants(signed, [[], ...objectPaths], (value) => Object.assign({}, value, { favourite: 'x' })),
];

describe.skipIf(!hasShared)(`Digital Bazaar’s verifier${skipReason}`, () => {
  const verify = hasShared ? createOtherVerifier(controller, NOW) : undefined;
  if (!verify) return;

  it('believes our badge, its proof in a list or not', async () => {
    expect(await verify(signed)).toMatchObject({ verified: true });
    expect(await verify({ ...signed, proof: signed.proof[0] })).toMatchObject({ verified: true });
  });

  it('believes our status list', async () => {
    expect(await verify(await statusList([1, 2]))).toMatchObject({ verified: true });
  });

  it('heeds the status', async () => {
    expect(await verify(signed, true)).toMatchObject({ verified: false });
  });

  it('and ours both refuse every changed character and every added member', async () => {
    expect(tampered.length).toBeGreaterThan(100);
    const believed: string[] = [];
    for (const { name, document } of tampered) {
      if (!isObject(document)) continue;
      if ((await verify(document)).verified) believed.push(`theirs: ${name}`);
      const { summary } = await verifyCredential(JSON.stringify(document), surroundings());
      if (summary.authentic === 'yes') believed.push(`ours: ${name}`);
    }
    expect(believed).toEqual([]);
  });

  it('lets a member hide behind another spelling of its name, and ours does not', async () => {
    const hidden = changed(signed, [], (value) => {
      const { credentialStatus, ...rest } = isObject(value) ? value : {};
      return { ...rest, 'https://www.w3.org/2018/credentials#credentialStatus': credentialStatus };
    });
    expect(isObject(hidden) && (await verify(hidden)).verified).toBe(true);
    const { summary } = await verifyCredential(JSON.stringify(hidden), surroundings());
    expect(summary).toMatchObject({ authentic: 'no', standing: 'unknown' });
  });
});
