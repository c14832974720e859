import { type Request, Router } from 'express';
import { buildAchievement } from '../../credentials/write/build-achievement.ts';
import type { BadgeClasses } from '../../badges/classes/badge-classes.ts';
import { drawingOf } from '../../badges/classes/drawings.ts';
import { type BadgeClass, type Definitions, SOURCE } from '../../definitions/definitions.ts';
import type { LabelledCompetence } from '../../definitions/definitions.ts';
import { describeAchievement } from '../../badges/achievement.ts';
import { type AllAddresses, atHost, imagePath } from '../../badges/addresses.ts';
import { artOf } from '../../badges/badge-art.ts';
import { groupOf, inGroups } from '../../badges/badge-groups.ts';
import { say } from '../../language/message.ts';
import type { Languages } from '../../language/languages.ts';
import { notFound } from '../../problems/http-error.ts';
import { languageOf } from '../../web/page-language.ts';
import { param } from '../../web/params.ts';
import { KIND_LABELS } from '../../badges/present-award.ts';
import type { Store } from '../../storage/store.ts';
import { openToAll } from '../../web/security-headers.ts';
import { sendAs } from '../../web/send-public.ts';
import type { DrawBadge } from './draw-badge.ts';

interface Services {
  readonly definitions: Definitions;
  readonly badgeClasses: Pick<BadgeClasses, 'shared' | 'readAgain'>;
  readonly store: Pick<Store, 'kpas'>;
  readonly addresses: AllAddresses;
  readonly drawBadge: DrawBadge;
  readonly languages: Pick<Languages, 'find' | 'source'>;
}

/** What software asks for: the usual one first. */
const DOCUMENT_TYPES = ['application/ld+json', 'application/json'] as const;

/** The public catalogue: what each badge means, for people and for software. */
export function catalogueRoutes(services: Services): Router {
  const { definitions, badgeClasses, addresses, drawBadge, languages } = services;
  const router = Router();

  router.get('/badges', async (req, res) => {
    const shared = (await badgeClasses.shared()).in(languageOf(req).code).badgeClasses;
    const groups = inGroups(shared, grouped).map(({ title, items }) => ({
      title,
      badges: items.map(summarise),
    }));
    res.render('catalogue/catalogue', { groups });
  });

  // The grammar itself: what a form shows before there is a badge.
  router.get('/badges/dessins/:kind/:sign.svg', openToAll, (req, res) => {
    const drawing = drawingOf(param(req, 'kind'), param(req, 'sign'));
    if (!drawing) throw notFound(say('error.no-such-picture'));
    const svg = drawBadge({ ...drawing, title: languageOf(req).text(drawing.title) });
    res.set('Cache-Control', 'public, max-age=86400').type('image/svg+xml').send(svg);
  });

  router.get('/badges/:slug', async (req, res) => {
    await badgeClasses.readAgain(param(req, 'slug'));
    const badge = definitions.findBadgeClass(param(req, 'slug'));
    if (!badge) throw notFound(say('error.no-such-badge'));
    res.redirect(302, `/badges/${badge.slug}/v${badge.version}`);
  });

  router.get('/badges/:slug/v:version', openToAll, async (req, res) => {
    const badge = await badgeInPath(req);
    res.vary('Accept');
    const wanted = req.accepts([...DOCUMENT_TYPES, 'text/html']);
    if (wanted !== 'text/html') {
      const language = languages.find(badge.language) ?? languages.source;
      const at = atHost(addresses, req.get('host'));
      const document = buildAchievement(describeAchievement(at, badge, language));
      res.set('Content-Language', badge.language);
      sendAs(res, wanted === false ? DOCUMENT_TYPES[0] : wanted, JSON.stringify(document));
      return;
    }
    await badgeClasses.readAgain(badge.slug);
    const newest = inLanguageOf(req).findBadgeClass(badge.slug);
    res.render('catalogue/badge-class', {
      owner: badge.kpaId && (await services.store.kpas.findById(badge.kpaId)),
      badge: { ...badge, ...summarise(badge), group: groupOf(grouped(badge)) },
      levels: badge.levels.map((level) => ({
        ...level,
        image: imagePath(badge.slug, badge.version, level.code),
      })),
      newer: newest && newest.version > badge.version ? summarise(newest) : undefined,
    });
  });

  router.get('/badges/:slug/v:version/:image.svg', openToAll, async (req, res) => {
    const badge = await badgeInPath(req);
    const level = levelInPath(req, badge);
    const svg = drawBadge(artOf(badge, level?.code));
    // A published version never changes; its drawing may get better.
    res.set('Cache-Control', 'public, max-age=86400').type('image/svg+xml').send(svg);
  });

  router.get('/referentiels', (req, res) => {
    const frameworks = inLanguageOf(req).frameworks.map((one) => ({
      ...one,
      // « version 1.2 », but not « version Sept domaines ».
      isNumbered: /^\d/.test(one.version),
    }));
    res.render('catalogue/frameworks', { frameworks });
  });

  router.get('/referentiels/:framework/:competence', async (req, res) => {
    const here = (await badgeClasses.shared()).in(languageOf(req).code);
    const framework = here.findFramework(param(req, 'framework'));
    const competence = framework && here.findCompetence(framework.slug, param(req, 'competence'));
    if (!competence) throw notFound(say('error.no-such-competence'));
    const badges = here.badgeClasses.filter(({ alignments }) =>
      alignments.some(({ framework: slug, id }) => slug === framework.slug && id === competence.id),
    );
    const labels = labelsOf(competence, languageOf(req).code);
    res.render('catalogue/competence', {
      ...labels,
      framework,
      competence,
      badges: badges.map(summarise),
    });
  });

  function inLanguageOf(req: Request): Definitions {
    return definitions.in(languageOf(req).code);
  }

  async function badgeInPath(req: Request): Promise<BadgeClass> {
    const [slug, version] = [param(req, 'slug'), param(req, 'version')];
    const find = () =>
      /^[1-9]\d{0,3}$/.test(version)
        ? inLanguageOf(req).findBadgeClass(slug, Number(version))
        : undefined;
    // Published by another process, or not met yet.
    if (!find()) await badgeClasses.readAgain(slug);
    const badge = find();
    if (!badge) throw notFound(say('error.no-such-badge'));
    return badge;
  }

  return router;
}

function levelInPath(req: Request, badge: BadgeClass) {
  const image = param(req, 'image');
  if (image === 'image') return undefined;
  const level = badge.levels.find(({ code }) => image === `niveau-${code}`);
  if (!level) throw notFound(say('error.no-such-picture'));
  return level;
}

/** What is to say of the label in the language of the page, and in which others it stands beside. */
function labelsOf({ language, labelEn, official }: LabelledCompetence, here: string) {
  return {
    isForeign: language !== here,
    isOurs: language === SOURCE && !official,
    inEnglish: language !== 'en' && labelEn !== undefined,
    inFrench: language !== SOURCE,
  };
}

/** Not by objective: an employer comes here from a portfolio, and objective 6 is nobody's business. */
const grouped = ({ objective, leveled }: BadgeClass) => ({ objective: objective.number, leveled });

function summarise({ slug, version, name, language, kind, description, alt }: BadgeClass) {
  return {
    name,
    language,
    description,
    alt,
    kindLabel: KIND_LABELS[kind],
    href: `/badges/${slug}/v${version}`,
    image: imagePath(slug, version),
  };
}
