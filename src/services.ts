/** The composition root: chooses storage, key custody, mailer and clock, and wires the features. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type Build, readBuild, wordOf } from './build.ts';
import type { Config } from './config.ts';
import { isShortWayOpen, leaveShortWay } from './credentials/canonical/short-way.ts';
import type { BlobStore } from './blobs/blob-store.ts';
import {
  createLog,
  createMailer,
  openBlobs,
  openMetrics,
  readSecrets,
  reportDoubts,
  smsGateway,
  usesFolder,
} from './configured.ts';
import { keepDataPrivate } from './data-folder.ts';
import { type Definitions, loadDefinitions } from './definitions/definitions.ts';
import { createReaders, type Readers } from './claims/readers.ts';
import { createParticipations } from './experiences/fill.ts';
import type { PageOfKpa } from './awards/around.ts';
import { createJudge } from './awards/judge-award.ts';
import { refuseSuspended } from './awards/suspension.ts';
import { ageOfNewest } from './features/backups/age-of-newest.ts';
import { cardState, waysWithCard } from './features/cards/card-state.ts';
import { createBatchWork } from './features/awards/lists/batch-work.ts';
import { readToConfirm, type ShowToConfirm } from './features/endorsements/read-to-confirm.ts';
import { noteSigned } from './features/group-meetings/note-signed.ts';
import { emailNotices } from './features/corrections/email-notices.ts';
import { endingNotices } from './features/erasure/ending-notices.ts';
import { reportUnreadable } from './features/health/report-unreadable.ts';
import { createReadiness } from './features/health/readiness.ts';
import { watchStorage } from './features/health/watch-storage.ts';
import {
  checkInstallation,
  checkOwner,
  type Purpose,
} from './features/installation/check-installation.ts';
import { adoptRows } from './features/key-management/adopt-rows.ts';
import { resolveKpa } from './features/kpas/did-document-of.ts';
import { countLacking } from './features/journal-replay/compare-tail.ts';
import { passkeysOf } from './features/passkeys/known-passkeys.ts';
import { mergeNotices } from './features/merging/merge-notices.ts';
import { newsKinds } from './notices/news-letter.ts';
import { passkeyNotices } from './features/passkeys/passkey-notices.ts';
import { addPerson } from './features/people/add-person.ts';
import { createSignInLink } from './features/sign-in/create-link.ts';
import { accountState, waysWithAccount } from './features/providers/account-state.ts';
import { createOidc } from './features/providers/oidc.ts';
import { signInLetters } from './features/sign-in/sign-in-letters.ts';
import { createBehindCount } from './features/status-lists/count-behind.ts';
import { createKnownTime } from './features/status-lists/known-time.ts';
import { createListDates } from './features/status-lists/list-dates.ts';
import { createStatusLists } from './features/status-lists/status-lists.ts';
import { createBoundedVerifier } from './features/verification/bounded-verifier.ts';
import { createBriefness } from './features/verification/briefness.ts';
import { createNewestSeen } from './features/verification/newest-seen.ts';
import { createSurroundings } from './features/verification/surroundings.ts';
import {
  createPageVerifier,
  createVerifier,
  type Verifier,
} from './features/verification/verifier.ts';
import { witnessLetters } from './features/witnesses/witness-letters.ts';
import { type Languages, loadLanguages } from './language/languages.ts';
import { translateWith } from './language/translate.ts';
import { type Looks, readLooks } from './looks.ts';
import { createNames } from './people/fill-names.ts';
import { createRecognitions, RECOGNISED } from './people/recognition-entries.ts';
import { createPinHashes } from './keys/pin-hashes.ts';
import { createKeyRing } from './keys/key-ring.ts';
import type { Custody } from './keys/custody.ts';
import { createCustody, parseMasterKey } from './keys/master-key.ts';
import { makeJournalFolder } from './journal/append.ts';
import { createJournal, type Journal } from './journal/journal.ts';
import { readTail } from './journal/read.ts';
import type { Metrics } from './metrics/metrics.ts';
import { openSqlite } from './storage/sqlite/open-sqlite.ts';
import { bringing, createStore, type Database, followed, journaled } from './storage/store.ts';
import { type Kpa, type Person, type Store, watched } from './storage/store.ts';
import { createThreads, type Threads } from './threads/threads.ts';
import { type Addresses, createAddresses } from './badges/addresses.ts';
import { createBadgeClasses } from './badges/classes/badge-classes.ts';
import { createLostEntries } from './awards/lost-entries.ts';
import { createAwardRows } from './awards/award-rows.ts';
import { createGuardedExchange, type GuardedExchange } from './outside/guarded-exchange.ts';
import { createGuardedFetch, type GuardedFetch } from './outside/guarded-fetch.ts';
import type { Mailer } from './outside/mailer.ts';
import { alone, type Crew } from './workers/crew.ts';
import { createOutbox, randomDelay } from './outbox/outbox.ts';
import type { Award } from './storage/store.ts';
import { createRegister } from './register/register.ts';
import { createPublicDocuments } from './web/public-documents.ts';
import { createKeptForms } from './web/kept/kept-forms.ts';
import { createSessions } from './web/sessions.ts';
import type { Client } from './threads/client.ts';

const root = join(import.meta.dirname, '..');

/** What a test replaces: time, letters, the way out, the log, the bounds, what is read from files. */
export interface Replacements extends Partial<Readers> {
  readonly clock?: () => Date;
  /** Milliseconds that the process has lived through, whatever the clock says. */
  readonly uptime?: () => number;
  readonly mailer?: Mailer;
  readonly letterDelay?: () => number;
  readonly guardedFetch?: GuardedFetch;
  readonly guardedExchange?: GuardedExchange;
  readonly database?: Database;
  /** Of a database that is given; there is none unless this is. */
  readonly journal?: Journal;
  readonly definitions?: Definitions;
  readonly languages?: Languages;
  readonly looks?: Looks;
  readonly log?: Logger;
  readonly threads?: Threads;
  readonly blobs?: BlobStore;
  readonly metrics?: Metrics;
  readonly build?: Build;
  readonly crew?: Crew;
  /** log₂ of what a slow hash costs. */
  readonly pinCost?: number;
}

