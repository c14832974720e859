import { type Request, Router } from 'express';
import { buildAchievement } from '../../credentials/write/build-achievement.ts';
import type { BadgeClass, Definitions } from '../../definitions/definitions.ts';
import { describeAchievement } from '../../badges/achievement.ts';
import { type Addresses, imagePath } from '../../badges/addresses.ts';
import { artOf } from '../../badges/badge-art.ts';
import { groupOf, inGroups } from '../../badges/badge-groups.ts';
import { say } from '../../language/message.ts';
import { notFound } from '../../problems/http-error.ts';
import { param } from '../../web/params.ts';
import { KIND_LABELS } from '../../badges/present-award.ts';
import { openToAll } from '../../web/security-headers.ts';
import { sendAs } from '../../web/send-public.ts';
import type { DrawBadge } from './draw-badge.ts';

interface Services {
  readonly definitions: Definitions;
  readonly addresses: Addresses;
  readonly drawBadge: DrawBadge;
}

/** What software asks for: the usual one first. */
const DOCUMENT_TYPES = ['application/ld+json', 'application/json'] as const;

/** The public catalogue: what each badge means, for people and for software. */
export function catalogueRoutes({ definitions, addresses, drawBadge }: Services): Router {
  const router = Router();

  router.get('/badges', (_req, res) => {
    const groups = inGroups(definitions.badgeClasses, grouped).map(({ title, items }) => ({
      title,
      badges: items.map(summarise),
    }));
    res.render('catalogue/catalogue', { groups });
  });

  router.get('/badges/:slug', (req, res) => {
    const badge = definitions.findBadgeClass(param(req, 'slug'));
    if (!badge) throw notFound(say('error.no-such-badge'));
    res.redirect(302, `/badges/${badge.slug}/v${badge.version}`);
  });

  router.get('/badges/:slug/v:version', openToAll, (req, res) => {
    const badge = badgeInPath(req);
    res.vary('Accept');
    const wanted = req.accepts([...DOCUMENT_TYPES, 'text/html']);
    if (wanted !== 'text/html') {
      const document = buildAchievement(describeAchievement(addresses, badge));
      sendAs(res, wanted === false ? DOCUMENT_TYPES[0] : wanted, JSON.stringify(document));
      return;
    }
    const newest = definitions.findBadgeClass(badge.slug);
    res.render('catalogue/badge-class', {
      badge: { ...badge, ...summarise(badge), group: groupOf(grouped(badge)) },
      levels: badge.levels.map((level) => ({
        ...level,
        image: imagePath(badge.slug, badge.version, level.code),
      })),
      newer: newest && newest.version > badge.version ? summarise(newest) : undefined,
    });
  });

  router.get('/badges/:slug/v:version/:image.svg', openToAll, (req, res) => {
    const badge = badgeInPath(req);
    const level = levelInPath(req, badge);
    const svg = drawBadge(artOf(badge, level?.code));
    // A published version never changes; its drawing may get better.
    res.set('Cache-Control', 'public, max-age=86400').type('image/svg+xml').send(svg);
  });

  router.get('/referentiels', (_req, res) => {
    res.render('catalogue/frameworks', { frameworks: definitions.frameworks });
  });

  router.get('/referentiels/:framework/:competence', (req, res) => {
    const framework = definitions.findFramework(param(req, 'framework'));
    const competence =
      framework && definitions.findCompetence(framework.slug, param(req, 'competence'));
    if (!competence) throw notFound(say('error.no-such-competence'));
    const badges = definitions.badgeClasses.filter(({ alignments }) =>
      alignments.some(({ framework: slug, id }) => slug === framework.slug && id === competence.id),
    );
    res.render('catalogue/competence', { framework, competence, badges: badges.map(summarise) });
  });

  function badgeInPath(req: Request): BadgeClass {
    const version = param(req, 'version');
    const badge = /^[1-9]\d{0,3}$/.test(version)
      ? definitions.findBadgeClass(param(req, 'slug'), Number(version))
      : undefined;
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

/** Not by objective: an employer comes here from a portfolio, and objective 6 is nobody's business. */
const grouped = ({ objective, leveled }: BadgeClass) => ({ objective: objective.number, leveled });

function summarise({ slug, version, name, kind, description, alt }: BadgeClass) {
  return {
    name,
    description,
    alt,
    kindLabel: KIND_LABELS[kind],
    href: `/badges/${slug}/v${version}`,
    image: imagePath(slug, version),
  };
}
