/** The other implementation, as far as the tests call it. */
declare module '@digitalbazaar/vc' {
  type JsonObject = Readonly<Record<string, unknown>>;
  type Loader = (url: string) => Promise<object>;

  export function verifyCredential(options: {
    credential: object;
    suite: object;
    documentLoader: Loader;
    checkStatus?: (options: { credential: object }) => Promise<{ verified: boolean }>;
    now?: Date;
  }): Promise<{ verified: boolean; error?: Error; statusResult?: { verified: boolean } }>;

  export function issue(options: {
    credential: object;
    suite: object;
    documentLoader: Loader;
    now: Date;
  }): Promise<JsonObject>;

  export function derive(options: {
    verifiableCredential: object;
    suite: object;
    documentLoader: Loader;
  }): Promise<JsonObject>;

  export function signPresentation(options: {
    presentation: object;
    suite: object;
    challenge: string;
    domain?: string;
    documentLoader: Loader;
  }): Promise<JsonObject>;
}

declare module '@digitalbazaar/data-integrity' {
  export const DataIntegrityProof: new (options: {
    cryptosuite: object;
    signer?: object;
    date?: Date;
  }) => object;
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object;
}

declare module '@digitalbazaar/ed25519-signature-2020' {
  export const Ed25519Signature2020: new (options: { signer: object; date: Date }) => object;
}

declare module '@digitalbazaar/ed25519-signature-2018' {
  export const Ed25519Signature2018: new (options: { signer: object; date: Date }) => object;
}

declare module '@digitalbazaar/jws-linked-data-signature' {
  export const JwsLinkedDataSignature: new (options: {
    type: string;
    alg: string;
    contextUrl: string;
    signer: object;
    date: Date;
  }) => object;
}

declare module '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite' {
  export const cryptosuite: object;
}

declare module '@digitalbazaar/ecdsa-multikey' {
  interface KeyPair {
    readonly publicKeyMultibase: string;
    signer(): {
      readonly id: string;
      readonly algorithm: string;
      sign(options: { data: Uint8Array }): Promise<Uint8Array>;
    };
  }

  export function generate(options: {
    curve: 'P-256' | 'P-384';
    id: string;
    controller: string;
  }): Promise<KeyPair>;

  export function toJwk(options: { keyPair: KeyPair }): Promise<Readonly<Record<string, unknown>>>;
}
