import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { catchUp } from './features/status-lists/catch-up.ts';
import { listen } from './listen.ts';
import { createServices } from './services.ts';
import { explainFailure } from './start-failure.ts';

try {
  const config = readConfig();
  const services = await createServices(config);
  // Before anything is served: a revocation cut short by a crash is never shown as valid.
  await catchUp(services);
  await listen(config, services, createApp);
  services.log.info(`KPA-Cité badges at ${config.publicUrl}`);
} catch (error) {
  explainFailure(error);
}
