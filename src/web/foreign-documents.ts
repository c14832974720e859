/** What a verification asks of other issuers, through the guarded fetch and nothing else. */
import { isCompactJws } from '../credentials/baking/text.ts';
import { didWebUrl } from '../credentials/did-web.ts';
import { parseJson } from '../credentials/json.ts';
import type {
  DidResolution,
  SignedForm,
  StatusListFetch,
  TextFetch,
} from '../credentials/verify.ts';
import type { GuardedFetch } from './guarded-fetch.ts';

export interface ForeignDocuments {
  /** A did:web, or the https address of a controller document. Rejects for another method. */
  resolveDid(did: string): Promise<DidResolution>;
  fetchStatusList(url: string): Promise<StatusListFetch>;
  refresh(url: string, form: SignedForm): Promise<TextFetch>;
}

/** The form that was given first: another one has another proof, and may hold other members. */
const FORMS: Readonly<Record<SignedForm, string>> = {
  'application/vc': 'application/vc, application/json;q=0.9, application/vc+jwt;q=0.5',
  'application/vc+jwt': 'application/vc+jwt, text/plain;q=0.9, application/vc;q=0.5',
};

export function createForeignDocuments(
  guardedFetch: Pick<GuardedFetch, 'fetchJsonText'>,
): ForeignDocuments {
  async function readText(url: string, accept: string): Promise<TextFetch> {
    const fetched = await guardedFetch.fetchJsonText(url, accept);
    if (fetched.outcome === 'found') return fetched;
    const { outcome, ...why } = fetched;
    return { outcome: outcome === 'not-found' ? outcome : 'unreachable', ...why };
  }

  async function readDocument(url: string, accept: string): Promise<DidResolution> {
    const fetched = await readText(url, accept);
    if (fetched.outcome !== 'found') return fetched;
    const text = fetched.text.trim();
    if (isCompactJws(text)) return { outcome: 'found', document: text };
    const parsed = parseJson(text);
    return parsed.ok
      ? { outcome: 'found', document: parsed.value }
      : { outcome: 'unreachable', detail: parsed.detail };
  }

  return {
    resolveDid: async (did) =>
      readDocument(
        did.startsWith('https:') ? did : didWebUrl(did),
        'application/did+json, application/did+ld+json, application/json',
      ),
    fetchStatusList: (url) =>
      readDocument(url, 'application/vc, application/json, application/vc+jwt'),
    refresh: (url, form) => readText(url, FORMS[form]),
  };
}
