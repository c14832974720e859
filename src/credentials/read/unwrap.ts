/**
 * What is around a badge when somebody hands it in: a presentation (a wallet's shared file), a record
 * (Comprehensive Learner Record 2.0), a list, or a bare `{"jwt": …}` of an export.
 */
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';
import { isParsedHere, parseJson } from '../bytes/json.ts';
import { decodeJwt, looksCompact } from '../jwt/compact.ts';
import { objectsAt } from '../bytes/loose.ts';
import { textOf } from './received.ts';

export type Wrapped =
  | { readonly kind: 'presentation'; readonly input: unknown }
  | (Several & { readonly kind: 'record'; readonly input: unknown })
  | (Several & { readonly kind: 'list' });

interface Several {
  readonly held: readonly Held[];
  /** Whether there are more, which are not read. */
  readonly isCut: boolean;
}

type Held = JsonObject | string;

/** Each one may ask three addresses. */
export const MAX_HELD = 24;
/** Exports have a list within an object within a list. */
const MAX_DEPTH = 4;

/** Undefined for a credential by itself, and for what holds none. Never throws. */
export function unwrap(input: unknown): Wrapped | undefined {
  const value = valueOf(input);
  if (value === undefined) return undefined;
  const [document] = documentsIn(value);
  // It is judged as one thing, and told to be two (`examine.ts`).
  if (document && isTwoThings(document)) return undefined;
  if (isTyped(document, 'VerifiablePresentation') || isTyped(document, ENVELOPED)) {
    return { kind: 'presentation', input };
  }
  if (isTyped(document, 'ClrCredential')) {
    const held = objectsAt(document?.['credentialSubject'])
      .flatMap(({ verifiableCredential }) => toArray(verifiableCredential))
      .filter((one) => isHeld(one));
    return { kind: 'record', input, ...bounded(held) };
  }
  if (document) return undefined;
  const held = collect(value, MAX_DEPTH);
  return held.length === 0 ? undefined : { kind: 'list', ...bounded(held) };
}

const bounded = (held: readonly Held[]): Several => ({
  held: held.slice(0, MAX_HELD),
  isCut: held.length > MAX_HELD,
});

const ENVELOPED = 'EnvelopedVerifiablePresentation';

function valueOf(input: unknown): unknown {
  if (isParsedHere(input)) return input;
  const text = textOf(input);
  if (typeof text !== 'string') return undefined;
  const trimmed = text.trim();
  if (looksCompact(trimmed)) return trimmed;
  const parsed = parseJson(trimmed);
  return parsed.ok ? parsed.value : undefined;
}

/** The credential or presentation that a value is, if it is one. */
function documentsIn(value: unknown): readonly JsonObject[] {
  if (isObject(value)) return isHeld(value) || isBare(value) ? [value] : [];
  if (typeof value !== 'string' || !looksCompact(value)) return [];
  const decoded = decodeJwt(value);
  if (!decoded.ok) return [];
  const { vp, vc, ...payload } = decoded.jwt.payload;
  // VCDM 1.1 §6.3.1: the claims `vp` and `vc`. Beside a credential they are a second one.
  if (isBare(payload) || isHeld(payload)) return [payload];
  return [isObject(vp) && vc === undefined ? vp : isObject(vc) ? vc : payload];
}

/** A credential that has lost its context is no list of what it holds. */
const isBare = ({ issuer, credentialSubject }: JsonObject) =>
  issuer !== undefined || credentialSubject !== undefined;

const ALONE = ['OpenBadgeCredential', 'AchievementCredential', 'EndorsementCredential'];
const AROUND = ['VerifiablePresentation', 'EnvelopedVerifiablePresentation', 'ClrCredential'];

/** A badge and what holds badges: one reader looks at it, and another at what it holds. */
export function isTwoThings(document: JsonObject): boolean {
  const around = AROUND.filter((type) => isTyped(document, type));
  const isCredential = isTyped(document, 'VerifiableCredential');
  return (
    (around.length > 0 && ALONE.some((type) => isTyped(document, type))) ||
    (isCredential && around.some((type) => type.endsWith('Presentation')))
  );
}

const isTyped = (document: JsonObject | undefined, type: string) =>
  toArray(document?.['type']).includes(type);

function isHeld(value: unknown): value is Held {
  return typeof value === 'string'
    ? looksCompact(value)
    : isObject(value) && value['@context'] !== undefined;
}

function collect(value: unknown, depth: number): readonly Held[] {
  if (isHeld(value)) return [value];
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return (
    Object.values(value)
      .flatMap((member) => collect(member, depth - 1))
      // One more tells that there are more.
      .slice(0, MAX_HELD + 1)
  );
}
