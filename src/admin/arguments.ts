/** The arguments of `npm run admin`, each checked, each refusal naming the argument. */
import { z } from 'zod';

export class ArgumentsError extends Error {
  override readonly name = 'ArgumentsError';
}

/** `clean` takes away what does not count before the characters are counted. */
export const text = (most: number, clean = (typed: string) => typed.trim()) =>
  z
    .string({ error: 'is missing' })
    .overwrite(clean)
    .min(1, { error: 'is empty', abort: true })
    .max(most, `is longer than ${most} characters`);

/** Fewer characters of a digest could be another's. */
const SHORTEST_START = 6;

/** Each argument as any command takes it; a command picks those that it knows. */
export const ARGUMENTS = {
  kpa: text(60),
  network: z.boolean(),
  key: text(20).regex(/^key-[0-9]+$/, 'is the name of a key, for instance key-1'),
  algorithm: z.enum(['Ed25519', 'ES256'], { error: 'is Ed25519 or ES256' }),
  award: z.array(z.uuid('is the id of an award, as in its address')),
  file: text(1000),
  journal: z.array(text(1000)),
  keep: z.coerce.number({ error: 'is a number of days' }).int().min(1).max(1_000),
  label: text(80),
  person: text(200),
  remove: z.boolean(),
  days: z.coerce.number({ error: 'is a number of days' }).int().min(1).max(1_100),
  token: text(43).min(SHORTEST_START, `needs at least ${SHORTEST_START} characters`),
  'did-key': z.boolean(),
  'public-url': z.boolean(),
  'master-key': z.boolean(),
  /** The bounds are those of what is recorded (storage/documents/). */
  by: text(80),
  reason: text(200),
} as const;

/** Throws `ArgumentsError` naming every argument that is missing, wrong, or of another command. */
export function readValues<T extends z.ZodType>(schema: T, values: unknown): z.infer<T> {
  const read = schema.safeParse(values);
  if (read.success) return read.data;
  throw new ArgumentsError(read.error.issues.map(explain).join('\n'));
}

function explain(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `--${key} is no argument of this command`).join('\n');
  }
  const [name] = issue.path;
  return name === undefined ? issue.message : `--${String(name)} ${issue.message}`;
}
