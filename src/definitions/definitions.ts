/** What the rest of the house reads: badge classes with their references resolved. */
import type { InLanguage, Label } from './in-language.ts';
import type { BadgeClassFile, Competence, FrameworkFile } from './schemas.ts';
import type { LevelFile, ObjectiveFile } from './schemas.ts';

export { loadDefinitions } from './load-definitions.ts';
export { joinClasses, type OwnClass } from './join-classes.ts';
export { checkClass, type ClassProblem, FIELD_LIMITS } from './class-problems.ts';
export { confirmersIn } from './check-content.ts';
export { difficultyIn, privateLifeIn } from './wording.ts';
export type { BadgeClassFile } from './schemas.ts';
export { DefinitionsError } from './problems.ts';
export { SOURCE } from './in-language.ts';
export type BadgeKind = BadgeClassFile['kind'];
export type Objective = Omit<ObjectiveFile, 'en'> & InLanguage;
export type Level = Omit<LevelFile, 'en'>;

/** `label`: in the language asked for, or in French. `official` tells whether the French one is. */
export type LabelledCompetence = Competence & Label;

export interface Framework extends Omit<FrameworkFile, 'en' | 'competences'>, InLanguage {
  readonly competences: readonly LabelledCompetence[];
}

/** A competence as a badge class cites it. */
export interface ResolvedCompetence extends LabelledCompetence {
  /** The slug of its framework. */
  readonly framework: string;
  readonly frameworkName: string;
}

/** `language`: of its own texts and its levels; objective and alignments have theirs. */
export interface BadgeClass extends InLanguage {
  readonly slug: string;
  readonly version: number;
  /** The day this version was published, YYYY-MM-DD. */
  readonly published: string;
  readonly name: string;
  readonly kind: BadgeKind;
  readonly objective: Objective;
  readonly description: string;
  /** What the person did, each in the first person. */
  readonly criteria: readonly string[];
  /** For an employer: third person, no gender, at most 20 words. */
  readonly employerSentence: string;
  readonly alignments: readonly ResolvedCompetence[];
  /** Ideas of proofs; none when the class is sensitive. */
  readonly evidence: readonly string[];
  readonly recognisedBy: readonly string[];
  readonly programmeAction: string;
  /** In months, from the day it is signed; without it, an award has no end. */
  readonly validFor?: number;
  readonly leveled: boolean;
  /** The rubric, or nothing when the class is not leveled. */
  readonly levels: readonly Level[];
  /** Private, and awarded only at the person's own request. */
  readonly sensitive: boolean;
  /** What to take care of when a proof speaks of other people. */
  readonly thirdParties?: string;
  /** Where the award form shows it first: for these kinds of experiences, and words of a task that begin so. */
  readonly proposedFor?: NonNullable<BadgeClassFile['proposedFor']>;
  /** Who else confirms it here: what `recognisedBy` says, as the pages hold to it. */
  readonly confirmedBy?: NonNullable<BadgeClassFile['confirmedBy']>;
  readonly art: { readonly variant: string };
  /** Text alternative of the image. */
  readonly alt: string;
  /** Of a class that was published in a browser: the id of its KPA, or of the network. */
  readonly kpaId?: string;
  /** Who wrote its words first, if it was taken from elsewhere. */
  readonly source?: string;
}

export interface Definitions {
  /** The same in another language (BCP 47): what is not there in it stays French. Made once. */
  in(code: string): Definitions;
  /** The language that was asked for: a class says in which one it is. */
  readonly code: string;
  /** In order, 1 to 7. */
  readonly objectives: readonly Objective[];
  /** In order, 1 to 4. */
  readonly levels: readonly Level[];
  readonly frameworks: readonly Framework[];
  /** The newest version of each, by objective and then by its `order`. */
  readonly badgeClasses: readonly BadgeClass[];
  /** The newest version when none is given. */
  findBadgeClass(slug: string, version?: number): BadgeClass | undefined;
  findFramework(slug: string): Framework | undefined;
  findCompetence(framework: string, id: string): ResolvedCompetence | undefined;
  /** A class of no file, in this language: the same object for the same. */
  resolve(file: BadgeClassFile & Pick<BadgeClass, 'kpaId' | 'source'>): BadgeClass;
}
