/** What a verification asks of other issuers, through the guarded fetch and nothing else. */
import { isCompactJws } from '../credentials/baking/text.ts';
import { didWebUrl } from '../credentials/identifiers/did-web.ts';
import { parseAndKeep } from '../credentials/bytes/json.ts';
import type {
  DidResolution,
  SignedForm,
  Surroundings,
  TextFetch,
} from '../credentials/verify/verify.ts';
import type { GuardedFetch } from './guarded-fetch.ts';

/** `doubtful`: as in `DidResolution`; only our own store tells it. */
export type DidText = TextFetch & Pick<FoundDid, 'doubtful'>;
type FoundDid = Extract<DidResolution, { outcome: 'found' }>;

/** As it was given: whoever parses it treats it as hostile, and chooses where that is done. */
export interface ForeignTexts {
  /** A did:web, or the https address of a controller document. Rejects for another method. */
  resolveDid(did: string): Promise<DidText>;
  fetchStatusList(url: string): Promise<TextFetch>;
  refresh(url: string, form: SignedForm): Promise<TextFetch>;
}

export type ForeignDocuments = Pick<Surroundings, 'resolveDid' | 'fetchStatusList'> &
  Pick<ForeignTexts, 'refresh'>;

/** The form that was given first: another one has another proof, and may hold other members. */
const FORMS: Readonly<Record<SignedForm, string>> = {
  'application/vc': 'application/vc, application/json;q=0.9, application/vc+jwt;q=0.5',
  'application/vc+jwt': 'application/vc+jwt, text/plain;q=0.9, application/vc;q=0.5',
};

/** `asker`: whoever makes us ask; each has a share of what we ask of others. */
export function createForeignTexts(
  guardedFetch: Pick<GuardedFetch, 'fetchJsonText'>,
  asker?: string,
): ForeignTexts {
  async function readText(url: string, accept: string): Promise<TextFetch> {
    const fetched = await guardedFetch.fetchJsonText(url, accept, asker);
    if (fetched.outcome === 'found') return { outcome: 'found', text: fetched.text };
    const { outcome, ...why } = fetched;
    return { outcome: outcome === 'not-found' ? outcome : 'unreachable', ...why };
  }

  return {
    resolveDid: async (did) =>
      readText(
        did.startsWith('https:') ? did : didWebUrl(did),
        'application/did+json, application/did+ld+json, application/json',
      ),
    fetchStatusList: (url) => readText(url, 'application/vc, application/json, application/vc+jwt'),
    refresh: (url, form) => readText(url, FORMS[form]),
  };
}

/** The same, parsed here. */
export function parseTexts(texts: ForeignTexts): ForeignDocuments {
  return {
    resolveDid: async (did) => parse(await texts.resolveDid(did)),
    fetchStatusList: async (url) => parse(await texts.fetchStatusList(url)),
    refresh: (url, form) => texts.refresh(url, form),
  };
}

function parse(fetched: DidText): DidResolution {
  if (fetched.outcome !== 'found') return fetched;
  const { doubtful = [] } = fetched;
  const text = fetched.text.trim();
  if (isCompactJws(text)) return { outcome: 'found', document: text };
  const parsed = parseAndKeep(text);
  return parsed.ok
    ? { outcome: 'found', document: parsed.value, doubtful }
    : { outcome: 'unreachable', detail: parsed.detail };
}
