declare module 'ed25519-signature-2018-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}
