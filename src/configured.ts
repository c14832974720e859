/** What the configuration chooses: the log, the mailer, the folder, the blobs, the secrets, the metrics. */
import { join } from 'node:path';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { BlobStore } from './blobs/blob-store.ts';
import { openDiskBlobs } from './blobs/disk.ts';
import { openS3Blobs } from './blobs/s3.ts';
import type { Build } from './build.ts';
import type { Config } from './config.ts';
import { loadOrCreateSecret } from './keys/development-secret.ts';
import type { ReportRow } from './keys/key-rows.ts';
import { parseMasterKey } from './keys/master-key.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { GuardedExchange } from './outside/guarded-exchange.ts';
import {
  createLogMailer,
  createMissingMailer,
  createSmtpMailer,
  type Mailer,
} from './outside/mailer.ts';
import { createSmsGateway, type SmsGateway } from './outside/sms.ts';
import type { Database } from './storage/store.ts';
import { fieldsOfRequest } from './web/requests/request-context.ts';

/**
 * An allow-list in spirit: we log no bodies, no headers, no addresses of people. What is logged while
 * a request is answered says which. `destination`: the standard output unless said.
 */
export function createLog(
  { logLevel: level }: Pick<Config, 'logLevel'>,
  destination?: DestinationStream,
): Logger {
  const options = { level, mixin: fieldsOfRequest, redact: SECRETS };
  return destination ? pino(options, destination) : pino(options);
}

const SECRETS = [
  'token',
  'email',
  'phone',
  'credential',
  'forms',
  'wrappedKey',
  'sealedToken',
  'sealedSecret',
].map((name) => `*.${name}`);

export function reportDoubts(log: Logger): ReportRow {
  return ({ key: { kpaId, fragment }, doubt: why }) => {
    log.error({ kpaId, key: fragment, why }, 'A key row is not as we wrote it: not believed');
  };
}

export function createMailer(config: Config, log: Logger): Mailer {
  if (config.smtpUrl !== undefined) return createSmtpMailer(config.smtpUrl, config.mailFrom);
  return config.production ? createMissingMailer(log) : createLogMailer(log);
}

/** Without it, nobody is asked for a number. */
export const smsGateway = ({ sms }: Config, exchange: GuardedExchange): SmsGateway | undefined =>
  sms && createSmsGateway(sms, exchange);

/** Nothing is written before the first file that somebody hands in. */
export const openBlobs = ({ bucket, blobFolder }: Config): BlobStore =>
  bucket ? openS3Blobs(bucket) : openDiskBlobs({ folder: blobFolder });

/** For the database, or for secrets that do not come from the environment. `given`: another database. */
export function usesFolder(config: Config, given: Database | undefined): boolean {
  const isElsewhere = given !== undefined || config.mongodbUri !== undefined;
  return !isElsewhere || config.masterKey === undefined || config.appSecret === undefined;
}

/** In production both come from the environment (config.ts sees to it); else from files. */
export async function readSecrets(config: Config, log: Logger) {
  const fromFile = async (name: string) => {
    const file = join(config.dataFolder, name);
    log.warn(
      `Development: ${name} is kept in ${file}. In production it comes from the environment.`,
    );
    return (await loadOrCreateSecret(file)).value;
  };
  return {
    masterKey:
      config.masterKey === undefined
        ? await fromFile('master.key')
        : parseMasterKey(config.masterKey),
    appSecret: config.appSecret ?? Buffer.from(await fromFile('app.secret')).toString('base64url'),
  };
}

/** A tenth of a second, for those alone who read them. */
export async function openMetrics(
  config: Config,
  build: Build,
  log: Logger,
): Promise<Metrics | undefined> {
  if (!config.metrics) return undefined;
  const { createMetrics } = await import('./metrics/metrics.ts');
  return createMetrics({ ...build }, log);
}
