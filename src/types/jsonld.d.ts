/** What we call of jsonld 9: the published types know neither RDFC-1.0 nor the work factor. */
declare module 'jsonld' {
  interface Options {
    readonly documentLoader: (url: string) => Promise<unknown>;
    readonly base: null;
    readonly rdfDirection: 'i18n-datatype';
    /** Rejects for a term that no context defines. */
    readonly safe: true;
  }
  interface CanonizeOptions extends Options {
    readonly format: 'application/n-quads';
    /** What is given is in expanded form already. */
    readonly skipExpansion: true;
    /** For rdf-canonize: beside them, they would not be heard. */
    readonly canonizeOptions: {
      readonly algorithm: 'RDFC-1.0';
      readonly messageDigestAlgorithm: 'SHA-256' | 'SHA-384';
      /** Rejects beyond so many steps to the power of the blank nodes (RDFC-1.0 §7.1). */
      readonly maxWorkFactor: number;
    };
  }
  const jsonld: {
    canonize(expanded: readonly unknown[], options: CanonizeOptions): Promise<string>;
    expand(document: object, options: Options): Promise<readonly unknown[]>;
  };
  export default jsonld;
}
