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

/** The insides of jsonld 9.0.0 that `src/credentials/canonical` uses; a test holds them. */
declare module 'jsonld/lib/context.js' {
  export interface TermMapping {
    readonly '@id': string | null;
    readonly '@type'?: string;
    readonly '@container'?: readonly string[];
    readonly '@language'?: string | null;
    readonly '@direction'?: string | null;
    readonly '@context'?: unknown;
    readonly reverse?: boolean;
  }
  export interface ActiveContext {
    /** Null for a word without a meaning. */
    readonly mappings: ReadonlyMap<string, TermMapping | null>;
    readonly previousContext?: ActiveContext;
  }
  export interface ContextOptions {
    readonly base: null;
    readonly contextResolver: {
      resolve(options: { context: unknown }): Promise<readonly ResolvedContext[]>;
    };
    readonly eventHandler: readonly (() => void)[];
  }
  export interface ResolvedContext {
    readonly document: unknown;
    getProcessed(): undefined;
    setProcessed(): void;
  }
  const context: {
    process(options: {
      activeCtx: ActiveContext;
      localCtx: unknown;
      propagate?: boolean;
      overrideProtected?: boolean;
      options: ContextOptions;
    }): Promise<ActiveContext>;
    expandIri(
      active: ActiveContext,
      value: string,
      relativeTo: { readonly base?: true; readonly vocab?: true },
      options: ContextOptions,
    ): string | null;
    getInitialContext(options: ContextOptions): ActiveContext;
  };
  export default context;
}
