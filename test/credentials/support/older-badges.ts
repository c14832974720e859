/** What Open Badges 0.5, 1.0, 1.1, 2.0 and 2.1 look like, as hosted or signed: made up. */
const recipient = { type: 'email', hashed: true, salt: 's', identity: `sha256$${'0'.repeat(64)}` };
const at = (path: string) => `https://elsewhere.example/${path}`;

const assertion = {
  '@context': 'https://w3id.org/openbadges/v2',
  id: at('assertions/1'),
  type: 'Assertion',
  recipient,
  badge: at('badges/1'),
  verification: { type: 'HostedBadge' },
  issuedOn: '2019-05-01T00:00:00Z',
};
const badge = { name: 'Équipe', description: 'd', image: at('i.png'), criteria: at('c') };

export const olderBadges = {
  'Open Badges 2.0': assertion,
  'Open Badges 2.0, all in one': {
    ...assertion,
    type: ['Assertion'],
    badge: { ...badge, type: 'BadgeClass', id: at('badges/1'), issuer: { name: 'Ailleurs' } },
  },
  'Open Badges 2.0 with an extension': {
    ...assertion,
    '@context': ['https://w3id.org/openbadges/v2', { ext: at('ext#') }],
  },
  'Open Badges 2.1': {
    ...assertion,
    '@context': 'https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld',
  },
  'a badge class of 2.0': {
    '@context': 'https://w3id.org/openbadges/v2',
    type: 'BadgeClass',
    ...badge,
  },
  'Open Badges 1.1': {
    '@context': 'https://w3id.org/openbadges/v1',
    type: 'Assertion',
    uid: '1',
    recipient,
    badge: at('badges/1'),
    verify: { type: 'hosted', url: at('assertions/1') },
  },
  'Open Badges 1.0': {
    uid: '1',
    recipient,
    badge: at('badges/1'),
    verify: { type: 'signed', url: at('key') },
  },
  'Open Badges 0.5': {
    recipient: `sha256$${'0'.repeat(64)}`,
    salt: 's',
    badge: { version: '0.5.0', ...badge, issuer: { origin: at(''), name: 'Ailleurs' } },
  },
} as const;

/** Open Badges 2.0 `SignedBadge`: the payload is the assertion. The signature is none. */
export function signedOlder(payload: object): string {
  const parts = [{ alg: 'RS256' }, payload].map((part) => JSON.stringify(part));
  return [...parts, 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');
}
