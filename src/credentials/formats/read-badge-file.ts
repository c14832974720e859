import { type BakingNote, type Fault, fault } from '../baking/baked.ts';
import { messageOf } from '../errors.ts';
import { FORMATS, type Format, namesOf } from './formats.ts';
import { formatOf, sniff } from './sniff.ts';

export type BadgeFile =
  | {
      readonly ok: true;
      /** For `verifyCredential`. */
      readonly text: string;
      readonly format: Format['id'];
      /** How it is baked otherwise than the standard says: `baking/notes.ts` has the words. */
      readonly notes?: readonly BakingNote[];
    }
  /** `kind`: what `sniff` says of it. */
  | (Fault & { readonly kind: string });

/** A file of any of our formats, known by its bytes. Never rejects, whatever it is given. */
export async function readBadgeFile(file: unknown): Promise<BadgeFile> {
  try {
    return file instanceof Uint8Array ? await read(file) : unread('Not bytes');
  } catch (error) {
    return unread(messageOf(error));
  }
}

function unread(detail: string): BadgeFile {
  return { ...fault('not-a-credential', detail), kind: 'unknown' };
}

async function read(file: Uint8Array): Promise<BadgeFile> {
  const format = formatOf(file);
  if (!format) {
    return { ...fault('not-a-credential', `Not ${namesOf(FORMATS)}`), kind: sniff(file) };
  }
  const unbaked = await format.read(file);
  return unbaked.ok ? { ...unbaked, format: format.id } : { ...unbaked, kind: format.extension };
}
