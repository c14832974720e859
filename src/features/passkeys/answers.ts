/** What a browser hands in of a passkey, in a hidden field: JSON (WebAuthn 3 §5.1), bounded, and hostile. */
import { z } from 'zod';

const base64url = (most: number) =>
  z
    .string()
    .regex(/^[\w-]+$/)
    .max(most);
const credential = {
  id: base64url(1_364),
  rawId: base64url(1_364),
  type: z.literal('public-key'),
};

const assertion = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4_000),
    authenticatorData: base64url(4_000),
    signature: base64url(4_000),
    /** Whose it is: what nobody typed. */
    userHandle: base64url(200),
  }),
});

const attestation = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4_000),
    attestationObject: base64url(20_000),
    transports: z.array(z.string().max(40)).max(10).default([]),
  }),
});

const sent = z.object({ passkey: z.string().max(40_000) });

/** Undefined for what is none. */
export const assertionIn = (body: unknown) => answerIn(body, assertion);
export const attestationIn = (body: unknown) => answerIn(body, attestation);

export type Assertion = NonNullable<ReturnType<typeof assertionIn>>;
export type Attestation = NonNullable<ReturnType<typeof attestationIn>>;

/** Extensions are asked for none. */
function answerIn<T extends object>(body: unknown, schema: z.ZodType<T>) {
  const { data } = schema.safeParse(jsonIn(body));
  return data && { ...data, clientExtensionResults: {} };
}

function jsonIn(body: unknown): unknown {
  const form = sent.safeParse(body);
  if (!form.success) return undefined;
  try {
    return JSON.parse(form.data.passkey);
  } catch {
    return undefined;
  }
}
