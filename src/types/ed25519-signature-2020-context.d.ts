declare module 'ed25519-signature-2020-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}
