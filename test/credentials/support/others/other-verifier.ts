/** Digital Bazaar's stack, with contexts from the published files and none of our code. */
import { contexts as w3c } from '@digitalbazaar/credentials-context';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { verifyCredential } from '@digitalbazaar/vc';
import { readShared } from './shared.ts';

interface Method {
  readonly id: string;
}

interface ControllerDocument {
  readonly id: string;
  readonly verificationMethod: readonly Method[];
}

/** `isRevoked`: what the status list is said to answer. */
export function createOtherVerifier(controller: ControllerDocument, now: Date) {
  const documents = new Map<string, object>([
    ...w3c,
    [
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      readShared('contexts/ob-v3p0-3.0.3.json'),
    ],
    [
      'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json',
      readShared('contexts/ob-v3p0-extensions.json'),
    ],
    [controller.id, controller],
    ...controller.verificationMethod.map((method): [string, object] => [
      method.id,
      { '@context': 'https://w3id.org/security/multikey/v1', ...method },
    ]),
  ]);
  const documentLoader = (url: string) => {
    const document = documents.get(url);
    return document
      ? Promise.resolve({ contextUrl: null, documentUrl: url, document })
      : Promise.reject(new Error(`not found: ${url}`));
  };
  return (credential: object, isRevoked = false) =>
    verifyCredential({
      credential: structuredClone(credential),
      suite: new DataIntegrityProof({ cryptosuite }),
      documentLoader,
      checkStatus: () => Promise.resolve({ verified: !isRevoked }),
      now,
    });
}
