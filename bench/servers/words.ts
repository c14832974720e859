/** What is typed and chosen. */
export const BADGE = 'realiser-une-prestation';
export const SENTENCE = 'A relayé un collègue au service sans qu’on le demande.';
