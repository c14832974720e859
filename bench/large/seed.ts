/**
 * A service that is years old, written in minutes: KPAs and their lists through the same verbs as
 * ever, awards straight into SQLite, as the store writes them. Those of one KPA are copies of one
 * that it signed, so that many share one signed text. Withdrawn ones, which are read at the start,
 * are whole, each with its own MAC; of the others, which are counted and found and never read, the
 * signed texts and the MAC are left out.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { z } from 'zod';
import { awardMacs } from '../../src/awards/award-rows.ts';
import { awardBadge } from '../../src/features/awards/award-badge.ts';
import type { Services } from '../../src/services.ts';
import { type Award, awardSchema } from '../../src/storage/store.ts';
import { type Cast, createCast, draftFor, recordWork } from '../servers/cast.ts';

export interface Seed {
  readonly kpas: number;
  readonly awards: number;
  readonly withdrawn: number;
}

/** The first KPA is that of the cast, so that whoever works there has years behind them. */
const slugOf = (kpa: number) => (kpa === 0 ? 'hauts-pres' : `kpa-${kpa}`);

export async function seed(services: Services, folder: string, size: Seed): Promise<void> {
  const database = new DatabaseSync(join(folder, 'kpa-badges.sqlite'));
  // All is lost together if the machine stops: it is begun anew.
  database.exec('PRAGMA synchronous = OFF');
  for (let at = 0; at < size.kpas; at += 1) {
    const cast = await createCast(services, slugOf(at), 1);
    await seedKpa(services, database, cast, {
      kpas: 1,
      awards: Math.round(size.awards / size.kpas),
      withdrawn: Math.round(size.withdrawn / size.kpas),
    });
  }
  database.close();
}

async function seedKpa(
  services: Services,
  database: InstanceType<typeof DatabaseSync>,
  cast: Cast,
  { awards, withdrawn }: Seed,
): Promise<void> {
  const { kpa, members } = cast;
  const [member] = members;
  if (!member) throw new Error('No member');
  const draft = draftFor(services, cast, member, await recordWork(services, cast));
  await awardBadge(services, draft);
  const { award, mark } = readRow(database, draft.awardId);
  const macs = awardMacs(services.custody);
  const revocation = { at: award.issuedAt, reason: 'An error', byName: cast.staff.name };
  const rows: [id: string, body: string][] = [];
  for (let at = 1; at < awards; at += 1) {
    const { slot, mac, ...copy } = { ...award, id: randomUUID(), statusIndex: indexOf(award, at) };
    const row =
      at <= withdrawn
        ? await macs.marked({ ...copy, standing: 'revoked', revocation })
        : {
            ...copy,
            personId: randomUUID(),
            forms: {},
            slot: randomBytes(32).toString('base64url'),
          };
    rows.push([row.id, JSON.stringify({ ...row, ...mark })]);
  }
  const insert = database.prepare(
    'INSERT INTO "awards" ("id", "version", "body") VALUES (?, 1, ?)',
  );
  database.exec('BEGIN IMMEDIATE');
  for (const row of rows) insert.run(...row);
  database.exec('COMMIT');
  await services.statusLists.publish(kpa, award.statusListId);
}

/** Another entry for each. */
const indexOf = ({ statusIndex }: Award, at: number) => (statusIndex + at * 7) % 131_072;

const rowShape = z.object({ body: z.string() });
const anything = z.looseObject({});

/** The award, and what the store writes beside it. */
function readRow(database: InstanceType<typeof DatabaseSync>, id: string) {
  const row: unknown = database.prepare('SELECT "body" FROM "awards" WHERE "id" = ?').get(id);
  const whole = anything.parse(JSON.parse(rowShape.parse(row).body));
  const known = Object.keys(awardSchema.shape);
  const entries = Object.entries(whole);
  const award = awardSchema.parse(
    Object.fromEntries(entries.filter(([name]) => known.includes(name))),
  );
  return { award, mark: Object.fromEntries(entries.filter(([name]) => !known.includes(name))) };
}
