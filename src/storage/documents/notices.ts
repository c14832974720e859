/** What somebody is told of their badges, by letter or on paper (docs/adr/0049). */
import { z } from 'zod';
import { id, instant } from './fields.ts';

/** What happened. Another version may know others. */
export const NOTICE_ACTS = [
  'badge-given',
  'badge-confirmed',
  'badge-taken-back',
  'badge-cancelled',
  'claim-answered',
  'witness-asked',
  'badge-witnessed',
  'word-taken-back',
  'share-made',
] as const;

export const notice = z.strictObject({
  /** Made of what happened: told again, it is the same. */
  id,
  kpaId: id,
  personId: id,
  act: z.enum(NOTICE_ACTS),
  /** The award, the claim, or the share. */
  about: z.string().regex(/^(?:[\da-f-]{36}|[\w-]{43})$/, 'an id'),
  /** Who of the team did it. */
  by: id.optional(),
  /** Of a badge of objective 6: of the team, nobody reads it but who did it. */
  personal: z.literal(true).optional(),
  way: z.enum(['letter', 'sheet']),
  /** Of a letter: it is a short message (docs/adr/0055). A version from before follows it as any other. */
  sms: z.literal(true).optional(),
  /** `lost`: no mailbox took it. `over`: told, or seen to otherwise. */
  state: z.enum(['waiting', 'told', 'lost', 'over']),
  /** Its person has come to their page since: they know of it. */
  seen: z.literal(true).optional(),
  /** Which tells it: several notices go in one. On paper there is none. */
  letterId: id.optional(),
  createdAt: instant,
  endedAt: instant.optional(),
  expiresAt: instant,
});

export type Notice = z.infer<typeof notice>;
export type NoticeAct = (typeof NOTICE_ACTS)[number];
