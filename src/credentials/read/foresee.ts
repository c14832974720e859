/**
 * What a verification will ask of its surroundings, read from a text of which nothing is believed yet: for
 * whoever asks first and verifies then (docs/adr/0020). It is a guess. What it names for nothing
 * costs a request, and what it misses is asked later.
 */
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { parseJson } from '../bytes/json.ts';
import { decodeJwt, looksCompact } from '../jwt/compact.ts';
import type { ListMade, SignedForm } from '../surroundings.ts';

/** One call of `Surroundings`. */
export interface Question {
  readonly asks:
    | 'resolveDid'
    | 'fetchStatusList'
    | 'newestSeen'
    | 'knownIssuer'
    | 'namesake'
    | 'refresh'
    | 'endorsed';
  readonly about: string;
  /** Of a newer form: which one. */
  readonly form?: SignedForm;
  /** Of a status list. */
  readonly made?: ListMade;
}

export interface Foresight {
  /** Each once, those of the outermost credential first. */
  readonly questions: readonly Question[];
  /** How much there is in it: see `allowance.ts`. */
  readonly values: number;
}

const MOST_QUESTIONS = 64;
/** JWTs can hold JWTs. */
const MOST_DEPTH = 3;
/** VCDM 2.0 §4.13: a JWT in the id of an envelope. */
const DATA_URL = /^data:application\/[\w+-]+,/;

interface Open {
  readonly value: unknown;
  readonly form: SignedForm;
  readonly depth: number;
}

/** Never throws, whatever the text. */
export function foresee(text: string): Foresight {
  const found = new Map<string, Question>();
  // The list grows while it is walked: nothing here depends on how deep the document is.
  const open: Open[] = [read(text, 0)];
  for (const { value, form, depth } of open) {
    if (typeof value === 'string' && depth < MOST_DEPTH) {
      const jwt = value.replace(DATA_URL, '');
      if (looksCompact(jwt)) open.push(read(jwt, depth + 1));
    }
    if (typeof value !== 'object' || value === null) continue;
    if (isObject(value)) {
      for (const question of questionsOf(value, form)) {
        if (found.size < MOST_QUESTIONS) found.set(nameOf(question), question);
      }
    }
    for (const member of Object.values(value)) open.push({ value: member, form, depth });
  }
  return { questions: [...found.values()], values: open.length };
}

/** The same for the same question. */
export function nameOf({ asks, about, form = 'application/vc', made }: Question): string {
  return [asks, form, about, ...(made ? [made.by, made.at] : [])].join(' ');
}

function read(text: string, depth: number): Open {
  const trimmed = text.trim();
  if (looksCompact(trimmed)) {
    const decoded = decodeJwt(trimmed);
    const value = decoded.ok ? decoded.jwt.payload : undefined;
    return { value, form: 'application/vc+jwt', depth };
  }
  const parsed = parseJson(text);
  return { value: parsed.ok ? parsed.value : undefined, form: 'application/vc', depth };
}

function questionsOf(object: JsonObject, form: SignedForm): readonly Question[] {
  const issuers = [object['issuer'], object['iss']].flatMap(idsOf);
  const holders = idsOf(object['holder']);
  return [
    ...[...issuers, ...holders].filter(isOnTheWeb).map((about) => ask('resolveDid', about)),
    ...issuers.map((about) => ask('knownIssuer', about)),
    ...listsOf(object).map((about) => ask('fetchStatusList', about)),
    ...refreshesOf(object).map((about) => ({ ...ask('refresh', about), form })),
  ];
}

const ask = (asks: Question['asks'], about: string): Question => ({ asks, about });

function listsOf({ credentialStatus }: JsonObject): readonly string[] {
  return toArray(credentialStatus).flatMap((entry) => {
    if (!isObject(entry)) return [];
    // The deprecated 1EdTech list is at the id itself.
    const { statusListCredential: list = entry['id'] } = entry;
    return toArray(list).filter(isWeb);
  });
}

function refreshesOf({ refreshService, type }: JsonObject): readonly string[] {
  if (toArray(type).includes('EndorsementCredential')) return [];
  return toArray(refreshService).flatMap(idsOf).filter(isWeb);
}

function idsOf(value: unknown): readonly string[] {
  const id = isObject(value) ? value['id'] : value;
  return typeof id === 'string' ? [id] : [];
}

const isWeb = (address: unknown): address is string =>
  typeof address === 'string' && /^https?:/.test(address);

/** Other identifiers hold their key, or nobody knows them. */
const isOnTheWeb = (id: string): boolean => /^(?:did:web:|https:)/.test(id);
