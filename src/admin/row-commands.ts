/** Rows that are not as we wrote them: what an operator sees of them, and does (docs/runbook-keys.md). */
import { z } from 'zod';
import { findDoubtfulRows, vouchForRows } from '../features/key-management/doubtful-rows.ts';
import { ARGUMENTS } from './arguments.ts';
import { command } from './command.ts';
import { OWNER, readOwner } from './owner.ts';

const { key, award, by, reason } = ARGUMENTS;

export const checkRows = command(
  '--kpa SLUG | --network',
  z.strictObject(OWNER),
  async (services, given, print) => {
    const owner = await readOwner(services.store, given);
    let doubtful = 0;
    for await (const { kind, id, why } of findDoubtfulRows(services, owner)) {
      doubtful += 1;
      print(`${kind} ${id}  not believed: ${why}`);
    }
    print(`${owner.name}: ${doubtful} not believed`);
    return doubtful === 0;
  },
);

export const acceptRows = command(
  '--kpa SLUG | --network, --by, --reason, [--key KEY] [--award ID…: those of a lost master key unless said]',
  z.strictObject({ ...OWNER, key: key.optional(), award: award.optional(), by, reason }),
  async (services, given, print) => {
    const owner = await readOwner(services.store, given);
    const { key: fragment, award: awards = [], by: who, reason: why } = given;
    const keys = fragment === undefined ? [] : [fragment];
    const named = keys.length + awards.length === 0 ? undefined : { keys, awards };
    const counts = { taken: 0, failed: 0 };
    const act = { by: who, reason: why };
    const left = new Set([...keys, ...awards]);
    for await (const row of vouchForRows(services, owner, named, act)) {
      counts[row.outcome] += 1;
      if (row.outcome === 'taken') left.delete(row.id);
      print(`${row.kind} ${row.id}  ${row.outcome}  ${row.why}`);
    }
    print(`${owner.name}: ${counts.taken} taken as they stand, ${counts.failed} failed`);
    return counts.failed + left.size === 0;
  },
);
