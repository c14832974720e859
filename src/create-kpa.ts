/**
 * `npm run create-kpa -- --slug …`: a new KPA with its keys, its first manager, and a link with
 * which this person signs in. Run again it completes what a crash left out, adds nobody twice, says
 * what it changes of what was given before, and prints a new link.
 */
import { pino } from 'pino';
import { ConfigError, readConfig } from './config.ts';
import { ArgumentsError, type KpaArguments, readArguments } from './create-kpa/arguments.ts';
import { changeKpa } from './create-kpa/change-kpa.ts';
import {
  checkMasterKey,
  compareWith,
  findService,
  refuseNewData,
} from './create-kpa/same-service.ts';
import { setManager } from './create-kpa/set-manager.ts';
import { createKpa } from './features/kpas/create-kpa.ts';
import { createServices, type Services } from './services.ts';
import { explainFailure } from './start-failure.ts';
import { findKpa } from './web/kpa-in-path.ts';

const LINK_MINUTES = 60;

try {
  const given = readArguments(process.argv.slice(2));
  const config = readConfig();
  const service = await findService(config);
  if (service) refuseNewData(config, service);
  const services = await createServices(config, { log: pino({ level: 'error' }, process.stderr) });
  // First: under another master key no key in the data is ours, and nothing could be compared.
  await checkMasterKey(services);
  if (service) await compareWith(services, service);
  const lines = [
    ...(await create(services, given)),
    `Written to ${services.store.description}.`,
    service
      ? `The service at ${service.at} works with it.`
      : `No service answers on port ${config.port}: start it with this same configuration.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  await services.store.close();
} catch (error) {
  const isRefused = error instanceof ArgumentsError || error instanceof ConfigError;
  const headline = isRefused ? 'Nothing was done.' : 'It did not end. It can be run again.';
  explainFailure(error, headline);
}

async function create(services: Services, given: KpaArguments): Promise<readonly string[]> {
  const { store, addresses } = services;
  const existing = await findKpa(store, given.slug);
  if (existing && existing.name !== given.name) {
    throw new ArgumentsError(
      `--slug ${given.slug} already belongs to ${existing.name}: choose another. The name of a KPA stands in its badges, and cannot be changed`,
    );
  }
  const made = await createKpa(services, detailsOf(services, given));
  // The person first: if they are refused, nothing of the KPA has changed.
  const manager = await setManager(services, made, given);
  const kpa = await changeKpa(store, made.id, given);
  const token = await services.createSignInLink(manager.value, { minutes: LINK_MINUTES });
  const changes = existing ? [...kpa.changes, ...manager.changes] : [];
  return [
    `${made.name}: ${addresses.publicUrl}/k/${made.slug}`,
    ...(existing && changes.length === 0 ? ['It was there, and nothing of it changed.'] : []),
    ...changes.map((one) => `Changed: ${one}`),
    `For ${manager.value.name}, once, within ${LINK_MINUTES} minutes: ${addresses.signInLink(token)}`,
  ];
}

function detailsOf({ clock }: Services, given: KpaArguments) {
  const { slug, name, place, description, phone } = given;
  const email = given['contact-email'];
  return {
    ...{ slug, name, place, description },
    contact: { ...(phone !== undefined && { phone }), ...(email !== undefined && { email }) },
    memberSince: given['member-since'] ?? clock().getUTCFullYear(),
  };
}
