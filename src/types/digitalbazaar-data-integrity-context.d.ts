declare module '@digitalbazaar/data-integrity-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}
