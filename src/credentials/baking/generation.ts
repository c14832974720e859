/**
 * Which Open Badges a text is of, as far as it says so itself. Nothing is verified: it is asked to
 * name what we do not read, and not to call it false.
 */
import { decodeBase64Url } from '../bytes/encoding.ts';
import { isObject, type JsonObject, toArray } from '../bytes/json-object.ts';

/** `credential`: a W3C one, as Open Badges 3.0 are. `older`: Open Badges 2.x, 1.x or 0.5. */
export type Generation = 'credential' | 'older' | 'other';

/** Of the contexts of 1.1, 2.0 and 2.1, with their other spellings. */
const OLDER_CONTEXT =
  /^https?:\/\/(?:w3id\.org\/openbadges|openbadgespec\.org|purl\.imsglobal\.org\/spec\/ob)\/v[12]/;
/** Members that every credential or presentation has, and the claims that hold one in a JWT. */
const CREDENTIAL_MEMBERS = ['credentialSubject', 'verifiableCredential', 'vc', 'vp'] as const;
const CREDENTIAL_TYPE = /(?:Credential|Presentation)$/;

/** `text`: JSON, or a compact JWS, of which the payload counts. A list is what all of it is. */
export function generationOf(text: string): Generation {
  const said = saidIn(text);
  const documents = Array.isArray(said) ? said : [said];
  if (documents.length > 0 && documents.every(isCredential)) return 'credential';
  return documents.length > 0 && documents.every(isOlder) ? 'older' : 'other';
}

function saidIn(text: string): unknown {
  try {
    if (/^[[{]/.test(text)) return JSON.parse(text);
    const [, payload = ''] = text.split('.');
    return JSON.parse(new TextDecoder().decode(decodeBase64Url(payload)));
  } catch {
    return undefined;
  }
}

function isCredential(document: unknown): boolean {
  if (!isObject(document)) return false;
  return CREDENTIAL_MEMBERS.some((name) => document[name] !== undefined) || isTypedSo(document);
}

function isTypedSo({ type }: JsonObject): boolean {
  return toArray(type).some((name) => typeof name === 'string' && CREDENTIAL_TYPE.test(name));
}

function isOlder(document: unknown): boolean {
  if (!isObject(document) || isCredential(document)) return false;
  const { '@context': context, badge, recipient } = document;
  const isNamed = toArray(context).some(
    (entry) => typeof entry === 'string' && OLDER_CONTEXT.test(entry),
  );
  // 0.5 and 1.0 have no context; the two members are in every assertion up to 2.1.
  return isNamed || (badge !== undefined && recipient !== undefined);
}
