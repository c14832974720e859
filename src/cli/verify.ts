import { withBakingNotes } from '../credentials/baking/with-notes.ts';
import type { Verification } from '../credentials/verify/verify.ts';
import { verifyCredential } from '../credentials/verify/verify.ts';
import type { Arguments } from './arguments.ts';
import { EXIT, type ExitCode, exitCodeFor, type Outcome, worstOf } from './exit-codes.ts';
import { asJson, printable } from './printable.ts';
import { CliError, readBadge } from './read-input.ts';
import { surroundingsFor } from './surroundings.ts';
import { lineOf, lineOfNote, verdictOf } from './verdict.ts';

interface Row {
  readonly file: string;
  readonly exitCode: ExitCode;
  readonly format?: string;
  /** Why there is nothing to verify. */
  readonly problem?: string;
  readonly verification?: Verification;
}

/** Each file has its own answer: one that cannot be read stops none of the others. */
export async function verify(given: Arguments): Promise<Outcome> {
  const world = await surroundingsFor(given, new Date());
  const rows: Row[] = [];
  for (const file of given.files) rows.push(await verifyFile(file, world));
  return {
    output: given.json ? asJson(rows) : rows.map(describe).join('\n'),
    exitCode: worstOf(rows.map(({ exitCode }) => exitCode)),
  };
}

async function verifyFile(file: string, world: Parameters<typeof verifyCredential>[1]) {
  try {
    const read = await readBadge(file);
    if (!read.ok) {
      // Open Badges 2 is not supported, which says nothing against it.
      const exitCode = read.reason === 'older-badge' ? EXIT.UNKNOWN : EXIT.NOT_AUTHENTIC;
      return { file, exitCode, problem: `${read.reason}: ${read.detail}` };
    }
    const verification = withBakingNotes(await verifyCredential(read.text, world), read.notes);
    const exitCode = exitCodeFor(verification.summary);
    return { file, exitCode, format: read.format, verification };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { file, exitCode: EXIT.USAGE, problem: error.message };
  }
}

function describe({ file, exitCode, format = '', problem, verification }: Row): string {
  if (!verification) {
    const head = exitCode === EXIT.UNKNOWN ? 'not verified' : 'not a badge';
    return `${file}: ${head}\n  ${printable(problem ?? '')}\n`;
  }
  const { credentials, wrapping, checks } = verification;
  if (!credentials) return linesOf(`${file} (${format})`, verification);
  const head = `${file} (${format}): ${wrapping?.kind ?? ''} of ${credentials.length}`;
  const badges = credentials.map((one, at) => linesOf(`${file}, number ${at + 1}`, one));
  return [`${[head, ...checks.map(lineOf)].join('\n')}\n`, ...badges].join('\n');
}

function linesOf(name: string, verification: Verification): string {
  const { credential, checks, notes } = verification;
  const lines = [
    `${name}: ${verdictOf(verification)}`,
    ...(credential ? [`  « ${printable(credential.name)} »`] : []),
    ...(credential ? [`  issued by ${printable(credential.issuer.id)}`] : []),
    ...checks.map(lineOf),
    ...notes.map(lineOfNote),
  ];
  return `${lines.join('\n')}\n`;
}
