/** Names often typed without their marks: they are tried first. Others are found letter by letter. */
export const FREQUENT_NAMES: readonly string[] = [
  'Adélaïde Adèle Agnès Aïcha Aïda Aïssa Aïssata Aïssatou Aimé Aimée Amélie Anaïs André Andrée',
  'Andréa Angèle Angélique Aurélie Aurélien Béatrice Bénédicte Benoît Bérénice Cécile Cédric Célia',
  'Céline Chloé Clémence Clément Désiré Désirée Édith Édouard Éléonore Éliane Élie Élisa Élisabeth',
  'Élise Élodie Éloïse Émile Émilie Émilien Éric Étienne Éva Ève Évelyne Félix Frédéric Frédérique',
  'François Françoise Gaël Gaëlle Gaétan Geneviève Gérald Gérard Grégoire Grégory Hélène Héloïse',
  'Hervé Inès Irène Ismaël Jérémie Jérémy Jérôme Joël Joëlle Joséphine Lætitia Léa Léna Léo Léon',
  'Léonie Loïc Loïs Maël Maëlle Maëlys Maïmouna Maïté Marlène Mathéo Mélanie Mélina Mélissa Mélodie',
  'Michaël Michèle Mickaël Moïse Nadège Naël Noé Noël Noëlle Noémie Océane Pénélope Raphaël Raphaëlle',
  'Régine Régis Rémi Rémy René Renée Roméo Salomé Sébastien Ségolène Séverine Solène Stéphane',
  'Stéphanie Thaïs Théo Théophile Thérèse Timothée Valérie Valéry Véronique Zoé Lefèvre Bénard Hébert',
  'Cissé Dembélé Guèye Kanté Keïta Konaté Koné Sène Sidibé Touré Traoré António Ángel Fernández García',
  'Gómez Gonçalves González Hernández Jesús João Joaquín José López María Martín Martínez Núñez Pérez',
  'Rodríguez Rubén Sánchez Simões Víctor Müller',
].flatMap((line) => line.split(' '));
