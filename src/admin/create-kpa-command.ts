import type { Config } from '../config.ts';
import { createKpa } from '../features/kpas/create-kpa.ts';
import { readJournal } from '../journal/read.ts';
import { addUp } from '../journal/state.ts';
import type { Services } from '../services.ts';
import type { Kpa } from '../storage/store.ts';
import { findKpa } from '../web/kpa-in-path.ts';
import { readValues } from './arguments.ts';
import { changeKpa } from './change-kpa.ts';
import { type Command, type Printer, RefusedError } from './command.ts';
import {
  KPA_HELP,
  KPA_USAGE,
  type KpaArguments,
  kpaArguments,
  languageSaid,
} from './kpa-arguments.ts';
import {
  checkMasterKey,
  compareWith,
  findService,
  type Listening,
  refuseNewData,
  shows,
} from './beside/same-service.ts';
import { setManager } from './set-manager.ts';

const LINK_MINUTES = 60;

/**
 * A new KPA with its keys, its first manager, and a link with which this person signs in. Run again
 * it completes what a crash left out, adds nobody twice, says what it changes of what was given
 * before, and prints a new link.
 */
export const newKpa: Command = {
  usage: KPA_USAGE,
  help: KPA_HELP,
  purpose: 'make',
  prepare: (values) => {
    const given = readValues(kpaArguments, values);
    return async (config) => {
      const service = await findService(config);
      if (service) refuseNewData(config, service);
      return async (services, print) => {
        await checkData(services, config, service);
        const { kpa, lines } = await create(services, given);
        for (const line of lines) print(line);
        print(`Written to ${services.store.description}.`);
        return tellService(services, service, kpa, config.port, print);
      };
    };
  },
};

/** Throws `KeyError`, `ConfigError`. */
async function checkData(
  services: Services,
  config: Config,
  service: Listening | undefined,
): Promise<void> {
  // First: under another master key no key in the data is ours, and nothing could be compared.
  await checkMasterKey(services);
  if (service) await compareWith(services, config, service);
}

/** What to tell of it, a line each. Throws `RefusedError`. */
async function create(
  services: Services,
  given: KpaArguments,
): Promise<{ readonly kpa: Kpa; readonly lines: readonly string[] }> {
  const { store, addresses } = services;
  const existing = await findKpa(store, given.slug);
  if (existing && existing.name !== given.name) {
    throw new RefusedError(
      `--slug ${given.slug} already belongs to ${existing.name}: choose another. The name of a KPA stands in its badges, and cannot be changed`,
    );
  }
  const lost = existing ? undefined : await lostIdOf(services, given.slug);
  const made = await createKpa(services, detailsOf(services, given), lost);
  // The person first: if they are refused, nothing of the KPA has changed.
  const manager = await setManager(services, made, given);
  const kpa = await changeKpa(store, made.id, given);
  const token = await services.createSignInLink(manager.value, { minutes: LINK_MINUTES });
  const changes = existing ? [...kpa.changes, ...manager.changes] : [];
  const lines = [
    `${made.name}: ${addresses.publicUrl}/k/${made.slug}`,
    ...(existing && changes.length === 0 ? ['It was there, and nothing of it changed.'] : []),
    ...changes.map((one) => `Changed: ${one}`),
    `For ${manager.value.name}, once, within ${LINK_MINUTES} minutes: ${addresses.signInLink(token)}`,
  ];
  return { kpa: made, lines };
}

/** Of a KPA that a restored database has not: under this id are its keys (docs/adr/0037). */
async function lostIdOf({ journal, custody }: Services, slug: string): Promise<string | undefined> {
  if (!journal) return undefined;
  const { kpas } = await addUp(readJournal(journal.folder, custody));
  return kpas.findLast((one) => one.slug === slug)?.id;
}

function detailsOf({ clock }: Services, given: KpaArguments) {
  const { slug, name, place, description, phone } = given;
  const language = languageSaid(given.language);
  const email = given['contact-email'];
  return {
    ...{ slug, name, place, description },
    ...(language !== undefined && { language }),
    contact: { ...(phone !== undefined && { phone }), ...(email !== undefined && { email }) },
    memberSince: given['member-since'] ?? clock().getUTCFullYear(),
  };
}

/** False where the service does not see it: its file was replaced a moment ago, for instance. */
async function tellService(
  services: Services,
  service: Listening | undefined,
  kpa: Kpa,
  port: number,
  print: Printer,
): Promise<boolean> {
  if (!service) {
    print(`No service answers on port ${port}: start it with this same configuration.`);
    return true;
  }
  const isSeen = await shows(services, service, kpa);
  print(
    isSeen
      ? `The service at ${service.at} works with it.`
      : `The service at ${service.at} does not show it: it works with another file. Start it again.`,
  );
  return isSeen;
}
