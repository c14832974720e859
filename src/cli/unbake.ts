import { say } from '../language/message.ts';
import type { Arguments } from './arguments.ts';
import { EXIT, type CommandResult, worstOf } from './exit-codes.ts';
import { asJson } from './printable.ts';
import { CliError, readBadge, writeNew } from './read-input.ts';

/** The signed text as it is: to `--out` byte for byte, else each on lines of its own. */
export async function unbake({ files, json, out }: Arguments): Promise<CommandResult> {
  if (out !== undefined && (files.length > 1 || json)) {
    throw new CliError(say('cli.out-takes-one'));
  }
  const rows = await Promise.all(files.map(async (file) => ({ file, ...(await readBadge(file)) })));
  const exitCode = worstOf(rows.map(({ ok }) => (ok ? EXIT.VALID : EXIT.NOT_AUTHENTIC)));
  if (json) return { output: asJson(rows), exitCode };
  const problems = rows.flatMap((row) => (row.ok ? [] : [`${row.file}: ${row.detail}\n`]));
  process.stderr.write(problems.join(''));
  const texts = rows.flatMap((row) => (row.ok ? [row.text] : []));
  if (out === undefined) return { output: texts.map((text) => `${text}\n`).join(''), exitCode };
  for (const text of texts) await writeNew(out, text);
  return { output: '', exitCode };
}
