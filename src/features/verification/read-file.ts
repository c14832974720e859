/** A file or a pasted text as a badge to verify, or a sentence that says why it is none. */
import type { BakingFault, BakingNote } from '../../credentials/baking/baked.ts';
import { IMAGE_FORMATS } from '../../credentials/formats/formats.ts';
import type { BadgeFile } from '../../credentials/formats/read-badge-file.ts';
import { type Message, say } from '../../language/message.ts';

export interface Unreadable {
  readonly kind: 'unreadable';
  /** What is wrong with a file; a link has no reason of this kind. */
  readonly reason?: BakingFault;
  readonly message: Message;
}

export type ReadFile =
  /** `notes`: how it is baked otherwise than the standard says. */
  | { readonly kind: 'text'; readonly text: string; readonly notes: readonly BakingNote[] }
  | Unreadable;

export interface FileReader {
  /** Nothing if it took more time or memory than it may. */
  readBadgeFile(bytes: Uint8Array): Promise<BadgeFile | undefined>;
}

/** By its bytes: what its name says is not asked. */
export async function readFile(reader: FileReader, bytes: Uint8Array): Promise<ReadFile> {
  const read = await reader.readBadgeFile(bytes);
  if (read?.ok) return { kind: 'text', text: read.text, notes: read.notes ?? [] };
  if (!read) return { kind: 'unreadable', message: say('verify.too-much-work') };
  return { kind: 'unreadable', reason: read.reason, message: sayWhy(read) };
}

type Unread = Extract<BadgeFile, { ok: false }>;

function sayWhy({ reason, kind, link }: Unread): Message {
  // However it is given: it is named, and not accused.
  if (reason === 'older-badge') return say('verify.older-badge');
  const isImage = IMAGE_FORMATS.some(({ extension }) => extension === kind);
  if (!isImage) return reason === 'too-large' ? TOO_LONG : NO_BADGE;
  return link === undefined ? say(IMAGE[reason]) : say('verify.image-with-link', { link });
}

/** Of a text that was pasted. */
export const TOO_LONG = say('verify.text-too-long');
const NO_BADGE = say('verify.no-badge');

const IMAGE: Readonly<Record<BakingFault, string>> = {
  'no-badge': 'verify.image-without-badge',
  'older-badge': 'verify.older-badge',
  'only-a-link': 'verify.image-without-badge',
  'two-badges': 'verify.image-with-two',
  ambiguous: 'verify.image-ambiguous',
  'too-large': 'verify.image-too-large',
  truncated: 'verify.image-truncated',
  'bad-checksum': 'verify.image-changed',
  malformed: 'verify.image-changed',
  'not-an-image': 'verify.image-unknown',
  'not-a-credential': 'verify.image-with-something',
  unsafe: 'verify.image-unsafe',
};
