/**
 * The rule of dependency (docs/adr/0001): what each room of src/ may import of the others, the lowest
 * first. What is not named here is refused. `npm run lint` holds it, and `scripts/draw-rooms.ts` draws what is there.
 */
const ROOMS = {
  credentials: [],
  storage: [],
  language: [],
  problems: ['language'],
  definitions: ['credentials'],
  tables: [],
  outside: ['credentials'],
  keys: ['storage'],
  journal: ['keys', 'storage'],
  leases: ['storage'],
  outbox: ['outside', 'keys', 'storage', 'leases'],
  threads: ['credentials', 'language', 'problems', 'outside'],
  badges: ['credentials', 'language', 'definitions', 'keys', 'storage'],
  experiences: ['keys', 'storage'],
  notices: ['language', 'definitions', 'outbox', 'storage', 'badges'],
  blobs: ['storage'],
  exhibits: ['language', 'problems', 'storage', 'blobs'],
  claims: [
    ...['language', 'problems', 'definitions', 'storage', 'blobs', 'exhibits', 'badges', 'notices'],
  ],
  register: ['storage'],
  awards: ['credentials', 'language', 'problems', 'keys', 'storage', 'badges'],
  answers: ['credentials', 'language', 'storage', 'awards'],
  web: ['credentials', 'language', 'problems', 'keys', 'storage', 'threads', 'badges'],
  people: [
    'language',
    'problems',
    'definitions',
    'keys',
    'storage',
    'badges',
    'experiences',
    'web',
  ],
  metrics: ['storage', 'web'],
  features: [
    ...['credentials', 'language', 'problems', 'definitions', 'outside', 'keys', 'storage'],
    ...['journal', 'outbox', 'notices', 'threads', 'badges', 'experiences', 'register', 'people'],
    ...['awards', 'answers', 'web', 'tables', 'leases', 'blobs', 'exhibits', 'claims'],
  ],
  workers: ['outside', 'web', 'metrics', 'features'],
  cli: ['credentials', 'language', 'outside'],
};

/** The same within the core, from bytes to a verdict; the files at its top are open to all of them. */
const CORE = {
  platform: [],
  bytes: ['platform'],
  contexts: ['bytes'],
  canonical: ['platform', 'bytes', 'contexts'],
  graph: ['platform', 'bytes', 'contexts', 'canonical'],
  schemas: ['bytes', 'contexts'],
  identifiers: ['platform', 'bytes', 'schemas'],
  baking: ['bytes'],
  write: ['bytes', 'contexts', 'graph', 'schemas', 'identifiers', 'cryptosuites'],
  formats: ['bytes', 'baking', 'write'],
  cryptosuites: ['bytes', 'contexts', 'graph', 'identifiers'],
  proofs: ['platform', 'bytes', 'graph', 'schemas', 'identifiers', 'cryptosuites'],
  jwt: ['bytes', 'contexts', 'schemas', 'identifiers', 'proofs'],
  read: ['bytes', 'contexts', 'graph', 'schemas', 'jwt'],
  names: ['platform', 'bytes', 'read'],
  statuses: ['bytes', 'contexts', 'graph', 'schemas', 'jwt', 'proofs', 'read', 'write'],
  verify: [
    ...['bytes', 'contexts', 'graph', 'schemas', 'identifiers', 'proofs', 'jwt'],
    ...['read', 'names', 'statuses'],
  ],
};

const rules = (table, house, open) =>
  Object.entries(table).map(([room, below]) => ({
    name: `${room} → ${below.join(', ') || 'nothing of ours'}`,
    comment: 'See docs/adr/0001: take what you need as an argument, wired in services.ts.',
    severity: 'error',
    from: { path: `^${house}${room}/` },
    to: {
      path: `^${house}`,
      pathNot: [...open, ...[room, ...below].map((one) => `^${house}${one}/`)],
    },
  }));

export default {
  forbidden: [
    ...rules(ROOMS, 'src/', []),
    ...rules(CORE, 'src/credentials/', ['^src/credentials/[^/]+$']),
    {
      name: 'each room stands in a table above',
      comment: 'But for those on top, which may import all: the operator’s commands, and the demo.',
      severity: 'error',
      from: {
        path: ['^src/[^/]+/', '^src/credentials/[^/]+/'],
        pathNot: [
          ...['admin', 'demo', ...Object.keys(ROOMS).filter((room) => room !== 'credentials')].map(
            (room) => `^src/${room}/`,
          ),
          ...['[^/]+$', ...Object.keys(CORE).map((room) => `${room}/`)].map(
            (room) => `^src/credentials/${room}`,
          ),
        ],
      },
      to: {},
    },
    {
      name: 'features never import each other',
      comment: 'Take the other one as an argument, or give what both need a room below them.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'storage is reached through store.ts',
      comment: 'Only services.ts chooses an adapter.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/storage/', '^src/services.ts$'] },
      to: { path: '^src/storage/', pathNot: '^src/storage/store.ts$' },
    },
    {
      name: 'credentials also runs in a browser',
      comment: 'The seam asks for what it needs of Node at run time, and imports its types alone.',
      severity: 'error',
      from: { path: '^src/credentials/', pathNot: '^src/credentials/platform/native.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'credentials knows no server, no database, no log',
      severity: 'error',
      from: { path: '^src/credentials/' },
      to: { path: 'node_modules/(express|mongoose|pino|@photostructure)/' },
    },
    {
      name: 'nothing goes round in a circle',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.d.ts', '.js', '.json'] },
  },
};
