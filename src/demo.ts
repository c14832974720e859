/** `npm run demo`: the service with a believable KPA, on a fresh folder unless DATA_DIR names one. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { addressesToTry } from './demo/addresses-to-try.ts';
import { createDemoClock } from './demo/clock.ts';
import { seed } from './demo/seed.ts';
import { KPA } from './demo/cast.ts';
import { listen } from './listen.ts';
import { createServices } from './services.ts';
import { explainFailure } from './start-failure.ts';

try {
  const { DATA_DIR: named = '' } = process.env;
  const config = readConfig({
    LOG_LEVEL: 'error',
    ...process.env,
    // Set and empty is not named: it would be the folder in which somebody works.
    DATA_DIR: named === '' ? await mkdtemp(join(tmpdir(), 'kpa-badges-')) : named,
    NODE_ENV: 'development',
  });
  const clock = createDemoClock();
  const services = await createServices(config, { clock: () => clock.now() });
  // Listening first: a port that is taken is said at once, before anything is written.
  await listen(config, services, createApp);
  // The time it is, before the story goes back a year.
  await services.knownTime.read();
  const seeded = await services.store.kpas.count({ index: 'bySlug', equals: [KPA.slug] });
  if (seeded === 0) await seed(services, clock);
  process.stdout.write(`\n${await addressesToTry(services)}\n\nData: ${config.dataFolder}\n`);
} catch (error) {
  explainFailure(error);
}
