import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { listen } from './listen.ts';
import { createServices } from './services.ts';
import { explainFailure } from './start-failure.ts';

try {
  const config = readConfig();
  const services = await createServices(config);
  await listen(config, services, createApp);
  services.log.info(`KPA-Cité badges at ${config.publicUrl}`);
} catch (error) {
  explainFailure(error);
}
