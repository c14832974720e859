/** What is given away as a file: the model to fill in, what is to be mended, what became of each line. */
import type { Language } from '../../../language/language.ts';
import { type Message, say } from '../../../language/message.ts';
import { type AwardBatchRow, BATCH_COLUMNS, type BatchColumn } from '../../../storage/store.ts';
import { writeCsv, writeTabs } from '../../../tables/write-csv.ts';
import { COLUMN_NAMES } from './columns.ts';
import type { LineView } from './present-lines.ts';
import { messageOf } from './stored-message.ts';

const heads = (language: Language, columns: readonly Message[]) =>
  columns.map((one) => language.say(one));

/** The columns of a list, and lines to be written over. */
export const modelSheet = (language: Language): string =>
  writeCsv(
    [
      BATCH_COLUMNS.map((column) => language.say(COLUMN_NAMES[column])),
      BATCH_COLUMNS.map((column) => {
        const example = EXAMPLE[column];
        return example ? language.say(example) : '';
      }),
    ],
    language.code,
  );

/** Of nobody: handed in as it is, it is told so, line by line. */
const EXAMPLE: Partial<Record<BatchColumn, Message>> = {
  date: say('award.list.example-date'),
  title: say('award.list.example-title'),
  kind: say('experience.job'),
  person: say('award.list.example-person'),
  badge: say('award.list.example-badge'),
  level: say('level.without-help'),
  sentence: say('award.list.example-sentence'),
};

/** Each fault on a line of its own, where a spreadsheet has it. */
export const faultsSheet = (rows: readonly AwardBatchRow[], language: Language): string =>
  writeCsv(
    [
      heads(language, [
        ...[say('award.list.head-line'), say('award.list.head-column')],
        ...[say('award.list.head-written'), say('award.list.head-mend')],
      ]),
      ...rows.flatMap(({ line, cells = {}, faults = [] }) =>
        faults.map((fault) => [
          ...[line, language.say(COLUMN_NAMES[fault.column]), cells[fault.column] ?? ''],
          language.say(messageOf(fault)),
        ]),
      ),
    ],
    language.code,
  );

/** `addressOf`: of the page of a badge. */
export const outcomesSheet = (
  lines: readonly LineView[],
  language: Language,
  addressOf: (path: string) => string,
): string =>
  writeCsv(
    [
      heads(language, [
        ...[say('award.list.head-line'), COLUMN_NAMES.person, COLUMN_NAMES.date],
        ...[COLUMN_NAMES.title, COLUMN_NAMES.badge, COLUMN_NAMES.level],
        ...[say('award.list.head-outcome'), say('award.list.head-why')],
        say('award.list.head-address'),
      ]),
      ...lines.map(({ line, name = '', planned, said, why, href }) => [
        ...[line, name, planned?.work.date ?? '', planned?.work.title ?? ''],
        ...[planned?.badge.name ?? '', planned?.level?.name ?? '', language.say(said.text)],
        ...[why ? language.say(why) : '', href === undefined ? '' : addressOf(href)],
      ]),
    ],
    language.code,
  );

/** What was typed, to be mended and handed in again: each line where a spreadsheet had it. */
export function typedAgain(rows: readonly AwardBatchRow[], language: Language): string {
  const typed = rows.filter(({ cells, state }) => cells && state !== 'signed');
  const [first] = typed;
  if (!first) return '';
  const columns = BATCH_COLUMNS.filter((column) =>
    typed.some(({ cells }) => cells?.[column] !== undefined),
  );
  const last = Math.max(...typed.map(({ line }) => line));
  const lines = Array.from({ length: last }, (): string[] => []);
  lines[Math.max(0, first.line - 2)] = columns.map((column) => language.say(COLUMN_NAMES[column]));
  for (const { line, cells = {} } of typed) {
    lines[line - 1] = columns.map((column) => cells[column] ?? '');
  }
  return writeTabs(lines);
}
