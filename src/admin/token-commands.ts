/** The tokens with which machines sign in the name of a KPA (docs/adr/0017). */
import { z } from 'zod';
import { repeatableId } from '../badges/repeatable-id.ts';
import { createToken } from '../features/api-tokens/create-token.ts';
import { listTokens, revokeToken } from '../features/api-tokens/revoke-token.ts';
import type { Services } from '../services.ts';
import type { ApiToken } from '../storage/store.ts';
import { ARGUMENTS, ArgumentsError } from './arguments.ts';
import { command } from './command.ts';
import { readKpa } from './owner.ts';

const { kpa, by, label, days, token, 'did-key': didKey } = ARGUMENTS;
const SHOWN = 8;

/** The KPA reads who may sign in its name, and who no more; once, however often a command is run. */
const note = (
  { register }: Pick<Services, 'register'>,
  act: 'token-made' | 'token-revoked',
  { id, kpaId }: ApiToken,
) => register.note({ kpaId, act, id: repeatableId(`${act}/${id}`) });

export const createApiToken = command(
  '--kpa SLUG, --label, --by, [--days 365], [--did-key: it signs as did:key, for test suites]',
  z.strictObject({ kpa, label, by, days: days.default(365), 'did-key': didKey.optional() }),
  async (services, given, print) => {
    const owner = await readKpa(services.store, given.kpa);
    const identity = given['did-key'] === true ? 'did:key' : 'did:web';
    const created = await createToken(services, owner, { ...given, identity });
    await note(services, 'token-made', created.stored);
    print(`${created.token}  signs for ${owner.name} until ${created.stored.expiresAt}`);
    print('It is not shown again: the store has only its digest.');
    return true;
  },
);

export const listApiTokens = command(
  '--kpa SLUG',
  z.strictObject({ kpa }),
  async (services, given, print) => {
    const owner = await readKpa(services.store, given.kpa);
    for (const { id, ...one } of await listTokens(services, owner)) {
      const ended = one.withdrawnAt === undefined ? '' : `  revoked ${one.withdrawnAt}`;
      const { identity, expiresAt, createdBy } = one;
      print(`${id.slice(0, SHOWN)}  ${one.label}  ${identity}  until ${expiresAt}${ended}`);
      print(`  ${one.createdAt}  created by ${createdBy}`);
    }
    return true;
  },
);

export const revokeApiToken = command(
  '--kpa SLUG, --token=START: the first characters that list-tokens shows',
  z.strictObject({ kpa, token }),
  async (services, given, print) => {
    const owner = await readKpa(services.store, given.kpa);
    const revoked = await revokeToken(services, owner, given.token);
    if (!revoked) throw new ArgumentsError(`--token ${given.token}: not one token of this KPA`);
    await note(services, 'token-revoked', revoked);
    print(`${revoked.id.slice(0, SHOWN)}  ${revoked.label}  signs no more`);
    return true;
  },
);
