/**
 * Comprehensive Learner Record 2.0: a record with badges in it (1EdTech). The same terms stand at
 * both addresses; no package holds them, and a test holds these against what is published.
 */
import type { ContextDocument } from './context-document.ts';

const CLR = 'https://purl.imsglobal.org/spec/clr/v2p0';
const VOCABULARY = 'https://purl.imsglobal.org/spec/vc/clr/vocab.html#';
const NODE = { id: '@id', type: '@type' };

const many = (name: string, type: string) => ({
  '@id': `${VOCABULARY}${name}`,
  '@type': type,
  '@container': '@set',
});
/** As it is published: nothing there says what the prefix means. */
const address = (name: string) => ({ '@id': `${VOCABULARY}${name}`, '@type': 'xsd:anyURI' });

const clr: ContextDocument = {
  '@context': {
    ...NODE,
    ClrCredential: { '@id': `${VOCABULARY}ClrCredential`, '@context': NODE },
    ClrSubject: {
      '@id': `${VOCABULARY}ClrSubject`,
      '@context': {
        ...NODE,
        cred: 'https://www.w3.org/2018/credentials#',
        obi: 'https://purl.imsglobal.org/spec/ob/v3p0/vocab.html#',
        achievement: many('achievement', 'obi:Achievement'),
        association: many('association', `${VOCABULARY}Association`),
        verifiableCredential: many('verifiableCredential', 'cred:verifiableCredential'),
      },
    },
    Association: {
      '@id': `${VOCABULARY}Association`,
      '@context': {
        associationType: { '@id': `${VOCABULARY}AssociationType` },
        sourceId: address('sourceId'),
        targetId: address('targetId'),
      },
    },
  },
};

export const clrContexts: ReadonlyMap<string, ContextDocument> = new Map([
  [`${CLR}/context-2.0.1.json`, clr],
  [`${CLR}/context.json`, clr],
]);
