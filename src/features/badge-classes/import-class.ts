/**
 * A badge class of another issuer, as a draft of one’s own: a BadgeClass or an Assertion of Open Badges
 * 2.0, an Achievement or an AchievementCredential of 3.0, in JSON. Its words are text and nothing else;
 * its image, its levels and its signature stay where they are. Nothing of it is believed: the draft goes
 * through the same checks as one that was typed.
 */
import { z } from 'zod';
import { withoutInvisible } from '../../credentials/read/displayable.ts';
import type { Definitions, LabelledCompetence } from '../../definitions/definitions.ts';
import { difficultyIn } from '../../definitions/definitions.ts';
import {
  type ClassFields,
  inEnglish,
  MOST_COMPETENCES,
  mostOf,
  type TextField,
} from './class-fields.ts';

export interface ImportedClass {
  readonly fields: ClassFields;
  /** Who wrote it, as far as it says. */
  readonly source: string;
}

/** The longest file or answer that is read, in characters. */
export const MOST_IMPORTED = 200_000;
const MOST_ALIGNMENTS = 100;
const LONGEST_SOURCE = 300;

/** Undefined for what is no badge class. `from`: the address that it came from. */
export function importClass(
  text: string,
  definitions: Definitions,
  from?: string,
): ImportedClass | undefined {
  if (text.length > MOST_IMPORTED) return undefined;
  const found = classIn(parse(text));
  if (!found) return undefined;
  const { achievement, issuer } = found;
  const { name, description, criteria, inLanguage, '@language': language } = achievement;
  const isEnglish = (inLanguage ?? language ?? '').startsWith('en');
  const named = (field: TextField) => (isEnglish ? inEnglish(field) : field);
  const bounded = (field: TextField, given: string) => given.slice(0, mostOf(field)).trim();
  const fields = {
    [named('name')]: bounded('name', lineOf(name)),
    [named('description')]: bounded('description', lineOf(description ?? '')),
    [named('criteria')]: bounded('criteria', criteriaOf(criteria)),
    competences: soundAlignments(achievement, definitions).join('\n'),
  };
  return {
    fields: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')),
    source: sourceOf(
      issuer ?? nameOf(achievement.creator) ?? nameOf(achievement.issuer),
      from,
      achievement.id,
    ),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return undefined;
  }
}

const oneOrMore = <T>(schema: z.ZodType<T>, most: number) =>
  z.union([z.array(schema).max(most), schema.transform((one) => [one])]);
const text = z.string().max(20_000);
const types = oneOrMore(z.string().max(200), 20);
const profile = z.union([
  text,
  z.object({ id: text.optional(), name: text.optional(), url: text.optional() }),
]);

const alignment = z.object({
  targetUrl: text.optional().catch(undefined),
  targetCode: text.optional().catch(undefined),
});

/** Of both versions: what they share has the same names. */
const achievement = z.object({
  id: text.optional(),
  type: types,
  name: text.min(1),
  description: text.optional().catch(undefined),
  criteria: z
    .union([text, z.object({ id: text.optional(), narrative: text.optional() })])
    .optional()
    .catch(undefined),
  inLanguage: text.optional().catch(undefined),
  '@language': text.optional().catch(undefined),
  alignment: oneOrMore(alignment, MOST_ALIGNMENTS).optional().catch(undefined),
  alignments: oneOrMore(alignment, MOST_ALIGNMENTS).optional().catch(undefined),
  creator: profile.optional().catch(undefined),
  issuer: profile.optional().catch(undefined),
});
type Achievement = z.infer<typeof achievement>;

const credential = z.object({
  type: types,
  issuer: profile.optional().catch(undefined),
  credentialSubject: oneOrMore(z.object({ achievement: oneOrMore(z.unknown(), 20) }), 20),
});
const assertion = z.object({ type: types, badge: z.unknown() });

const CLASSES = ['Achievement', 'BadgeClass'];

function classIn(given: unknown) {
  const alone = achievement.safeParse(given).data;
  if (alone?.type.some((type) => CLASSES.includes(type))) {
    return { achievement: alone, issuer: undefined };
  }
  const held = credential.safeParse(given).data;
  const [first] = held?.credentialSubject[0]?.achievement ?? [];
  const within = achievement.safeParse(first ?? assertion.safeParse(given).data?.badge).data;
  return within && { achievement: within, issuer: nameOf(held?.issuer) };
}

function nameOf(given: z.infer<typeof profile> | undefined): string | undefined {
  if (given === undefined || typeof given === 'string') return given;
  return given.name ?? given.url ?? given.id;
}

const lineOf = (given: string) =>
  withoutInvisible(given)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim();

/** Markdown, mostly: each of its lines or bullets is one. An address alone says nothing. */
function criteriaOf(criteria: Achievement['criteria']): string {
  const narrative = typeof criteria === 'string' ? criteria : (criteria?.narrative ?? '');
  if (/^\s*https?:\S+\s*$/u.test(narrative)) return '';
  return narrative
    .split(/\r?\n/u)
    .map((line) => lineOf(line.replace(/^\s*(?:[-*+•]|\d+[.)]|#+)\s+/u, '')))
    .filter((line) => line !== '')
    .join('\n');
}

/** Those that our frameworks know, by the publisher’s own address or code: by words alone, none. */
function soundAlignments(given: Achievement, { frameworks }: Definitions): readonly string[] {
  const cited = [...(given.alignment ?? []), ...(given.alignments ?? [])];
  const found = cited.flatMap(({ targetUrl, targetCode }) =>
    frameworks.flatMap(({ slug, url, competences }) =>
      competences
        .filter((one) => isCited(one, { targetUrl, targetCode }, url))
        .map(({ id }) => `${slug}/${id}`),
    ),
  );
  return [...new Set(found)].slice(0, MOST_COMPETENCES);
}

function isCited(
  { uri, code, id }: LabelledCompetence,
  { targetUrl, targetCode }: z.infer<typeof alignment>,
  frameworkUrl: string | undefined,
): boolean {
  if (targetUrl === undefined) return false;
  if (uri !== undefined && plain(uri) === plain(targetUrl)) return true;
  // A code says which competence only beside its framework.
  const isOfFramework = frameworkUrl !== undefined && hostOf(targetUrl) === hostOf(frameworkUrl);
  return isOfFramework && targetCode !== undefined && [code, id].includes(targetCode.trim());
}

const plain = (url: string) =>
  url
    .trim()
    .replace(/^https?:/u, '')
    .replace(/\/$/u, '');
const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : undefined);

/** « Open Badge Factory, https://… »: what a reader can look up. It is public: what stands behind `?` may be a key. */
function sourceOf(issuer: string | undefined, from: string | undefined, id: string | undefined) {
  const named = from ?? (id !== undefined && /^https:/u.test(id) ? id : undefined);
  const address = named === undefined ? undefined : named.replace(/[?#].*$/su, '');
  // It is public, too: a name that says people’s situation leaves the address.
  const parts = [issuer, address]
    .flatMap((part) => (part === undefined ? [] : [lineOf(part)]))
    .filter((part) => difficultyIn(part) === undefined);
  return [...new Set(parts)].join(', ').slice(0, LONGEST_SOURCE).trim() || '?';
}
