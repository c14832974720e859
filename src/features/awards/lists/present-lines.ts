/** Lines of a list as pages and files show them. */
import { imagePath } from '../../../badges/addresses.ts';
import { isOther, levelOf } from '../../../badges/signed-names.ts';
import type { Definitions } from '../../../definitions/definitions.ts';
import { type Message, say } from '../../../language/message.ts';
import type { AwardBatchRow, Kpa, Store } from '../../../storage/store.ts';
import { endOf } from '../end-of-validity.ts';
import { COLUMN_NAMES } from './columns.ts';
import { awardIdOfLine } from './sign-lines.ts';
import { messageOf } from './stored-message.ts';

const SAID: Readonly<
  Record<AwardBatchRow['state'], { readonly tone: string; readonly text: Message }>
> = {
  right: { tone: 'unk', text: say('award.list.not-yet') },
  wrong: { tone: 'no', text: say('award.list.left-out') },
  given: { tone: 'neutral', text: say('award.list.given') },
  signed: { tone: 'ok', text: say('award.list.signed') },
  failed: { tone: 'no', text: say('award.list.not-signed') },
};

interface Asked {
  readonly store: Pick<Store, 'people'>;
  readonly kpa: Pick<Kpa, 'id' | 'slug'>;
  /** In the language of the page. */
  readonly here: Definitions;
  readonly now: Date;
}

export type LineView = Awaited<ReturnType<typeof presentLines>>[number];

export async function presentLines(
  { store, kpa, here, now }: Asked,
  rows: readonly AwardBatchRow[],
) {
  const ids = rows.flatMap(({ personId }) => personId ?? []);
  const people = await store.people(kpa.id).readable.findByIds(ids);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    ...{ line: row.line, name: names.get(row.personId ?? '') ?? row.cells?.person },
    said: SAID[row.state],
    why: row.why && messageOf(row.why),
    faults: faultsOf(row),
    href: row.state === 'signed' ? `/k/${kpa.slug}/credentials/${awardIdOfLine(row)}` : undefined,
    planned: plannedView(row, here, now),
  }));
}

const faultsOf = ({ faults = [], cells = {} }: AwardBatchRow) =>
  faults.map((fault) => ({
    column: COLUMN_NAMES[fault.column],
    written: cells[fault.column]?.slice(0, 120),
    message: messageOf(fault),
  }));

function plannedView({ plan, experienceId }: AwardBatchRow, here: Definitions, now: Date) {
  const badge = plan && here.in(plan.language).findBadgeClass(plan.badge, plan.version);
  if (!plan || !badge) return undefined;
  const { title, date, place, task, kind, level, sentence } = plan;
  const shown = here.findBadgeClass(plan.badge, plan.version) ?? badge;
  return {
    work: { title, date, place, kind, experienceId },
    ...{ task, sentence },
    image: imagePath(badge.slug, badge.version, level),
    badge: { ...badge, ...(isOther(shown, badge, here) && { nameHere: shown.name }) },
    level: levelOf({ ...(level !== undefined && { level }) }, shown, badge, here),
    ...endOf(badge, now.toISOString()),
  };
}
