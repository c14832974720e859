/** What a file is, by its first bytes: its name and its media type are what somebody says of it. */

export type ExhibitKind = 'photo' | 'document';

const ascii = (text: string) => Buffer.from(text, 'latin1');

const JPEG = Buffer.from([0xff, 0xd8, 0xff]);
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const begins = (bytes: Buffer, with_: Buffer, at = 0) =>
  bytes.subarray(at, at + with_.length).equals(with_);

const isWebp = (bytes: Buffer) => begins(bytes, ascii('RIFF')) && begins(bytes, ascii('WEBP'), 8);

/** Undefined for all else: it is handed to no decoder. */
export function kindOf(bytes: Buffer): ExhibitKind | undefined {
  if (begins(bytes, JPEG) || begins(bytes, PNG) || isWebp(bytes)) return 'photo';
  // At the very beginning: what stands before would be another file for another reader.
  return begins(bytes, ascii('%PDF-')) ? 'document' : undefined;
}