export type Services = Awaited<ReturnType<typeof createServices>>;

/**
 * Throws before anything is served: `DefinitionsError`, `KeyError`, `InstallationError`, or what the
 * store says.
 */
export async function createServices(
  config: Config,
  replacements: Replacements = {},
  purpose: Purpose = 'serve',
) {
  const log = replacements.log ?? createLog(config);
  const { crew = alone() } = replacements;
  const { shared } = crew;
  const build = replacements.build ?? readBuild(root);
  log.info(build, 'KPA-Cité badges starts');
  const metrics = replacements.metrics ?? (await openMetrics(config, build, log));
  if (!config.shortWay) leaveShortWay();
  const clock = replacements.clock ?? (() => new Date());
  const languages = replacements.languages ?? loadLanguages(join(root, 'languages'));
  const ofFiles =
    replacements.definitions ??
    (await loadDefinitions(join(root, 'badge-definitions'), translateWith(languages)));
  if (usesFolder(config, replacements.database)) await keepDataPrivate(config.dataFolder, log);
  const secrets = await readSecrets(config, log);
  const custody = createCustody(secrets.masterKey, config.previousMasterKeys.map(parseMasterKey));
  const journal = replacements.database
    ? replacements.journal
    : await openJournal(config, custody, clock);
  const database = replacements.database ?? (await openDatabase(config, crew, metrics));
  const noted = journal ? journaled(database, journal) : database;
  const watches = [watchStorage(log), ...(metrics ? [metrics.watchStore] : [])];
  const withClasses = bringing(watched(noted, watches), 'awards', (awards) =>
    badgeClasses.bring(awards),
  );
  const withRecognitions = followed(withClasses, RECOGNISED, (written) =>
    recognitions.followWritten(written),
  );
  const store = createStore(withRecognitions, reportUnreadable(log));
  const badgeClasses = createBadgeClasses({ store, definitions: ofFiles });
  const participations = createParticipations({ store, clock });
  const recognitions = createRecognitions({
    ...{ store, clock, log, participations },
    definitions: badgeClasses.definitions,
  });
  // Fails here, rather than at the first request, when the database or its indexes are not right.
  await store.ping();
  log.info(`Storage: ${store.description}`);

  const blobs = replacements.blobs ?? openBlobs(config);
  log.info(`Photos and documents: ${blobs.description}`);

  const secure = config.publicUrl.startsWith('https:');
  const configured = { publicUrl: config.publicUrl };
  const installation = { store, addresses: configured, clock, custody, log };
  const mayBeEmpty = purpose === 'make' || (purpose === 'serve' && !config.production);
  const formerUrls = await checkInstallation(installation, { purpose, mayBeEmpty });
  const addresses = createAddresses(config.publicUrl, formerUrls);
  const base = { store, addresses, clock };
  const mayServe = () => checkOwner(installation);
  const keys = createKeyRing({
    ...{ store, custody, clock, mayServe },
    maySign: (kpaId) => refuseSuspended(store, kpaId),
    report: reportDoubts(log),
  });
  const guardedFetch =
    replacements.guardedFetch ?? createGuardedFetch({ quota: shared.fetchQuota });
  const awardRows = createAwardRows(store, custody);
  const lostEntries = createLostEntries(store, custody);
  const awarding = { ...base, awardRows, lostEntries, keys };
  const uptime = replacements.uptime ?? (() => performance.now());
  const knownTime = createKnownTime({ store, clock, uptime, log });
  const listDates = createListDates(knownTime);
  const statusLists = createStatusLists({ ...awarding, listDates, log });
  await adoptRows(installation);
  if (journal) await tellLacking(store, journal, custody, log);
  const threads =
    replacements.threads ??
    createThreads(log, {
      isShortWayOpen: isShortWayOpen(),
      ...(crew.size > 1 && { threads: BESIDE_OTHERS }),
    });
  const briefness = createBriefness(addresses);
  const newestSeen = createNewestSeen(shared.tellLatest);
  const surroundingsFor = (client?: string, page?: PageOfKpa) =>
    createSurroundings(
      {
        ...base,
        statusLists,
        guardedFetch,
        newestSeen,
        resolveKpa: (kpa: Kpa, at: Addresses) => resolveKpa(keys, at, kpa),
        awardJudge: { doubtOf: (kpa, award) => awardJudge.doubtOf(kpa, award) },
      },
      client,
      page,
    );
  /** For our own badges, which are small; what strangers hand in costs what they choose. */
  const verifier: Verifier = {
    verifyCredential: (...asked) =>
      createVerifier(surroundingsFor(), clock).verifyCredential(...asked),
    verifyPresentation: (...asked) =>
      createVerifier(surroundingsFor(), clock).verifyPresentation(...asked),
  };
  const pageVerifier = (page: PageOfKpa) =>
    createPageVerifier(surroundingsFor(undefined, page), clock);
  const awardJudge = createJudge({ ...awarding, pageVerifier, log });
  // A clock that is ahead ends no letter of another process.
  const letters = { ...base, clock: knownTime.now, log, appSecret: secrets.appSecret };
  const guardedExchange = replacements.guardedExchange ?? createGuardedExchange({ clock });
  const sms = smsGateway(config, guardedExchange);
  const takesSms = sms !== undefined;
  const outbox = createOutbox({
    ...letters,
    custody,
    mailer: replacements.mailer ?? createMailer(config, log),
    sms,
    letterDelay: replacements.letterDelay ?? randomDelay,
    kinds: {
      'sign-in': signInLetters({ ...letters, languages }),
      'email-corrected': emailNotices(languages),
      'people-merged': mergeNotices(languages),
      'keeping-ends': endingNotices(languages),
      'passkey-added': passkeyNotices(languages),
      ...newsKinds({ ...letters, languages, outbox: { takesSms } }),
      witness: witnessLetters({ ...letters, languages }),
    },
  });
  const register = createRegister(base);
  const { definitions } = badgeClasses;
  const signing = {
    ...awarding,
    definitions,
    badgeClasses,
    languages,
    statusLists,
    register,
    log,
    outbox,
  };
  metrics?.watch({
    outbox: () => outbox.state(),
    threads: threads.load,
    listsBehind: createBehindCount(base),
    clockAhead: () => knownTime.secondsAhead(),
    backupAge: () => ageOfNewest(join(config.dataFolder, 'backups'), clock()),
  });

  return {
    ...base,
    log,
    build: wordOf(build),
    crew,
    countFlood: shared.countFlood,
    workAccounts: shared.workAccounts,
    metrics,
    journal,
    readiness: createReadiness({
      ...installation,
      keys,
      damage: shared.damage,
      checkOwner: mayServe,
    }),
    ...{ definitions, badgeClasses, custody, keys },
    statusLists,
    knownTime,
    listDates,
    participations,
    toConfirm: ((visitor, shown) =>
      readToConfirm(
        { ...base, participations, definitions, badgeClasses },
        visitor,
        shown,
      )) satisfies ShowToConfirm,
    groupSigned: (award: Award) => noteSigned({ ...base, outbox, register }, award),
    recognitions,
    register,
    names: createNames(base),
    guardedFetch,
    secure,
    trustedProxies: config.trustedProxies,
    tokenRequests: config.tokenRequests,
    appSecret: secrets.appSecret,
    languages,
    ...(replacements.looks ?? readLooks(root)),
    outbox,
    batchWork: createBatchWork(signing),
    findPublic: createPublicDocuments(clock),
    sessions: createSessions({ store, clock, secure, appSecret: secrets.appSecret }),
    keptForms: createKeptForms({ store, custody, clock, secure, appSecret: secrets.appSecret }),
    waysToProve: async (person: Person) => {
      const ways = [waysWithCard(store), waysWithAccount(store)];
      return (await Promise.all(ways.map((of) => of(person)))).flat();
    },
    pinHashes: createPinHashes({ ...secrets, cost: replacements.pinCost }),
    cardState: (person: Person) => cardState(store, person),
    passkeysOf: (person: Person) => passkeysOf(store, person),
    accountState: (person: Person) => accountState(store, person),
    oidc: createOidc({ custody, clock, log, guardedExchange }),
    awardRows,
    lostEntries,
    blobs,
    ...createReaders(replacements),
    awardJudge,
    ...verifier,
    verifierFor: (client: Client) =>
      createBoundedVerifier({ clock, threads, surroundingsFor, briefness }, client),
    threads,
    addManager: (kpa: Kpa, { name, email }: Pick<Person, 'name' | 'email'>, id: string) =>
      addPerson(
        base,
        kpa.id,
        { name, email, roles: ['accompagnant', 'manager'], title: undefined },
        id,
      ),
    createSignInLink: (
      person: Pick<Person, 'id' | 'kpaId'>,
      options: { minutes: number; at?: Date },
    ) => createSignInLink(base, person, options),
  };
}

