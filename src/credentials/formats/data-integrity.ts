import { z } from 'zod';
import { isJsonFile, readTextFile } from '../baking/text.ts';
import { signDocument } from '../write/sign.ts';
import type { SignatureFormat } from './format.ts';

const proven = z.looseObject({
  proof: z.tuple([z.looseObject({ verificationMethod: z.string() })]),
});
const provenWhole = proven.extend({ endorsement: z.array(proven).default([]) });

/** JSON with an embedded `eddsa-rdfc-2022` proof (Open Badges 3.0 §8.3). */
export const dataIntegrity: SignatureFormat = {
  id: 'data-integrity',
  kind: 'signature',
  extension: 'json',
  mediaType: 'application/vc',
  // For clients that know JSON-LD, or JSON, and no `application/vc`.
  aliases: ['application/ld+json', 'application/json'],
  name: 'JSON',
  use: 'file.other-software',
  algorithm: 'Ed25519',
  knows: isJsonFile,
  read: readTextFile,

  async sign(credential, signer, created, endorsements = []) {
    const endorsement = await Promise.all(
      endorsements.map((one) => signDocument(one, signer, created)),
    );
    const whole = endorsement.length > 0 ? { ...credential, endorsement } : credential;
    return JSON.stringify(await signDocument(whole, signer, created));
  },

  open(text) {
    const { endorsement, ...credential } = provenWhole.parse(JSON.parse(text));
    const { proof, ...document } = credential;
    return {
      document,
      endorsements: endorsement.map(({ proof, ...rest }) => rest),
      keys: [keyOf(credential), ...endorsement.map(keyOf)],
    };
  },
};

const keyOf = ({ proof: [{ verificationMethod }] }: z.infer<typeof proven>) => verificationMethod;
