import { withBakingNotes } from '../credentials/baking/with-notes.ts';
import type { BadgeReading, Surroundings, Verification } from '../credentials/verify/verify.ts';
import { verifyCredential } from '../credentials/verify/verify.ts';
import { withSentences } from '../credentials/verify/with-sentences.ts';
import type { Language } from '../language/language.ts';
import { say } from '../language/message.ts';
import type { Arguments } from './arguments.ts';
import { EXIT, type ExitCode, exitCodeFor, type CommandResult, worstOf } from './exit-codes.ts';
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
export async function verify(given: Arguments, language: Language): Promise<CommandResult> {
  const surroundings = await surroundingsFor(given, new Date());
  const rows: Row[] = [];
  for (const file of given.files) rows.push(await verifyFile(file, surroundings, language));
  return {
    output: given.json
      ? asJson(rows.map((row) => told(row, language)))
      : rows.map((row) => describe(row, language)).join('\n'),
    exitCode: worstOf(rows.map(({ exitCode }) => exitCode)),
  };
}

async function verifyFile(
  file: string,
  surroundings: Surroundings,
  language: Language,
): Promise<Row> {
  try {
    const read = await readBadge(file);
    if (!read.ok) {
      // Open Badges 2 is not supported, which says nothing against it.
      const exitCode = read.reason === 'older-badge' ? EXIT.UNKNOWN : EXIT.NOT_AUTHENTIC;
      return { file, exitCode, problem: `${read.reason}: ${read.detail}` };
    }
    const verification = withBakingNotes(
      await verifyCredential(read.text, surroundings),
      read.notes,
    );
    const exitCode = exitCodeFor(verification.summary);
    return { file, exitCode, format: read.format, verification };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { file, exitCode: EXIT.USAGE, problem: language.say(error.said) };
  }
}

/** For programs: each sentence beside its code. */
const told = ({ verification, ...row }: Row, language: Language): object => ({
  ...row,
  ...(verification && { verification: withSentences(verification, (said) => language.say(said)) }),
});

const KINDS = {
  presentation: 'cli.wrapping.presentation',
  record: 'cli.wrapping.record',
  list: 'cli.wrapping.list',
} as const;

function describe(row: Row, language: Language): string {
  const { file, exitCode, format = '', problem = '', verification } = row;
  if (!verification) {
    const head = exitCode === EXIT.UNKNOWN ? 'cli.not-verified' : 'cli.not-a-badge';
    return `${file}: ${language.text(head)}\n  ${printable(problem)}\n`;
  }
  const { credentials, wrapping, checks } = verification;
  if (!credentials) return linesOf(`${file} (${format})`, verification, language);
  const number = credentials.length;
  const head = language.text(KINDS[wrapping?.kind ?? 'list'], { number: String(number) });
  const badges = credentials.map((one, at) => {
    const name = language.say(say('cli.nth', { file, number: String(at + 1) }));
    return linesOf(name, one, language);
  });
  const lines = [`${file} (${format}): ${head}`, ...checks.map((one) => lineOf(one, language))];
  return [`${lines.join('\n')}\n`, ...badges].join('\n');
}

function linesOf(name: string, verification: Verification, language: Language): string {
  const { credential, checks, notes } = verification;
  const lines = [
    `${name}: ${verdictOf(verification, language)}`,
    ...(credential ? saidBy(credential, language) : []),
    ...checks.map((check) => lineOf(check, language)),
    ...notes.map((note) => lineOfNote(note, language)),
  ];
  return `${lines.join('\n')}\n`;
}

function saidBy({ name, issuer }: BadgeReading, language: Language): readonly string[] {
  const by = language.text('cli.issued-by', { name: printable(issuer.id) });
  return [`  « ${printable(name)} »`, `  ${by}`];
}
