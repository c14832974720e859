/**
 * A year in a made-up KPA: what its people did, and what was recognised. `daysAgo` counts from the
 * day the demo starts, so that it never looks old.
 */
import type { ExperienceKind } from '../storage/store.ts';
import type { Who } from './cast.ts';

export interface DemoAward {
  readonly to: Who;
  readonly badge: string;
  readonly level?: number;
  readonly sentence: string;
  readonly by: Who;
  /** Who also saw it, and confirmed it afterwards. */
  readonly also?: { readonly by: Who; readonly sentence: string };
  readonly then?: 'offered' | 'declined' | 'revoked';
}

export interface DemoExperience {
  readonly title: string;
  readonly kind: ExperienceKind;
  readonly daysAgo: number;
  readonly place: string;
  readonly tasks: Readonly<Partial<Record<Who, string>>>;
  readonly words?: Readonly<Partial<Record<Who, string>>>;
  /** Who shows these words to the team. */
  readonly showing?: readonly string[];
  readonly awards: readonly DemoAward[];
}

export const EXPERIENCES: readonly DemoExperience[] = [
  {
    title: 'Cadre de travail de l’équipe cuisine',
    kind: 'decision',
    daysAgo: 340,
    place: 'Cuisine partagée',
    tasks: {
      awa: 'propositions',
      bruno: 'prise de notes',
      lucas: 'affichage',
      mireille: 'tour de parole',
    },
    awards: [
      {
        to: 'awa',
        badge: 'participer-au-cadre-commun',
        by: 'nadia',
        sentence: 'A proposé deux règles pour le rangement et les a expliquées à l’équipe.',
      },
      {
        to: 'bruno',
        badge: 'participer-au-cadre-commun',
        by: 'nadia',
        sentence: 'A écrit les règles choisies et les a relues à voix haute.',
      },
      {
        to: 'mireille',
        badge: 'animer-une-reunion',
        level: 2,
        by: 'nadia',
        sentence: 'A donné la parole à chaque personne et a gardé l’heure.',
      },
      {
        to: 'lucas',
        badge: 'participer-a-une-decision',
        level: 1,
        by: 'nadia',
        sentence: 'A donné son avis, puis a appliqué la règle choisie par le groupe.',
      },
    ],
  },
  {
    title: 'Petit-déjeuner d’accueil à la médiathèque',
    kind: 'prestation',
    daysAgo: 215,
    place: 'Médiathèque',
    tasks: {
      awa: 'courses et budget',
      fatima: 'pâtisserie',
      lucas: 'mise en place',
      sule: 'service',
    },
    words: {
      fatima:
        'J’ai préparé la pâte la veille. Le matin, j’ai cuit les brioches et j’ai montré la recette.',
    },
    awards: [
      {
        to: 'awa',
        badge: 'suivre-une-tresorerie',
        level: 2,
        by: 'nadia',
        sentence: 'A calculé les quantités et tenu le budget : 180 € prévus, 172 € dépensés.',
      },
      {
        to: 'fatima',
        badge: 'realiser-une-prestation',
        by: 'karim',
        sentence: 'A préparé 60 brioches et les a livrées chaudes, à l’heure.',
      },
      {
        to: 'sule',
        badge: 'rencontrer-la-clientele',
        level: 2,
        by: 'karim',
        sentence: 'A accueilli les lectrices et les lecteurs, et a répondu à leurs questions.',
      },
    ],
  },
  {
    title: 'Atelier : dire ce que je sais faire',
    kind: 'training',
    daysAgo: 150,
    place: 'Salle du KPA',
    tasks: {
      awa: 'récit de cuisine',
      bruno: 'récit de chantier',
      fatima: 'récit de pâtisserie',
      mireille: 'récit de couture',
    },
    awards: [
      {
        to: 'awa',
        badge: 'reperer-mes-talents',
        by: 'nadia',
        sentence: 'A nommé trois points forts et raconté un moment précis pour chacun.',
      },
      {
        to: 'fatima',
        badge: 'traduire-mon-experience',
        level: 3,
        by: 'nadia',
        sentence: 'A relié sa recette à deux compétences et l’a présentée en deux minutes.',
      },
      {
        to: 'bruno',
        badge: 'presenter-mon-parcours',
        by: 'nadia',
        sentence: 'A présenté son parcours devant huit personnes, avec des photos de ses travaux.',
      },
      { to: 'mireille', badge: 'fixer-mon-cap', by: 'nadia', sentence: '' },
    ],
  },
  {
    title: 'Devis et factures de l’atelier bois',
    kind: 'support',
    daysAgo: 96,
    place: 'Atelier bois',
    tasks: { bruno: 'devis', mireille: 'factures', lucas: 'relances' },
    awards: [
      {
        to: 'bruno',
        badge: 'preparer-un-devis-et-une-facture',
        level: 1,
        by: 'karim',
        sentence: 'A calculé le prix de deux tables et écrit le devis.',
        then: 'revoked',
      },
      {
        to: 'mireille',
        badge: 'preparer-un-devis-et-une-facture',
        level: 2,
        by: 'karim',
        sentence: 'A fait trois factures sans erreur et les a envoyées.',
      },
      {
        to: 'lucas',
        badge: 'utiliser-des-outils-collaboratifs',
        level: 2,
        by: 'karim',
        sentence: 'A tenu le tableau partagé des commandes pendant un mois.',
      },
      { to: 'lucas', badge: 'tenir-mes-engagements', level: 2, by: 'karim', sentence: '' },
    ],
  },
  {
    title: 'Buffet de 60 personnes pour une association de parents',
    kind: 'prestation',
    daysAgo: 44,
    place: 'Salle des fêtes',
    tasks: {
      awa: 'salades, service',
      bruno: 'courses, camion',
      fatima: 'pâtisserie',
      lucas: 'mise en place',
      sule: 'service',
    },
    words: {
      awa: 'J’ai préparé les salades et organisé le dressage. Avec l’équipe, nous avons servi pendant deux heures.',
    },
    showing: ['awa'],
    awards: [
      {
        to: 'awa',
        badge: 'travailler-en-equipe',
        level: 3,
        by: 'karim',
        sentence: 'A réorganisé le dressage avec l’équipe quand le four est tombé en panne.',
        also: {
          by: 'nadia',
          sentence: 'A donné une tâche claire à chaque personne, sans élever la voix.',
        },
      },
      {
        to: 'awa',
        badge: 'trouver-des-solutions',
        level: 2,
        by: 'karim',
        sentence: 'A trouvé un autre four en vingt minutes et rassuré le client.',
      },
      {
        to: 'bruno',
        badge: 'travailler-en-equipe',
        level: 2,
        by: 'karim',
        sentence: 'A chargé le camion et prévenu l’équipe du retard.',
      },
      {
        to: 'fatima',
        badge: 'travailler-en-equipe',
        level: 3,
        by: 'karim',
        sentence: 'A aidé au service après avoir fini les desserts.',
      },
      {
        to: 'sule',
        badge: 'faire-avancer-un-desaccord',
        level: 1,
        by: 'karim',
        sentence: 'A proposé un compromis sur le partage des tables.',
        then: 'declined',
      },
    ],
  },
  {
    title: 'Accueil de deux nouvelles personnes en cuisine',
    kind: 'support',
    daysAgo: 12,
    place: 'Cuisine partagée',
    tasks: { awa: 'démonstration', fatima: 'fiches recettes', sule: 'visite' },
    awards: [
      {
        to: 'awa',
        badge: 'transmettre',
        by: 'nadia',
        sentence: 'A montré la préparation du buffet à deux personnes qui arrivaient.',
      },
      {
        to: 'fatima',
        badge: 'transmettre',
        by: 'nadia',
        sentence: 'A écrit deux fiches recettes claires, avec des dessins.',
      },
      {
        to: 'sule',
        badge: 'explorer-plusieurs-metiers',
        by: 'nadia',
        sentence: 'A essayé le service, la plonge et la cuisine, et a comparé les trois.',
      },
      {
        to: 'awa',
        badge: 'lancer-une-activite',
        by: 'nadia',
        sentence: 'A lancé un atelier cuisine du mercredi et trouvé six inscriptions.',
        then: 'offered',
      },
    ],
  },
];
