declare module '@digitalcredentials/dcc-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}
