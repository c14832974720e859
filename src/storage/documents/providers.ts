/** The sign-in service of a structure, and who comes in with an account there (docs/adr/0045). */
import { z } from 'zod';
import { hash, id, instant, text } from './fields.ts';

/** An OpenID Provider (OpenID Connect Core 1.0 §1.2): one for a KPA at most. */
export const signInProvider = z.strictObject({
  /** The KPA’s own. */
  id,
  kpaId: id,
  /** The structure whose accounts they are, as people call it. */
  name: text(60),
  issuer: z.string().min(1).max(300),
  clientId: text(200),
  /** The client secret, encrypted under the master key. */
  sealedSecret: z.string().max(1_000),
  createdAt: instant,
  changedAt: instant,
});

/** Issuer and subject are one person of one KPA: linked by somebody responsible, never by an e-mail. */
export const linkedAccount = z.strictObject({
  /** A SHA-256 of the KPA and the record that it was linked to: nobody links two at once. */
  id: hash,
  kpaId: id,
  personId: id,
  /** A SHA-256 of the KPA, the issuer and the subject: nobody reads them out of it. */
  account: hash,
  linkedAt: instant,
});

/** Somebody came with an account that nobody knows, and waits to be linked. */
export const accountRequest = z.strictObject({
  /** Of the account, as above. */
  id: hash,
  kpaId: id,
  askedAt: instant,
  expiresAt: instant,
});

export type SignInProvider = z.infer<typeof signInProvider>;
export type LinkedAccount = z.infer<typeof linkedAccount>;
export type AccountRequest = z.infer<typeof accountRequest>;
