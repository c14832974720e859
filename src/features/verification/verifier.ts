import {
  type ListMade,
  type SignedForm,
  type Surroundings,
  type Verification,
  verifyCredential,
  type VerifyOptions,
} from '../../credentials/verify/verify.ts';
import {
  type PresentationSurroundings,
  type PresentationVerification,
  verifyPresentation,
} from '../../credentials/verify/verify-presentation.ts';
import { remember } from '../../awards/remember.ts';
import { parseTexts } from '../../outside/foreign-documents.ts';
import type { SurroundingTexts } from './surroundings.ts';

/** What is asked of a credential: whether it is in a name, and by which rules it is read. */
export type CredentialQuestion = VerifyOptions &
  Pick<Surroundings, 'holderName'> & {
    /** It comes from our own store: there is no newer form to ask for. */
    readonly isNewest?: boolean;
  };
/** What its holder was asked to sign beside it, and for whom. */
export type PresentationQuestion = VerifyOptions &
  Pick<PresentationSurroundings, 'challenge' | 'domain'>;

export interface Verifier {
  /** `input`: JSON text, what was parsed from it, or a compact JWT. Never rejects for its content. */
  verifyCredential(input: unknown, question?: CredentialQuestion): Promise<Verification>;
  verifyPresentation(
    input: unknown,
    question?: PresentationQuestion,
  ): Promise<PresentationVerification>;
}

type Asked = Omit<PresentationSurroundings, 'now'>;

/** `accounts`: of the work that it takes. */
export function createVerifier(
  texts: SurroundingTexts,
  clock: () => Date,
  accounts: Pick<Surroundings, 'spend' | 'inPlace'> = {},
): Verifier {
  return verifierIn({ ...surroundingsOf(texts), ...accounts }, clock);
}

/** For the badges of one page: issuers, their keys and lists are read and parsed once for all. */
export function createPageVerifier(
  texts: SurroundingTexts,
  clock: () => Date,
): Pick<Verifier, 'verifyCredential'> {
  const surroundings = surroundingsOf(texts);
  const { resolveDid, fetchStatusList, knownIssuer } = surroundings;
  return verifierIn(
    {
      ...surroundings,
      resolveDid: remember(resolveDid),
      fetchStatusList: remember(fetchStatusList),
      knownIssuer: remember(knownIssuer),
    },
    clock,
  );
}

function surroundingsOf(texts: SurroundingTexts) {
  return {
    ...parseTexts(texts),
    endorsed: (url: string, form: SignedForm) => texts.endorsed(url, form),
    newestSeen: (url: string, made: ListMade) => texts.newestSeen(url, made),
    knownIssuer: (did: string) => texts.knownIssuer(did),
    namesake: (name: string) => texts.namesake(name),
  };
}

function verifierIn(surroundings: Asked, clock: () => Date): Verifier {
  return {
    verifyCredential: (input, { holderName, isNewest = false, ...options } = {}) => {
      const { refresh, ...rest } = surroundings;
      return verifyCredential(
        input,
        {
          ...rest,
          now: clock(),
          ...(!isNewest && refresh && { refresh }),
          ...(holderName !== undefined && { holderName }),
        },
        options,
      );
    },
    verifyPresentation: (input, { challenge, domain, ...options } = {}) =>
      verifyPresentation(
        input,
        {
          ...surroundings,
          now: clock(),
          ...(challenge !== undefined && { challenge }),
          ...(domain !== undefined && { domain }),
        },
        options,
      ),
  };
}
