/** What an entry of a list can be for (Bitstring Status List 1.0 §2.1), one row each. */
import { z } from 'zod';
import { displayable } from '../read/displayable.ts';
import { oneOrMany } from '../schemas/schema-parts.ts';
import type { Said } from '../verification.ts';
import type { StatusEntry, StatusReading } from './status-type.ts';

type Meaning = Pick<StatusReading, 'status' | 'said'>;

export interface StatusPurpose {
  readonly name: string;
  /** Bits of an entry: a message may have several. */
  readonly maxSize: number;
  /** `value`: what the list has for the entry; 0 is what an untouched list says. */
  meaningOf(value: number, entry: StatusEntry): Meaning;
}

const VALID: Meaning = { status: 'valid' };

const PURPOSES: readonly StatusPurpose[] = [
  {
    name: 'revocation',
    maxSize: 1,
    meaningOf: (value) => (value === 0 ? VALID : { status: 'revoked' }),
  },
  {
    name: 'suspension',
    maxSize: 1,
    meaningOf: (value) => (value === 0 ? VALID : { status: 'suspended' }),
  },
  // The old form counts until its own end: the new one is asked for at its refresh service.
  {
    name: 'refresh',
    maxSize: 1,
    meaningOf: (value) => (value === 0 ? VALID : { ...VALID, said: NEWER }),
  },
  { name: 'message', maxSize: 8, meaningOf: messageOf },
];

export function findPurpose(name: string): StatusPurpose | undefined {
  return PURPOSES.find((row) => row.name === name);
}

const NEWER: Said = { code: 'check.status.newer' };
const WORDLESS: Said = { code: 'check.status.message-without-text' };

/** As much of a stranger’s sentence as belongs on a page of ours. */
const MAX_MESSAGE = 200;
/** The largest entry has so many. */
const MAX_MESSAGES = 256;

const messages = oneOrMany(
  z.looseObject({ status: z.string().regex(/^0x[0-9a-f]{1,2}$/i), message: z.string() }),
).refine((list) => list.length <= MAX_MESSAGES);

/** §2.1: a message is information, whatever it says: an issuer that revokes has a purpose for it. */
function messageOf(value: number, entry: StatusEntry): Meaning {
  const read = messages.safeParse(entry['statusMessage']);
  const table = read.success ? read.data : [];
  const found = table.find(({ status }) => Number(status) === value);
  const text = found === undefined ? '' : displayable(found.message, MAX_MESSAGE);
  if (text === '') return value === 0 ? VALID : { ...VALID, said: WORDLESS };
  return { ...VALID, said: { code: 'check.status.message', values: { text } } };
}
