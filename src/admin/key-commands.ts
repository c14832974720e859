/** What an operator does with the keys of a KPA or of the network (docs/runbook-keys.md). */
import { z } from 'zod';
import { reissueAwards, type ReissueRequest } from '../awards/reissue-awards.ts';
import { disownKey } from '../features/key-management/disown-key.ts';
import { networkList } from '../features/kpas/network-list.ts';
import type { KeyAct } from '../keys/key-ring.ts';
import type { Services } from '../services.ts';
import type { Kpa } from '../storage/store.ts';
import { ARGUMENTS, ArgumentsError } from './arguments.ts';
import { command, type Printer } from './command.ts';
import { type Owner, OWNER, readKpa, readOwner } from './owner.ts';

const { key, algorithm, by, reason } = ARGUMENTS;

export const listKeys = command(
  '--kpa SLUG | --network',
  z.strictObject(OWNER),
  async ({ store, keys }, given, print) => {
    const owner = await readOwner(store, given);
    for (const record of await keys.records(owner.id)) {
      const doubt = record.doubt === undefined ? '' : `  not believed: ${record.doubt}`;
      print(`${record.fragment}  ${record.algorithm}  ${record.state}${doubt}`);
      for (const event of record.events) {
        print(`  ${event.at}  ${event.action}  by ${event.by}: ${event.reason}`);
      }
    }
    return true;
  },
);

export const rotateKey = command(
  '--kpa SLUG | --network, --key KEY | --algorithm Ed25519|ES256, --by, --reason',
  z.strictObject({
    ...OWNER,
    key: key.optional(),
    algorithm: algorithm.optional(),
    by,
    reason,
  }),
  async ({ store, keys, register }, given, print) => {
    const owner = await readOwner(store, given);
    const rotation = await keys.rotate(owner.id, whichKey(given), act(given));
    const isOfKpa = owner.kpa !== undefined && rotation.retired.length > 0;
    if (isOfKpa) await register.note({ kpaId: owner.id, act: 'key-rotated' });
    for (const retired of rotation.retired) print(`${retired}  retired: it still verifies`);
    print(`${rotation.active}  signs for ${owner.name} from now on`);
    return true;
  },
);

function whichKey(given: {
  key?: string | undefined;
  algorithm?: z.infer<typeof algorithm> | undefined;
}) {
  if (given.key !== undefined && given.algorithm === undefined) return { fragment: given.key };
  if (given.key === undefined && given.algorithm !== undefined) {
    return { algorithm: given.algorithm };
  }
  throw new ArgumentsError('Say which key: --key with its name, or --algorithm for the newest');
}

export const revokeKey = command(
  '--kpa SLUG | --network, --key KEY, --by, --reason',
  z.strictObject({ ...OWNER, key, by, reason }),
  async (services, given, print) => {
    const owner = await readOwner(services.store, given);
    const { active, changed } = await revoke(services, owner, given.key, act(given));
    if (owner.kpa && changed) {
      await services.register.note({ kpaId: owner.id, act: 'key-revoked' });
    }
    print(`${given.key}  ${changed ? 'revoked' : 'was revoked before'}: it verifies nothing`);
    print(`${active}  signs for ${owner.name} from now on`);
    if (owner.kpa)
      return reissueAll(services, owner.kpa, { ...act(given), signedWith: [given.key] }, print);
    await networkList(services);
    return true;
  },
);

function revoke(services: Services, { id, kpa }: Owner, fragment: string, why: KeyAct) {
  return kpa ? disownKey(services, kpa, fragment, why) : services.keys.revoke(id, fragment, why);
}

export const reissue = command(
  '--kpa SLUG, --by, --reason, [--key KEY: the revoked ones unless said]',
  z.strictObject({ kpa: ARGUMENTS.kpa, key: key.optional(), by, reason }),
  async (services, given, print) => {
    const kpa = await readKpa(services.store, given.kpa);
    const all = await services.keys.records(kpa.id);
    const records = all.filter(({ doubt }) => doubt === undefined);
    const named = records.filter(({ fragment }) => fragment === given.key);
    if (given.key !== undefined && named.length === 0) {
      throw new ArgumentsError(`--key ${given.key}: ${kpa.name} has no such key`);
    }
    if (named.some(({ state }) => state === 'active')) {
      throw new ArgumentsError(`--key ${given.key ?? ''} still signs: rotate or revoke it first`);
    }
    const revoked = records.filter(({ state }) => state === 'revoked');
    const chosen = given.key === undefined ? revoked : named;
    const signedWith = chosen.map(({ fragment }) => fragment);
    return reissueAll(services, kpa, { ...act(given), signedWith }, print);
  },
);

async function reissueAll(
  services: Services,
  kpa: Kpa,
  request: ReissueRequest,
  print: Printer,
): Promise<boolean> {
  const counts = { reissued: 0, revoked: 0, declined: 0, failed: 0 };
  for await (const { awardId, outcome, detail } of reissueAwards(services, kpa, request)) {
    counts[outcome] += 1;
    print(`${awardId}  ${outcome}  ${detail}`);
  }
  print(
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', '),
  );
  return counts.failed === 0;
}

const act = ({ by: who, reason: why }: KeyAct): KeyAct => ({ by: who, reason: why });
