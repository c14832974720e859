/** The quads of one document, each once. */
import { outside } from './subset.ts';

/** An address or a literal, as N-Quads write it; or the number of a blank node. */
export type Name = string | number;

export interface Quad {
  readonly subject: Name;
  /** With the spaces around it. */
  readonly predicate: string;
  readonly object: Name;
  /** Undefined in the graph of the document itself. */
  readonly graph: number | undefined;
  /** What no other quad may have; undefined where there can be no other. */
  readonly key: string | undefined;
  readonly writing: Writing | undefined;
}

/** How a literal was written: jsonld takes two for one only if they were written the same. */
export interface Writing {
  readonly type: string | undefined;
  readonly language: string | undefined;
  readonly isText: boolean;
}

export class Quads {
  readonly all: Quad[] = [];
  /** How many blank nodes there are. */
  blanks = 0;
  /** Of blank nodes that stand in a fragment, where all is said of them (`fragments.ts`): SHA-256. */
  readonly firstDegrees = new Map<number, string>();
  readonly #known = new Map<string, Writing | undefined>();

  blank(): number {
    this.blanks += 1;
    return this.blanks - 1;
  }

  /** `isSole`: of a node without an id, the one value of a property. It is nowhere else. */
  add(
    subject: Name,
    predicate: string,
    object: Name,
    graph: number | undefined,
    writing?: Writing,
    isSole = false,
  ): void {
    // A blank node is at one place only, as nobody else has its number.
    const isAlone = typeof object === 'number' || (isSole && typeof subject === 'number');
    const line = isAlone ? undefined : `${subject}${predicate}${object} .\n`;
    const key = graph === undefined || line === undefined ? line : `${graph} ${line}`;
    this.push({ subject, predicate, object, graph, key, writing });
  }

  push(quad: Quad): void {
    const { key, writing } = quad;
    if (key !== undefined) {
      if (this.#known.has(key)) {
        if (!isSame(this.#known.get(key), writing)) outside('one literal in two ways of writing');
        return;
      }
      this.#known.set(key, writing);
    }
    this.all.push(quad);
  }
}

/** As it stands in the canonical form, where no blank node is in it. */
export function groundLine({ subject, graph, key }: Quad): string | undefined {
  return graph === undefined && typeof subject === 'string' ? key : undefined;
}

function isSame(one: Writing | undefined, other: Writing | undefined): boolean {
  return (
    one === other ||
    (one?.type === other?.type &&
      one?.language === other?.language &&
      one?.isText === other?.isText)
  );
}
