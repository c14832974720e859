/** The signed texts of an award, each with the row of its format. */
import type { Opened } from '../credentials/formats/format.ts';
import { type SignatureFormat, SIGNATURE_FORMATS } from '../credentials/formats/formats.ts';
import { parseJson } from '../credentials/bytes/json.ts';
import type { PublicKey } from '../keys/key-ring.ts';
import { type Award, isUnchanging, unchanging } from '../storage/store.ts';

export interface Form {
  readonly format: SignatureFormat;
  readonly text: string;
}

type WithForms = Pick<Award, 'forms'>;

/**
 * In the order of the table, so that the first is the one by which the award is judged. Whoever runs
 * beside a newer version of the service may meet a form that is not in the table: it is left alone.
 */
export function formsOf(award: WithForms): readonly Form[] {
  const forms = known.get(award) ?? readForms(award);
  if (isUnchanging(award)) known.set(award, forms);
  return forms;
}

/** What is found out of a form is found once, for as long as its row is kept. */
const known = new WeakMap<WithForms, readonly Form[]>();

function readForms({ forms }: WithForms): readonly Form[] {
  return SIGNATURE_FORMATS.flatMap((format) => {
    const text = forms[format.id];
    return text === undefined ? [] : [{ format, text }];
  });
}

/** Throws for an award without any form that we know: we never wrote one. */
export function usualForm(award: Award): Form {
  const [usual] = formsOf(award);
  if (usual) return usual;
  throw new Error(`The award ${award.id} has no signed form`);
}

/** What is signed in it. Throws for a text that is no form of ours. */
export function openForm(form: Form): Opened {
  const found = opened.get(form) ?? unchanging(form.format.open(form.text));
  opened.set(form, found);
  return found;
}

const opened = new WeakMap<Form, Opened>();

/** As a verifier takes it: what is JSON, parsed once. */
export function toVerify(form: Form): unknown {
  const { value } = parsed.get(form) ?? parse(form);
  parsed.set(form, { value });
  return value;
}

const parsed = new WeakMap<Form, { readonly value: unknown }>();

function parse({ text }: Form): { readonly value: unknown } {
  const read = parseJson(text);
  return { value: read.ok ? read.value : text };
}

const fragmentOf = (method: string) => method.split('#')[1] ?? '';

/** Fragments, that of the credential first. Throws as `openForm`. */
export function keysOf(form: Form): readonly [string, ...string[]] {
  const [key, ...others] = openForm(form).keys;
  return [fragmentOf(key), ...others.map(fragmentOf)];
}

/** Of every form that an award has. */
export function keysIn(award: WithForms): readonly string[] {
  return [...new Set(formsOf(award).flatMap(keysOf))];
}

interface Keys {
  publicKeys(kpaId: string): Promise<readonly PublicKey[]>;
}

/**
 * Those that have to verify. Of an award that does not stand, what a revoked key had signed is not
 * signed anew, and nothing more is to be done of it (docs/adr/0011).
 */
export async function formsToVerify(keys: Keys, award: Award): Promise<readonly Form[]> {
  const forms = formsOf(award);
  if (award.standing !== 'revoked' && award.state !== 'declined') return forms;
  const all = await keys.publicKeys(award.kpaId);
  const revoked = all.filter(({ state }) => state === 'revoked').map(({ fragment }) => fragment);
  return forms.filter((form) => !isUnder(form, revoked));
}

function isUnder(form: Form, fragments: readonly string[]): boolean {
  try {
    return keysOf(form).some((one) => fragments.includes(one));
  } catch {
    // No form of ours, and so under no key of ours.
    return false;
  }
}
