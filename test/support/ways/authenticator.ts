/**
 * A phone with a lock, in a few lines: makes passkeys and signs with them (WebAuthn 3 §6, ES256), as a
 * browser would hand it in. What it says can be bent, where a test is about what must not pass.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { z } from 'zod';

const PRESENT = 0x01;
const VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

/** What a test bends. */
export interface Bent {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  /** Nobody showed who they are to the device. */
  readonly unverified?: true;
  readonly counter?: number;
  readonly userHandle?: string;
  /** Of the device that signs instead. */
  readonly key?: KeyObject;
}

const creation = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string() }),
  user: z.object({ id: z.string(), name: z.string() }),
  excludeCredentials: z.array(z.object({ id: z.string() })).default([]),
});
const request = z.object({ challenge: z.string(), rpId: z.string() });

interface Kept {
  readonly id: string;
  readonly rpId: string;
  readonly userHandle: string;
  readonly privateKey: KeyObject;
}

/** `origin`: of the page that asks; `counts`: how often it signed, as few devices do. */
export function createAuthenticator(origin: string, counts = false) {
  const kept: Kept[] = [];
  let counter = 0;

  const clientData = (type: string, challenge: string, bent: Bent) =>
    Buffer.from(
      JSON.stringify({
        type: bent.type ?? type,
        challenge: bent.challenge ?? challenge,
        origin: bent.origin ?? origin,
        crossOrigin: false,
      }),
    );

  function authData(rpId: string, flags: number, bent: Bent, more = Buffer.alloc(0)): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(bent.counter ?? (counts ? (counter += 1) : 0));
    const given = PRESENT | (bent.unverified ? 0 : VERIFIED) | flags;
    return Buffer.concat([sha256(bent.rpId ?? rpId), Buffer.from([given]), count, more]);
  }

  return {
    kept,
    /** The field of the form; undefined where this device is known already. */
    create(options: unknown, bent: Bent = {}): string | undefined {
      const { challenge, rp, user, excludeCredentials } = creation.parse(options);
      if (kept.some(({ id }) => excludeCredentials.some((one) => one.id === id))) return undefined;
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const id = randomBytes(16);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const more = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]);
      const data = authData(rp.id, HAS_CREDENTIAL, bent, more);
      kept.push({ id: text(id), rpId: rp.id, userHandle: user.id, privateKey });
      return JSON.stringify({
        ...credential(text(id)),
        response: {
          clientDataJSON: text(clientData('webauthn.create', challenge, bent)),
          attestationObject: text(
            map([
              ['fmt', textString('none')],
              ['attStmt', map([])],
              ['authData', byteString(data)],
            ]),
          ),
          transports: ['internal', 'hybrid'],
        },
      });
    },
    /** With the newest passkey that it has. */
    get(options: unknown, bent: Bent = {}): string {
      const { challenge, rpId } = request.parse(options);
      const used = kept.findLast((one) => one.rpId === rpId);
      if (!used) throw new Error('This device has no passkey');
      const client = clientData('webauthn.get', challenge, bent);
      const data = authData(rpId, 0, bent);
      const signed = Buffer.concat([data, sha256(client)]);
      return JSON.stringify({
        ...credential(used.id),
        response: {
          clientDataJSON: text(client),
          authenticatorData: text(data),
          signature: text(sign('sha256', signed, bent.key ?? used.privateKey)),
          userHandle: bent.userHandle ?? used.userHandle,
        },
      });
    },
  };
}

export type Authenticator = ReturnType<typeof createAuthenticator>;

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const text = (bytes: Buffer) => bytes.toString('base64url');
const credential = (id: string) => ({
  ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
  authenticatorAttachment: 'platform',
});

// CBOR (RFC 8949), as far as it takes.
function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255]);
}
const integer = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const byteString = (bytes: Buffer) => Buffer.concat([head(2, bytes.length), bytes]);
const textString = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const map = (entries: readonly (readonly [string | number, Buffer])[]) =>
  Buffer.concat([
    head(5, entries.length),
    ...entries.flatMap(([key, value]) => [
      typeof key === 'string' ? textString(key) : integer(key),
      value,
    ]),
  ]);

/** EC2, ES256, P-256 (RFC 9053 §2.1, §7.1). */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return map([
    [1, integer(2)],
    [3, integer(-7)],
    [-1, integer(1)],
    [-2, byteString(Buffer.from(x, 'base64url'))],
    [-3, byteString(Buffer.from(y, 'base64url'))],
  ]);
}
