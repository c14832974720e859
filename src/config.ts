/** The configuration: the only reader of the environment (README, “Configuration”). */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import type { BucketPlace } from './blobs/s3.ts';
import { parseMasterKey } from './keys/master-key.ts';
import { readUrl } from './outside/guarded-address.ts';
import type { SmsPlace } from './outside/sms.ts';

const blank = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blank, schema.optional());

const listOf = (text: string) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Here, where the variable has a name. What is wrong is said without the value. */
const masterKey = z.string().superRefine((text, context) => {
  try {
    parseMasterKey(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.addIssue({ code: 'custom', message });
  }
});

const publicUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => new URL(url).pathname === '/' && !new URL(url).search, {
    error: 'must be an origin, without a path',
  })
  .transform((url) => new URL(url).origin);

const environment = z.object({
  NODE_ENV: z.preprocess(
    blank,
    z.enum(['development', 'test', 'production']).default('development'),
  ),
  HOST: optional(z.string()),
  PORT: z.preprocess(blank, z.coerce.number().int().min(0).max(65_535).default(3000)),
  PUBLIC_URL: optional(publicUrl),
  DATA_DIR: z.preprocess(blank, z.string().default('data')),
  JOURNAL_DIR: optional(z.string()),
  BLOB_DIR: optional(z.string()),
  S3_ENDPOINT: optional(z.url({ protocol: /^https?$/ })),
  S3_REGION: z.preprocess(blank, z.string().default('us-east-1')),
  S3_BUCKET: optional(
    z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'is no name of a bucket'),
  ),
  S3_ACCESS_KEY_ID: optional(z.string()),
  S3_SECRET_ACCESS_KEY: optional(z.string()),
  MONGODB_URI: optional(z.string().regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb://')),
  MASTER_KEY: optional(masterKey),
  MASTER_KEY_PREVIOUS: z.preprocess(
    blank,
    z.string().default('').transform(listOf).pipe(z.array(masterKey)),
  ),
  APP_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
  SMTP_URL: optional(z.string().regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')),
  MAIL_FROM: z.preprocess(blank, z.email().default('badges@localhost.localdomain')),
  SMS_URL: optional(
    z.string().refine((text) => readUrl(text) instanceof URL, {
      error: 'must begin with https://, and name no port and no password',
    }),
  ),
  SMS_TOKEN: optional(z.string()),
  // As telephones show it (3GPP TS 23.040: eleven letters and digits).
  SMS_SENDER: optional(z.string().regex(/^[\p{L}\d ]{1,11}$/u, 'has at most 11 letters or digits')),
  LOG_LEVEL: z.preprocess(
    blank,
    z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  ),
  TRUST_PROXY: z.preprocess(blank, z.coerce.number().int().min(0).max(5).default(0)),
  TOKEN_REQUESTS: z.preprocess(blank, z.coerce.number().int().min(1).default(60_000)),
  WORKERS: z.preprocess(blank, z.coerce.number().int().min(1).max(64).default(1)),
  SHORT_WAY: z.preprocess(blank, z.enum(['on', 'off']).default('on')),
  METRICS_PORT: optional(z.coerce.number().int().min(1).max(65_535)),
  METRICS_HOST: z.preprocess(blank, z.string().default('127.0.0.1')),
});

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** The origin people see. Never taken from a request's Host header. */
  readonly publicUrl: string;
  readonly dataFolder: string;
  /** Where the journal of acts is written (docs/adr/0037). */
  readonly journalFolder: string;
  /** Where the files lie that people hand in, unless there is a bucket for them (docs/adr/0051). */
  readonly blobFolder: string;
  readonly bucket: BucketPlace | undefined;
  readonly mongodbUri: string | undefined;
  /** Absent in development only: one is generated and kept beside the data. */
  readonly masterKey: string | undefined;
  /** Master keys that still open what they closed, and close nothing any more. */
  readonly previousMasterKeys: readonly string[];
  readonly appSecret: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** The gateway of short messages, if there is one (docs/adr/0055). */
  readonly sms: SmsPlace | undefined;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** How many reverse proxies stand before the service. */
  readonly trustedProxies: number;
  /** Processes that serve the port together (docs/adr/0036). */
  readonly workers: number;
  /** Requests to sign a badge in a minute that one API token may send; what takes long counts as more. */
  readonly tokenRequests: number;
  /** Whether badges are canonicalised the short way (docs/adr/0030). */
  readonly shortWay: boolean;
  /** Where metrics are read; nothing is measured without it (docs/adr/0034). */
  readonly metrics: { readonly port: number; readonly host: string } | undefined;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const needed = {
  MASTER_KEY: '32 random bytes in base64, for instance from: openssl rand -base64 32',
  APP_SECRET: 'at least 32 random characters, for instance from: openssl rand -base64 32',
  PUBLIC_URL: 'the https origin people use, for instance https://badges.example.org',
} as const;

/**
 * The environment, and below it what `.env` in the working folder says: the service and its commands
 * read the same.
 */
export function readEnvironment(): NodeJS.ProcessEnv {
  return existsSync('.env')
    ? { ...parseEnv(readFileSync('.env', 'utf8')), ...process.env }
    : process.env;
}

/** Throws `ConfigError` naming every variable that is wrong or, in production, missing. */
export function readConfig(env: NodeJS.ProcessEnv = readEnvironment()): Config {
  const parsed = environment.safeParse(env);
  const production = env['NODE_ENV'] === 'production';
  const missing = production ? missingIn(env) : [];
  const incomplete = incompleteIn(env);
  if (!parsed.success || missing.length > 0 || incomplete.length > 0) {
    throw new ConfigError([...issuesIn(parsed.error), ...missing, ...incomplete].join('\n'));
  }
  const values = parsed.data;
  return {
    production,
    host: values.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    dataFolder: values.DATA_DIR,
    journalFolder: values.JOURNAL_DIR ?? join(values.DATA_DIR, 'journal'),
    blobFolder: values.BLOB_DIR ?? join(values.DATA_DIR, 'blobs'),
    bucket: bucketIn(values),
    mongodbUri: values.MONGODB_URI,
    masterKey: values.MASTER_KEY,
    previousMasterKeys: values.MASTER_KEY_PREVIOUS,
    appSecret: values.APP_SECRET,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    sms: smsIn(values),
    logLevel: values.LOG_LEVEL,
    trustedProxies: values.TRUST_PROXY,
    workers: values.WORKERS,
    tokenRequests: values.TOKEN_REQUESTS,
    shortWay: values.SHORT_WAY === 'on',
    metrics:
      values.METRICS_PORT === undefined
        ? undefined
        : { port: values.METRICS_PORT, host: values.METRICS_HOST },
  };
}

const issuesIn = (error: z.ZodError | undefined): readonly string[] =>
  error?.issues.map(({ path, message }) => `${String(path[0])}: ${message}`) ?? [];

const OF_BUCKET = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;

/** Files on this disk would not be found by another machine: a bucket that is half named is none. */
function incompleteIn(env: NodeJS.ProcessEnv): readonly string[] {
  return [...halfNamed(env, OF_BUCKET, 'a bucket'), ...halfNamed(env, OF_SMS, 'a gateway')];
}

const OF_SMS = ['SMS_URL', 'SMS_TOKEN'] as const;

function halfNamed(env: NodeJS.ProcessEnv, names: readonly string[], what: string) {
  const missing = names.filter((name) => blank(env[name]) === undefined);
  return missing.length === names.length
    ? []
    : missing.map((name) => `${name} is missing: ${what} takes ${names.join(', ')}`);
}

function smsIn(values: z.infer<typeof environment>): SmsPlace | undefined {
  const { SMS_URL: url, SMS_TOKEN: token, SMS_SENDER: sender } = values;
  return url === undefined || token === undefined ? undefined : { url, token, sender };
}

function bucketIn(values: z.infer<typeof environment>): BucketPlace | undefined {
  const { S3_ENDPOINT: endpoint, S3_REGION: region, S3_BUCKET: bucket } = values;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  return endpoint === undefined ||
    bucket === undefined ||
    accessKeyId === undefined ||
    secretAccessKey === undefined
    ? undefined
    : { endpoint, region, bucket, accessKeyId, secretAccessKey };
}

function missingIn(env: NodeJS.ProcessEnv): readonly string[] {
  const problems = (['MASTER_KEY', 'APP_SECRET', 'PUBLIC_URL'] as const)
    .filter((name) => blank(env[name]) === undefined)
    .map((name) => `${name} is missing: set it to ${needed[name]}`);
  const { data: url } = environment.shape.PUBLIC_URL.safeParse(env['PUBLIC_URL']);
  if (url?.startsWith('http:') !== true) return problems;
  const why = 'PUBLIC_URL must use https in production: did:web identities depend on it';
  return [...problems, why];
}
