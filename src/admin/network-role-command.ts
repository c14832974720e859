/** Who runs the network: given to, and taken from, a person of some KPA (docs/adr/0042). */
import { z } from 'zod';
import { whoStays } from '../badges/records/who-stays.ts';
import { withNetworkRole, withoutNetworkRole } from '../features/kpas/role/network-role.ts';
import { ARGUMENTS, ArgumentsError } from './arguments.ts';
import { command } from './command.ts';
import { readKpa } from './owner.ts';

const { kpa, person, by, remove } = ARGUMENTS;

export const networkRole = command(
  '--kpa SLUG, --person EMAIL, --by, [--remove]',
  z.strictObject({ kpa, person, by, remove: remove.optional() }),
  async ({ store, register, log, clock }, given, print) => {
    const owner = await readKpa(store, given.kpa);
    const email = given.person.toLowerCase();
    const query = { index: 'acrossByEmail', equals: [email] } as const;
    const all = await store.people.across.all(query).toArray();
    const record = all.find((one) => one.kpaId === owner.id);
    const found = await whoStays(store, record);
    if (!found || found.leftOn !== undefined) {
      throw new ArgumentsError(`--person ${given.person}: nobody in ${owner.name} has this e-mail`);
    }
    const act = given.remove === true ? 'network-role-taken' : 'network-role-given';
    await register.note({ kpaId: owner.id, act, about: found.id });
    const since = clock().toISOString();
    await store
      .people(owner.id)
      .update(found.id, (now) =>
        given.remove === true ? withoutNetworkRole(now) : withNetworkRole(now, since),
      );
    log.info({ by: given.by, person: found.id, act }, 'the network role changed');
    print(
      `${found.name} of ${owner.name}  ${act === 'network-role-given' ? 'runs the network' : 'no longer runs the network'}`,
    );
    return true;
  },
);
