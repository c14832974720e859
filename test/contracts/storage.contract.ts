/** What every storage adapter does: one suite, run by each adapter's own test. */
import { afterAll, beforeAll, describe } from 'vitest';
import type { Database } from '../../src/storage/database.ts';
import type { TestPlace } from '../support/storage/databases.ts';
import { allTests } from './storage/all.ts';
import { concurrencyTests } from './storage/concurrency.ts';
import { documentTests } from './storage/documents.ts';
import { newerTests } from './storage/newer.ts';
import { pickTests } from './storage/picks.ts';
import { queryTests } from './storage/queries.ts';
import { refusalTests } from './storage/refusals.ts';
import { reopeningTests } from './storage/reopening.ts';
import { scanTests } from './storage/scans.ts';
import { tenancyTests } from './storage/tenancy.ts';
import { updateTests } from './storage/updates.ts';
import { upgradeTests } from './storage/upgrades.ts';
import { versionTests } from './storage/versions.ts';
import { whereAKeyIsPresent } from './storage/where-present.ts';

export function storageContract(makePlace: () => Promise<TestPlace>): void {
  let place: TestPlace | undefined;
  let database: Database | undefined;
  const getPlace = () => made(place);
  const getDatabase = () => made(database);

  beforeAll(async () => {
    place = await makePlace();
    database = await place.open();
  });
  afterAll(async () => {
    await database?.close();
    await place?.remove();
  });

  describe('documents', () => {
    documentTests(getDatabase);
  });
  describe('queries', () => {
    queryTests(getDatabase);
  });
  describe('versions', () => {
    versionTests(getDatabase);
  });
  describe('some fields of documents', () => {
    pickTests(getDatabase);
  });
  describe('all documents of a query', () => {
    allTests(getDatabase);
  });
  describe('a unique key where it is present', () => {
    whereAKeyIsPresent(getDatabase, getPlace);
  });
  describe('refusals', () => {
    refusalTests(getDatabase);
  });
  describe('concurrent writers', () => {
    concurrencyTests(getDatabase, getPlace);
  });
  describe('an update', () => {
    updateTests(getDatabase, getPlace);
  });
  describe('reopening', () => {
    reopeningTests(getPlace);
  });
  describe('documents from before', () => {
    upgradeTests(getPlace);
  });
  describe('documents of a newer version', () => {
    newerTests(getPlace);
  });
  describe('all that stands there', () => {
    scanTests(getDatabase);
  });
  describe('the tenant view', () => {
    tenancyTests(getDatabase);
  });
}

function made<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Not opened yet');
  return value;
}
