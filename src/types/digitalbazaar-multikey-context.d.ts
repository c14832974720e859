declare module '@digitalbazaar/multikey-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}
