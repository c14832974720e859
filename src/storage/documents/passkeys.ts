/** The phone or computer that a person comes in with, by its own lock (docs/adr/0045). */
import { z } from 'zod';
import { day, hash, id, instant, text } from './fields.ts';

export const passkey = z.strictObject({
  /** SHA-256 of the id that the authenticator gave it (WebAuthn 3 §4, Credential ID). */
  id: hash,
  kpaId: id,
  personId: id,
  /** In base64url: 1,023 bytes at most. */
  credentialId: z.string().min(1).max(1_364),
  /** A COSE_Key (RFC 9052 §7), in base64url. */
  publicKey: z.string().min(1).max(3_000),
  /** How often it signed, where it counts (§6.1.1): one that goes back is a copy. */
  counter: z.int().min(0),
  /** How a browser reaches it: a hint. */
  transports: z.array(z.string().max(40)).max(10),
  /** As its person calls it; else it is told by its kind. */
  label: text(60).optional(),
  /** What kind it is, as a code (`web/connections/device.ts`). */
  device: z.string().max(40),
  createdAt: instant,
  /** How its person had come in when they added it, as a session says it: with that way it goes. With another
   *  device: what that one goes with. */
  addedBy: z.string().max(20).optional(),
  lastUsedOn: day.optional(),
});

export type Passkey = z.infer<typeof passkey>;
