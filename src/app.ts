/** The application as one readable list: first what protects, then what people do. */
import express, { type Express } from 'express';
import { apiDescriptionRoutes } from './features/api-description/routes.ts';
import { importRoutes, uploadClass } from './features/badge-classes/import-routes.ts';
import { OF_KPA, OF_NETWORK } from './features/badge-classes/owner.ts';
import { badgeClassRoutes } from './features/badge-classes/routes.ts';
import { awardListRoutes, MOST_BYTES } from './features/awards/lists/routes.ts';
import { awardRoutes } from './features/awards/recognition/routes.ts';
import { replaceRoutes } from './features/awards/replace/routes.ts';
import { bulkRevocationRoutes } from './features/revocations/bulk-routes.ts';
import { departureRoutes } from './features/corrections/departure-routes.ts';
import { personCorrectionRoutes } from './features/corrections/routes.ts';
import { credentialRoutes } from './features/credentials/routes.ts';
import { revocationRoutes } from './features/revocations/routes.ts';
import { accountRoutes } from './features/account/routes.ts';
import { accountSmsRoutes } from './features/account/sms-routes.ts';
import { cardRoutes } from './features/cards/routes.ts';
import { cardSheetRoutes } from './features/cards/sheet-routes.ts';
import { cardSignInRoutes } from './features/cards/sign-in-routes.ts';
import { catalogueRoutes } from './features/catalogue/routes.ts';
import { attentionRoutes } from './features/attention/routes.ts';
import { sheetRoutes } from './features/attention/sheet-routes.ts';
import { bulkEndorsementRoutes } from './features/endorsements/bulk-routes.ts';
import { MOST_SOUND_BYTES } from './claims/sounded.ts';
import { OWN_CLAIMS, TELL } from './features/claims/addresses.ts';
import { claimRoutes } from './features/claims/routes.ts';
import { endorsementRoutes } from './features/endorsements/routes.ts';
import { erasureRoutes } from './features/erasure/routes.ts';
import { ownExhibitRoutes } from './features/exhibits/own-routes.ts';
import { MOST_MEGABYTES } from './features/exhibits/exhibit-file.ts';
import { ownAddingRoutes } from './features/exhibits/own-adding-routes.ts';
import { exhibitRoutes } from './features/exhibits/routes.ts';
import { sharedExhibitRoutes } from './features/exhibits/shared-routes.ts';
import { experienceCorrectionRoutes } from './features/experiences/correction-routes.ts';
import { experienceRemovalRoutes } from './features/experiences/removal-routes.ts';
import { experienceRoutes } from './features/experiences/routes.ts';
import { ownWordsRoutes } from './features/experiences/own-words-routes.ts';
import { groupAnswerRoutes } from './features/group-meetings/answer-routes.ts';
import { groupMeetingRoutes } from './features/group-meetings/routes.ts';
import { healthRoutes } from './features/health/routes.ts';
import { homeRoutes } from './features/home/routes.ts';
import { languageRoutes } from './features/languages/routes.ts';
import { switchLanguage } from './features/languages/switch-language.ts';
import { networkPages } from './features/kpas/network-pages.ts';
import { networkRoleRoutes } from './features/kpas/role/routes.ts';
import { networkRoutes } from './features/kpas/network-routes.ts';
import { profileRoutes } from './features/kpas/profile-routes.ts';
import { kpaRoutes } from './features/kpas/routes.ts';
import { passkeyRoutes } from './features/passkeys/routes.ts';
import { passkeySignInRoutes } from './features/passkeys/sign-in-routes.ts';
import { mergeRoutes } from './features/merging/routes.ts';
import { MOST_PASTED, peopleListRoutes } from './features/people/import/routes.ts';
import { pathRoutes } from './features/path/routes.ts';
import { peopleRoutes } from './features/people/routes.ts';
import { portfolioRoutes } from './features/portfolio/routes.ts';
import { accountLinkRoutes } from './features/providers/link-routes.ts';
import { providerSetUpRoutes } from './features/providers/set-up-routes.ts';
import { providerSignInRoutes } from './features/providers/sign-in-routes.ts';
import { readerRoutes } from './features/sharing/reader-routes.ts';
import { shareCorrectionRoutes } from './features/sharing/correction-routes.ts';
import { sharingRoutes } from './features/sharing/routes.ts';
import { proofRoutes } from './features/sign-in/proof-routes.ts';
import { signInRoutes } from './features/sign-in/routes.ts';
import { statusListRoutes } from './features/status-lists/routes.ts';
import { vcApiOperations } from './features/vc-api/operations.ts';
import { vcApiRoutes } from './features/vc-api/routes.ts';
import { verificationOperations } from './features/verification/api-operations.ts';
import { verificationApiRoutes } from './features/verification/api-routes.ts';
import { verificationRoutes } from './features/verification/routes.ts';
import { MOST_ENCODED } from './features/verification/upload.ts';
import { welcomeRoutes } from './features/welcome/routes.ts';
import { witnessLetterRoutes } from './features/witnesses/letter-routes.ts';
import { witnessRoutes } from './features/witnesses/link-routes.ts';
import { ownWitnessRoutes } from './features/witnesses/own-routes.ts';
import { teamWitnessRoutes } from './features/witnesses/team-routes.ts';
import type { Services } from './services.ts';
import { noteArrival } from './web/arrival.ts';
import { errorHandler, missingPage, PROGRAM_PATHS } from './web/errors.ts';
import { createUpload } from './web/files/upload.ts';
import { uploadList } from './web/lists/upload.ts';
import { keepRefusedForms } from './web/kept/keep-forms.ts';
import { keptFormRoutes } from './web/kept/give-back.ts';
import { keepTypedRoutes, letGoOfSent } from './web/kept/keep-typed.ts';
import { sessionRoutes } from './web/kept/session-stands.ts';
import { checkToken, refuseForeignOrigins } from './web/forgery.ts';
import { requestLog } from './web/requests/request-log.ts';
import { securityHeaders } from './web/security-headers.ts';
import { evenForErrors, useChosenLanguage, useLanguage } from './web/page-language.ts';
import { allow } from './web/sessions.ts';
import { useViews } from './web/views.ts';
import { limitWork } from './web/limits/work-budget.ts';

