/** Words that a credential brings along: new ones only, and never a second name for one of ours. */
import { describe, expect, it } from 'vitest';
import { faultOfInline } from '../../../src/credentials/contexts/inline.ts';
import { EXAMPLES_V2 } from '../../../src/credentials/contexts/urls.ts';
import { signDocument } from '../../../src/credentials/write/sign.ts';
import { type VerifyOptions, verifyCredential } from '../../../src/credentials/verify/verify.ts';
import { fullInput, issuer, NOW, STATUS_LIST, surroundings } from '../support/issuer.ts';
import { buildStatusEntry } from '../../../src/credentials/write/status-entry.ts';
import { buildCredential } from '../../../src/credentials/write/build-credential.ts';

const V2 = 'https://www.w3.org/ns/credentials/v2';
const STATUS = 'https://www.w3.org/2018/credentials#credentialStatus';

describe('is let through', () => {
  it.each<[string, object]>([
    ['a word', { bakes: 'https://example.org/#bakes' }],
    ['a word with a URN', { bakes: 'urn:example:bakes' }],
    ['protected words', { '@protected': true, bakes: 'urn:example:bakes' }],
    ['a word whose value is a link', { shop: { '@id': 'urn:example:shop', '@type': '@id' } }],
    [
      'words of a type',
      { Baker: { '@id': 'urn:example:Baker', '@context': { rye: 'urn:x:rye' } } },
    ],
    ['a vocabulary of its own', { '@vocab': 'https://example.org/words#' }],
    ['the file it could be', { '@context': { bakes: 'urn:example:bakes' } }],
    ['the meaning that a word has anyway', { name: 'https://schema.org/name' }],
    ['nothing', {}],
  ])('%s', (_, context) => {
    expect(faultOfInline(context)).toBeUndefined();
  });
});

describe('is refused', () => {
  it.each<[string, unknown]>([
    ['a number', 1],
    ['null', null],
    ['a list', []],
    ['a second name for the status', { state: STATUS }],
    ['the same, as an object', { state: { '@id': STATUS } }],
    ['the same, in another case', { state: STATUS.replace('www.w3', 'WWW.W3') }],
    ['the same, within a type', { Baker: { '@id': 'urn:x:B', '@context': { state: STATUS } } }],
    ['the same, with a user in the address', { state: 'https://a@www.w3.org/2018/credentials#x' }],
    ['the same, with a port', { state: 'https://www.w3.org:443/2018/credentials#x' }],
    ['a word of ours with another meaning', { issuer: 'urn:example:issuer' }],
    ['a word of badges with another meaning', { achievement: 'urn:example:achievement' }],
    ['a word of ours with its own meaning, for other nodes', { credentialStatus: STATUS }],
    ['our vocabulary', { '@vocab': 'https://www.w3.org/2018/credentials#' }],
    ['a word that is a prefix', { zz: 'https://badges.example/k/lyon/credentials/' }],
    ['a prefix of another kind', { zz: 'urn:uuid:' }],
    ['a prefix with a number sign', { zz: { '@id': 'https://badges.example/k#' } }],
    ['a vocabulary that a word completes to ours', { '@vocab': 'https://www.w3' }],
    ['the same, with a dot', { '@vocab': 'https://www.w3.' }],
    ['no vocabulary', { '@vocab': null }],
    ['a base', { '@base': 'https://www.w3.org/' }],
    ['another file', { '@import': 'https://example.org/' }],
    ['no propagation', { '@propagate': false, bakes: 'urn:x:bakes' }],
    ['an alias of a keyword', { uri: '@id' }],
    ['an alias of no value', { bakes: null }],
    ['a compact address', { ex: 'https://example.org/', bakes: 'ex:bakes' }],
    ['a name with a colon', { 'ex:bakes': 'urn:x:bakes' }],
    ['a container', { bakes: { '@id': 'urn:x:bakes', '@container': '@graph' } }],
    ['a nest', { bakes: '@nest' }],
    ['a way back', { bakes: { '@reverse': 'urn:x:bakes' } }],
    ['JSON', { bakes: { '@id': 'urn:x:bakes', '@type': '@json' } }],
    ['a language', { '@language': 'fr' }],
    ['no address', { bakes: 'https ://not-a-url#bakes' }],
    ['a prototype', JSON.parse('{"__proto__":"urn:x:y","a b":"urn:x"}')],
    ['too deep a context', deep(6)],
    ['a context in the file it could be', { '@context': { '@context': {} } }],
  ])('%s', (_, context) => {
    expect(faultOfInline(context)).toBeTypeOf('string');
  });
});

