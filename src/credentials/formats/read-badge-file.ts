import { type Fault, fault } from '../baking/baked.ts';
import { type FileKind, sniff } from '../baking/sniff.ts';
import { messageOf } from '../errors.ts';
import { FORMATS, type Format } from './formats.ts';

export type BadgeFile =
  /** `text`: for `verifyCredential`. */
  | { readonly ok: true; readonly text: string; readonly format: Format['id'] }
  | (Fault & { readonly kind: FileKind });

/** A file of any of our formats, known by its bytes. Never throws, whatever it is given. */
export function readBadgeFile(file: unknown): BadgeFile {
  try {
    return file instanceof Uint8Array ? read(file) : unread('Not bytes');
  } catch (error) {
    return unread(messageOf(error));
  }
}

function unread(detail: string): BadgeFile {
  return { ...fault('not-a-credential', detail), kind: 'unknown' };
}

function read(file: Uint8Array): BadgeFile {
  const kind = sniff(file);
  const format = FORMATS.find(({ extension }) => extension === kind);
  if (!format) return { ...fault('not-a-credential', 'Not PNG, SVG, JSON or a JWT'), kind };
  const unbaked = format.read(file);
  return unbaked.ok ? { ...unbaked, format: format.id } : { ...unbaked, kind };
}
