import type { Adoption } from '../../storage/store.ts';

/** What the data says of itself is not what the configuration says: nothing is signed. */
export class InstallationError extends Error {
  override readonly name = 'InstallationError';
}

const adopt = (what: Adoption['what']) =>
  `node dist/admin.js adopt-installation --${what} --by NAME --reason WHY`;

export const emptyDatabase = (description: string): InstallationError =>
  new InstallationError(
    `There is nothing in ${description}. If there should be something, look at DATA_DIR or MONGODB_URI. If this is a new installation, make its first KPA, then start: node dist/admin.js create-kpa`,
  );

export const otherPublicUrl = (description: string, theirs: string, ours: string) =>
  new InstallationError(
    `PUBLIC_URL is ${ours}, and the data in ${description} is that of ${theirs}. Set PUBLIC_URL=${theirs}. If people reach this service at ${ours} from now on: ${adopt('public-url')}`,
  );

export const otherMasterKey = (description: string, theirs: string, ours: string) =>
  new InstallationError(
    `The keys in ${description} were closed under another MASTER_KEY (fingerprint ${theirs}, ours: ${ours}). Set that one; while it is being changed, it stands in MASTER_KEY_PREVIOUS. If it is lost: ${adopt('master-key')}`,
  );
