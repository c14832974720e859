/** Which keys signed what is stored of an award, and what others say within it. */
import { z } from 'zod';
import type { SignedForms } from './sign-forms.ts';

const proven = z.looseObject({
  proof: z.tuple([z.looseObject({ verificationMethod: z.string() })]),
});
const embedded = proven.extend({ endorsement: z.array(proven).default([]) });
const header = z.object({ kid: z.string() });
const payload = z.looseObject({ endorsementJwt: z.array(z.string()).default([]) });

const fragmentOf = (method: string) => method.split('#')[1] ?? '';

const partOf = (jwt: string, part: 0 | 1): unknown =>
  JSON.parse(Buffer.from(jwt.split('.')[part] ?? '', 'base64url').toString('utf8'));

/** Fragments, that of the credential first. Throws for a text that is no form of ours. */
export function keysOf(text: string): readonly [string, ...string[]] {
  return text.startsWith('{') ? keysOfJson(text) : keysOfJwt(text);
}

function keysOfJson(text: string): readonly [string, ...string[]] {
  const { endorsement, ...credential } = embedded.parse(JSON.parse(text));
  const keyOf = ({ proof: [proof] }: z.infer<typeof proven>) =>
    fragmentOf(proof.verificationMethod);
  return [keyOf(credential), ...endorsement.map(keyOf)];
}

function keysOfJwt(jwt: string): readonly [string, ...string[]] {
  const keyOf = (one: string) => fragmentOf(header.parse(partOf(one, 0)).kid);
  return [keyOf(jwt), ...payload.parse(partOf(jwt, 1)).endorsementJwt.map(keyOf)];
}

/** Of every form that an award has. */
export function keysIn({ credential, credentialJwt }: SignedForms) {
  const texts = [credential, ...(credentialJwt === undefined ? [] : [credentialJwt])];
  return [...new Set(texts.flatMap(keysOf))];
}
