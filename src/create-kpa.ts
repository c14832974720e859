/**
 * `npm run create-kpa -- --slug …`: a new KPA with its keys, its first manager, and a link with
 * which this person signs in. Run again with the same words it completes what a crash left out,
 * adds nobody twice, and prints a new link.
 */
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { addManager } from './create-kpa/add-manager.ts';
import { ArgumentsError, type KpaArguments, readArguments } from './create-kpa/arguments.ts';
import { createKpa } from './features/kpas/create-kpa.ts';
import { createServices, type Services } from './services.ts';
import { explainFailure } from './start-failure.ts';
import { findKpa } from './web/kpa-in-path.ts';

const LINK_MINUTES = 60;

try {
  const given = readArguments(process.argv.slice(2));
  const services = await createServices(readConfig(), {
    log: pino({ level: 'error' }, process.stderr),
  });
  process.stdout.write(`${await create(services, given)}\n`);
  await services.store.close();
} catch (error) {
  explainFailure(error, 'No KPA was created.');
}

async function create(services: Services, given: KpaArguments): Promise<string> {
  const { store, addresses, clock } = services;
  const { slug, name, place, description, phone } = given;
  const contactEmail = given['contact-email'];
  const existing = await findKpa(store, slug);
  if (existing && existing.name !== name) {
    throw new ArgumentsError(`--slug ${slug} already belongs to ${existing.name}: choose another`);
  }
  const kpa = await createKpa(services, {
    slug,
    name,
    place,
    description,
    contact: {
      ...(phone !== undefined && { phone }),
      ...(contactEmail !== undefined && { email: contactEmail }),
    },
    memberSince: given['member-since'] ?? clock().getUTCFullYear(),
  });
  const person = await addManager(services, kpa, given);
  const token = await services.createSignInLink(person, { minutes: LINK_MINUTES });
  return [
    `${kpa.name}: ${addresses.publicUrl}/k/${kpa.slug}`,
    `For ${person.name}, once, within ${LINK_MINUTES} minutes: ${addresses.signInLink(token)}`,
  ].join('\n');
}
