import cluster from 'node:cluster';
import { type Config, readConfig, readEnvironment } from './config.ts';
import { explainFailure } from './start-failure.ts';

/** Alone, or one of several workers. */
async function serve(config: Config): Promise<void> {
  const { createApp } = await import('./app.ts');
  const { listen } = await import('./listen.ts');
  const { createServices } = await import('./services.ts');
  const { joinCrew } = await import('./workers/join-crew.ts');
  const crew = cluster.isWorker ? { crew: joinCrew(config.workers) } : {};
  const services = await createServices(config, crew);
  await listen(config, services, createApp);
  services.log.info(`KPA-Cité badges at ${config.publicUrl}`);
}

/** The primary has none of what serves: it stays small. */
async function leadWorkers(config: Config, environment: NodeJS.ProcessEnv): Promise<void> {
  const { createLog } = await import('./configured.ts');
  const { lead } = await import('./workers/lead.ts');
  await lead(config, environment, createLog(config));
}

try {
  const environment = readEnvironment();
  const config = readConfig(environment);
  await (config.workers > 1 && cluster.isPrimary
    ? leadWorkers(config, environment)
    : serve(config));
} catch (error) {
  explainFailure(error);
}
