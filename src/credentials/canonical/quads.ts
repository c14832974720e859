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
  /** As it stands in the canonical form, where no blank node is in it. */
  readonly line: string | undefined;
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
    let line: string | undefined;
    // A blank node is at one place only, as nobody else has its number.
    if (typeof object === 'string' && !(isSole && typeof subject === 'number')) {
      const text = `${subject}${predicate}${object} .\n`;
      if (this.#isKnown(graph === undefined ? text : `${graph} ${text}`, writing)) return;
      if (graph === undefined && typeof subject === 'string') line = text;
    }
    this.all.push({ subject, predicate, object, graph, line });
  }

  #isKnown(name: string, writing: Writing | undefined): boolean {
    if (this.#known.has(name)) {
      if (!isSame(this.#known.get(name), writing)) outside('one literal in two ways of writing');
      return true;
    }
    this.#known.set(name, writing);
    return false;
  }
}

function isSame(one: Writing | undefined, other: Writing | undefined): boolean {
  return (
    one === other ||
    (one?.type === other?.type &&
      one?.language === other?.language &&
      one?.isText === other?.isText)
  );
}
