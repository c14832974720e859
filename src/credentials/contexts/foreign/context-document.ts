/** Terms by their names, as JSON-LD 1.1 §9.15 has them. */
export type Terms = Readonly<Record<string, unknown>>;

export interface ContextDocument {
  readonly '@context': Terms;
}