/** All that the API does; what is not among them has no place under its addresses. */
export const API_OPERATIONS = [...verificationOperations, ...vcApiOperations];

export function createApp(services: Services, isClosing: () => boolean = () => false): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', services.trustedProxies);
  app.set('query parser', 'simple');
  useViews(app, services.views);

  app.use(
    requestLog({
      log: services.log,
      isBehindProxy: services.trustedProxies > 0,
      report: services.metrics?.answered,
    }),
  );
  app.use(securityHeaders(services.secure));
  // Programs come back to these all the time, and need nothing of what a page does.
  app.use(statusListRoutes(services));
  app.use(networkRoutes(services));
  const inLanguage = useLanguage(services.languages, services.addresses.publicUrl);
  app.use(inLanguage);
  app.use('/assets', services.assets.serve);
  app.use(sharedExhibitRoutes(services));
  app.use(healthRoutes({ ...services, isClosing }));
  // One for all that verify what strangers hand in: they share the threads.
  const limitClients = limitWork(services.workAccounts);
  app.use(verificationApiRoutes({ ...services, limitClients }));
  app.use(vcApiRoutes({ ...services, limitClients }));
  app.use(apiDescriptionRoutes(services, API_OPERATIONS));
  // Before the walls against forged forms: a program is told in its own terms.
  app.use(PROGRAM_PATHS, missingPage);

  app.use(noteArrival(services.clock));
  app.use(services.sessions.middleware);
  app.use(useChosenLanguage(services.languages));
  app.use(refuseForeignOrigins(services.addresses.publicUrl));
  // A badge is long; its form comes in parts, and like this when its language is changed.
  app.post('/verifier', limitClients, readForms(MOST_ENCODED));
  app.use(readForms('100kb'));
  for (const { base, act } of [OF_KPA, OF_NETWORK]) {
    app.post(`${base}/importer`, allow(act), uploadClass);
  }
  // A list of people is longer, too; of who is not signed in, what was pasted is read, and no file.
  app.post('/personnes/ajouter', uploadList('add cooperants', MOST_PASTED));
  app.post('/badges-par-liste', uploadList('award badges', MOST_BYTES));
  const picture = { mostBytes: MOST_MEGABYTES * 1_048_576 };
  app.post('/experiences/:id/preuves', createUpload({ act: 'add exhibits', ...picture }));
  app.post('/mes-experiences/:id/preuves', createUpload({ act: 'own exhibits', ...picture }));
  for (const path of [TELL, `${OWN_CLAIMS}/:id/repondre`]) {
    app.post(path, createUpload({ act: 'own claims', mostBytes: MOST_SOUND_BYTES }));
  }
  app.use(switchLanguage(services));
  app.use(keptFormRoutes(services));
  app.use(verificationRoutes(services));
  app.use(checkToken);
  app.use(sessionRoutes());
  app.use(keepTypedRoutes(services));
  app.use(letGoOfSent(services));
  app.use(homeRoutes(services));
  app.use(languageRoutes(services));
  app.use(catalogueRoutes(services));
  app.use(kpaRoutes(services));
  for (const place of [OF_KPA, OF_NETWORK]) {
    app.use(importRoutes(services, place));
    app.use(badgeClassRoutes(services, place));
  }
  app.use(profileRoutes(services));
  app.use(welcomeRoutes(services));
  app.use(networkPages(services));
  app.use(networkRoleRoutes(services));
  app.use(credentialRoutes(services));
  app.use(readerRoutes(services));
  app.use(signInRoutes(services));
  app.use(proofRoutes(services));
  app.use(peopleListRoutes(services));
  app.use(accountRoutes(services));
  app.use(accountSmsRoutes(services));
  app.use(passkeyRoutes(services));
  app.use(passkeySignInRoutes(services));
  app.use(providerSignInRoutes(services));
  app.use(providerSetUpRoutes(services));
  app.use(accountLinkRoutes(services));
  app.use(cardSignInRoutes(services));
  app.use(cardRoutes(services));
  app.use(cardSheetRoutes(services));
  app.use(mergeRoutes(services));
  app.use(erasureRoutes(services));
  app.use(pathRoutes(services));
  app.use(peopleRoutes(services));
  app.use(personCorrectionRoutes(services));
  app.use(departureRoutes(services));
  app.use(experienceRoutes(services));
  app.use(exhibitRoutes(services));
  app.use(ownExhibitRoutes(services));
  app.use(ownAddingRoutes(services));
  app.use(experienceCorrectionRoutes(services));
  app.use(experienceRemovalRoutes(services));
  app.use(ownWordsRoutes(services));
  app.use(claimRoutes(services));
  app.use(awardRoutes(services));
  app.use(awardListRoutes(services));
  app.use(replaceRoutes(services));
  app.use(revocationRoutes(services));
  app.use(bulkRevocationRoutes(services));
  app.use(endorsementRoutes(services));
  app.use(bulkEndorsementRoutes(services));
  app.use(attentionRoutes(services));
  app.use(sheetRoutes(services));
  app.use(groupMeetingRoutes(services));
  app.use(groupAnswerRoutes(services));
  app.use(witnessLetterRoutes(services));
  app.use(witnessRoutes(services));
  app.use(teamWitnessRoutes(services));
  app.use(ownWitnessRoutes(services));
  app.use(portfolioRoutes(services));
  app.use(sharingRoutes(services));
  app.use(shareCorrectionRoutes(services));

  app.use(missingPage);
  app.use(evenForErrors(inLanguage));
  app.use(keepRefusedForms(services));
  app.use(errorHandler({ ...services, publicUrl: services.addresses.publicUrl }));
  return app;
}

/** No browser compresses a form, and a kilobyte could become a page of megabytes. */
const readForms = (limit: string | number) =>
  express.urlencoded({ extended: false, limit, parameterLimit: 400, inflate: false });
