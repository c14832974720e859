declare module 'vc-revocation-list-context' {
  export const contexts: ReadonlyMap<string, { '@context': Record<string, unknown> }>;
}
