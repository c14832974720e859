declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}
