/**
 * An act as a line of JSON: a number of the format, when, what, and a MAC of all that under the master
 * key. Whoever can write into the folder makes no line of ours (docs/adr/0019, 0037).
 */
import { z } from 'zod';
import type { Custody } from '../keys/custody.ts';
import { KeyError } from '../keys/errors.ts';
import { type JournalAct, journalAct } from './acts.ts';

const FORMAT = 1;
const NIL = '00000000-0000-0000-0000-000000000000';
/** All that a line is about stands in it: it belongs to the journal, wherever that lies. */
const PLACE = { kpaId: NIL, documentId: NIL, use: 'journal line' };

/** What stands behind the rest of a line. */
const MAC = ',"mac":"';

const head = z.object({ v: z.int(), at: z.iso.datetime() });
const shape = z.object({ mac: z.string() });

/**
 * `torn`: not a whole line, which a crash leaves. `foreign`: not ours, or under a master key that is
 * not at hand. `newer`: ours, of a later version of the service.
 */
export type JournalLine =
  | { readonly kind: 'act'; readonly at: string; readonly act: JournalAct }
  | { readonly kind: 'torn' | 'foreign' | 'newer' };

export async function writeLine(
  custody: Pick<Custody, 'mac'>,
  at: Date,
  act: JournalAct,
): Promise<string> {
  const text = JSON.stringify({ v: FORMAT, at: at.toISOString(), ...act });
  return `${text.slice(0, -1)}${MAC}${await custody.mac(text, PLACE)}"}`;
}

export async function readLine(
  custody: Pick<Custody, 'checkMac'>,
  line: string,
): Promise<JournalLine> {
  const parsed = parse(line);
  const marked = shape.safeParse(parsed).data;
  if (parsed === undefined) return { kind: 'torn' };
  const text = `${line.slice(0, line.lastIndexOf(MAC))}}`;
  if (!marked || !(await isOurs(custody, text, marked.mac))) return { kind: 'foreign' };
  const begun = head.safeParse(parsed).data;
  const act = journalAct.safeParse(parsed).data;
  if (begun?.v !== FORMAT || !act) return { kind: 'newer' };
  return { kind: 'act', at: begun.at, act };
}

async function isOurs(
  custody: Pick<Custody, 'checkMac'>,
  text: string,
  mac: string,
): Promise<boolean> {
  try {
    await custody.checkMac(text, mac, PLACE);
    return true;
  } catch (error) {
    if (error instanceof KeyError) return false;
    throw error;
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