describe('a true credential', () => {
  const least = {
    '@context': [V2, { bakes: 'urn:example:bakes' }],
    type: ['VerifiableCredential'],
    issuer: issuer.did,
    credentialSubject: { id: 'did:example:1', bakes: 'bread' },
    credentialStatus: buildStatusEntry(STATUS_LIST, 7),
  };
  const authentic = async (document: unknown, options: VerifyOptions = { profile: 'w3c' }) =>
    (await verifyCredential(JSON.stringify(document), surroundings(), options)).summary.authentic;

  it('is authentic with its own words', async () => {
    expect(await authentic(await signDocument(least, issuer.signer, NOW))).toBe('yes');
  });

  it('is not believed when its status has another name, though the graph is the same', async () => {
    const { credentialStatus, ...rest } = await signDocument(least, issuer.signer, NOW);
    for (const words of [
      { state: STATUS },
      { state: { '@id': STATUS, '@type': '@id' } },
      { '@vocab': 'https://www.w3.org/2018/credentials#' },
    ]) {
      const renamed = {
        ...rest,
        '@context': [...rest['@context'], words],
        state: credentialStatus,
      };
      expect(await authentic(renamed)).not.toBe('yes');
    }
  });

  it('is not believed with another meaning of its words', async () => {
    const signed = await signDocument(least, issuer.signer, NOW);
    const other = { ...signed, '@context': [V2, { bakes: 'urn:example:steals' }] };
    expect(await authentic(other)).toBe('no');
  });

  it('is not believed when its end stands in a second half of itself', async () => {
    const about = 'https://example.org/credentials/about';
    const ended = { ...least, id: about, validUntil: '2021-01-01T00:00:00Z' };
    const own = 'https://example.org/words#about';
    const linked = {
      ...ended,
      '@context': [V2, { about: { '@id': own, '@type': '@id' } }],
      credentialSubject: { id: 'did:example:1', about },
    };
    const signed = await signDocument(linked, issuer.signer, NOW);
    expect(await authentic(signed)).toBe('yes');
    const { validUntil, credentialStatus, ...rest } = signed;
    const half = { type: 'VerifiableCredential', validUntil, credentialStatus };
    for (const [words, id] of [
      [{}, about],
      [{ zz: 'https://example.org/credentials/' }, 'zz:about'],
      [{ zz: { '@id': 'https://example.org/credentials/', '@prefix': true } }, 'zz:about'],
    ] as const) {
      const spelled = {
        ...rest,
        '@context': [V2, { about: { '@id': own, '@type': '@id' }, ...words }],
        credentialSubject: { id: 'did:example:1', about: { ...half, id } },
      };
      expect(await authentic(spelled)).not.toBe('yes');
    }
  });

  it('is no badge whose type is written as an address', async () => {
    const badge = buildCredential(fullInput);
    const type = [
      'VerifiableCredential',
      'https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential',
    ];
    const signed = await signDocument(badge, issuer.signer, NOW);
    expect(await authentic({ ...signed, type })).not.toBe('yes');
    expect(await authentic({ ...signed, type }, {})).not.toBe('yes');
  });

  it('may have a type of its own that is an address', async () => {
    const type = ['VerifiableCredential', 'https://example.org/words#Bread'];
    expect(await authentic(await signDocument({ ...least, type }, issuer.signer, NOW))).toBe('yes');
  });

  it('is not worked at for long, whatever its words', async () => {
    const scoped = (n: number): readonly [string, object] => [
      `T${n}`,
      { '@id': `urn:x:${n}`, '@context': { rye: 'urn:x:rye' } },
    ];
    for (const words of [
      Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`w${n}`, `urn:x:${n}`])),
      Object.fromEntries(Array.from({ length: 9 }, (_, n) => scoped(n))),
    ]) {
      expect(await authentic({ ...least, proof: {}, '@context': [V2, words] })).toBe('unknown');
    }
    const types = Object.fromEntries([scoped(1)]);
    const credentialSubject = Array.from({ length: 100 }, () => ({ type: 'T1', rye: 'a' }));
    expect(
      await authentic({ ...least, proof: {}, '@context': [V2, types], credentialSubject }),
    ).toBe('unknown');
  });

  it.each([
    ['new words of its own', { bakes: 'urn:example:bakes' }, 'yes'],
    ['a second name for one', { bakes: 'https://www.w3.org/2018/credentials#issuer' }, 'no'],
    ['another meaning of one', { criteria: 'urn:example:criteria' }, 'no'],
    ['every word there is', EXAMPLES_V2, 'unknown'],
  ])('of Open Badges may bring %s: %s, %s', async (_, words, verdict) => {
    const badge = buildCredential(fullInput);
    const signed = await signDocument(
      { ...badge, '@context': [...badge['@context'], words] },
      issuer.signer,
      NOW,
    ).catch(() => ({ ...badge, '@context': [...badge['@context'], words] }));
    expect(await authentic(signed)).toBe(verdict);
    expect(await authentic(signed, {})).toBe(verdict);
  });
});

function deep(levels: number): object {
  const within = levels === 0 ? {} : { '@context': deep(levels - 1) };
  return { [`w${levels}`]: { '@id': `urn:x:${levels}`, ...within } };
}
