/** The VC-API as the description of the API says it. */
import type { NamedSchema, Operation } from '../../web/api/operation.ts';
import * as messages from './messages.ts';

const json = (name: string, schema: NamedSchema['schema']) => ({
  'application/json': { name, schema },
});
const credentialAnswer = { name: 'VerifyCredentialAnswer', schema: messages.verifyAnswer };
const presentationAnswer = {
  name: 'VerifyPresentationAnswer',
  schema: messages.presentationAnswer,
};

export const vcApiOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/credentials/issue',
    id: 'issueCredential',
    summary: 'Sign a credential in the name of your KPA',
    description:
      'Adds an eddsa-rdfc-2022 proof and, except for did:key tokens, an entry of a status list of ours, beside at most three of its own; a badge brings none. Words that no context defines are refused. What is signed is not kept: keep it.',
    needsToken: true,
    request: json('IssueRequest', messages.issueRequest),
    answers: {
      201: {
        says: 'The signed credential',
        body: { name: 'IssueAnswer', schema: messages.issueAnswer },
      },
    },
  },
  {
    method: 'post',
    path: '/credentials/status',
    id: 'revokeCredential',
    summary: 'Revoke a credential that was issued here',
    description: 'By its id. For good: there is no way back. Sent again, it changes nothing.',
    needsToken: true,
    request: json('StatusRequest', messages.statusRequest),
    answers: {
      200: {
        says: 'How many credentials with this id are revoked; the lists that are served say so',
        body: { name: 'StatusAnswer', schema: messages.statusAnswer },
      },
      404: { says: 'Your KPA issued none with this id' },
    },
  },
  {
    method: 'post',
    path: '/credentials/verify',
    id: 'verifyCredential',
    summary: 'Verify any verifiable credential',
    description: 'With the rules of VCDM 1.1 and 2.0; a badge also with those of Open Badges 3.0.',
    needsToken: false,
    request: json('VerifyCredentialRequest', messages.verifyRequest),
    answers: {
      200: { says: 'It is verified', body: credentialAnswer },
      400: { says: 'It is not verified, or it cannot be read', body: credentialAnswer },
    },
  },
  {
    method: 'post',
    path: '/presentations/verify',
    id: 'verifyPresentation',
    summary: 'Verify a presentation and each credential in it',
    description: 'With the challenge and the domain that its holder was asked to sign.',
    needsToken: false,
    request: json('VerifyPresentationRequest', messages.presentationRequest),
    answers: {
      200: { says: 'All of it is verified', body: presentationAnswer },
      400: { says: 'It is not verified, or it cannot be read', body: presentationAnswer },
    },
  },
];