/** Threads of a process that is not alone: one is kept, and nobody holds both of the others. */
const BESIDE_OTHERS = 3;

/** A start after a restore, without a word of what was done since the backup. */
async function tellLacking(store: Store, { folder }: Journal, custody: Custody, log: Logger) {
  try {
    const lacking = await countLacking(store, await readTail(folder, custody));
    if (lacking === 0) return;
    const details = { lacking, journal: folder };
    log.warn(details, 'The data lacks acts of the journal: after a restore, admin replay-journal');
  } catch (err) {
    log.error({ err, journal: folder }, 'The journal could not be compared with the data');
  }
}

/** Said at start, rather than at the first act. */
async function openJournal({ journalFolder: folder }: Config, custody: Custody, clock: () => Date) {
  await makeJournalFolder(folder);
  return createJournal({ folder, custody, clock });
}

/**
 * A copy of the data of this configuration, in a folder of its own, opened as a service opens its data:
 * with the same secrets, and without a journal. `look` rejects if it is not as it should be.
 */
export async function withCopy<R>(
  config: Config,
  folder: string,
  replacements: Replacements,
  look: (services: Services) => Promise<R>,
): Promise<R> {
  const database = await openSqlite({ folder });
  try {
    const here = { ...config, metrics: undefined };
    return await look(await createServices(here, { ...replacements, database }));
  } finally {
    await database.close();
  }
}

async function openDatabase(
  { mongodbUri, dataFolder }: Config,
  { size, shared }: Crew,
  metrics: Metrics | undefined,
): Promise<Database> {
  if (mongodbUri === undefined) {
    return openSqlite({
      folder: dataFolder,
      report: metrics?.committed,
      ...(size > 1 && { takeTurn: shared.takeWriteTurn }),
    });
  }
  // A quarter of a second and 38 MB, for those alone who have such a server.
  const { openMongoose } = await import('./storage/mongoose/open-mongoose.ts');
  return openMongoose({ uri: mongodbUri });
}
