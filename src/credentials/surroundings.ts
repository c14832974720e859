/** What a verification asks of its surroundings. */
import type { InPlace } from './allowance.ts';

/** Everything the core needs from outside. A rejection counts as unreachable. */
export interface Surroundings {
  readonly now: Date;
  /** Called with a did:web, or with an https URL that should give a controller document or a JWK. */
  resolveDid(did: string): Promise<DidResolution>;
  /** Called with an http(s) URL that comes from the badge. */
  fetchStatusList(url: string): Promise<StatusListFetch>;
  /**
   * Told of a signed status list, with its address; answers when the newest one was made that it was
   * ever told of. Left out: an older list than the newest seen is not noticed.
   */
  newestSeen?(url: string, made: ListMade): Promise<string>;
  /** What the network's own list says of an issuer. */
  knownIssuer(did: string): Promise<KnownIssuer | undefined>;
  /** Of those whom the network lists: the one whose name looks like this one. */
  namesake?(name: string): Promise<Namesake | undefined>;
  /**
   * Called at most once, with the http(s) URL at which the badge says its newest form lies, and the
   * media type of the form that was given. Left out: nothing is said of newer forms.
   */
  refresh?(url: string, form: SignedForm): Promise<TextFetch>;
  /** The badge at its own address, which a confirmation is about. Left out: nobody is asked. */
  endorsed?(url: string, form: SignedForm): Promise<TextFetch>;
  /** Told of the work that it takes, in values that are canonicalised (`allowance.ts`). */
  readonly spend?: (values: number) => void;
  /** Given where everybody else waits for the answer: it is given up as soon as it takes long. */
  readonly inPlace?: InPlace;
  /** The name of the person who shows the badge: asks for the `recipient` check. */
  readonly holderName?: string;
}

/** Whose list it is, and since when it counts (ISO 8601). */
export interface ListMade {
  readonly by: string;
  readonly at: string;
}

/** The media types of JSON with its proof in it, and of a JWT around it. */
export type SignedForm = 'application/vc' | 'application/vc+jwt';

interface NotFetched {
  readonly outcome: 'not-found' | 'unreachable';
  readonly detail: string;
  /** ISO 8601: when it was last read, if that is known. */
  readonly since?: string;
}
/** `document`: parsed JSON (a status list may be a compact JWT), of which nothing is believed yet. */
type Fetched = { readonly outcome: 'found'; readonly document: unknown } | NotFetched;
export type DidResolution =
  | (Extract<Fetched, { outcome: 'found' }> & {
      /**
       * Absolute ids of keys that the controller may have, and of which nothing can be told now. One
       * that is not in the document either is unknown, and not somebody else's.
       */
      readonly doubtful?: readonly string[];
    })
  | NotFetched;
export type StatusListFetch = Fetched;
/** `text`: JSON or a compact JWT. */
export type TextFetch = { readonly outcome: 'found'; readonly text: string } | NotFetched;

export interface KnownIssuer {
  readonly name: string;
  readonly memberSince?: number;
  /** ISO 8601: since when the network lets it sign nothing more. What it signed goes on counting. */
  readonly suspendedSince?: string;
}

/** Somebody known, whose name a stranger uses. */
export interface Namesake {
  readonly name: string;
  /** Where their keys are published: `badges.example`. */
  readonly domain: string;
}
