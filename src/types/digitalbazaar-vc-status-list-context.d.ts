declare module '@digitalbazaar/vc-status-list-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}
