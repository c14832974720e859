import { type Fault, fault } from '../baking/baked.ts';
import { type FileKind, sniff } from '../baking/sniff.ts';
import { FORMATS, type Format } from './formats.ts';

export type BadgeFile =
  /** `text`: for `verifyCredential`. */
  | { readonly ok: true; readonly text: string; readonly format: Format['id'] }
  | (Fault & { readonly kind: FileKind });

/** A file of any of our formats, known by its bytes. Never throws; verifies nothing. */
export function readBadgeFile(file: Uint8Array): BadgeFile {
  const kind = sniff(file);
  const format = FORMATS.find(({ extension }) => extension === kind);
  if (!format) return { ...fault('not-a-credential', 'Not PNG, SVG, JSON or a JWT'), kind };
  const read = format.read(file);
  return read.ok ? { ...read, format: format.id } : { ...read, kind };
}
