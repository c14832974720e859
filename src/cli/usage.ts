import { IMAGE_FORMATS, namesOf, SIGNATURE_FORMATS } from '../credentials/formats/formats.ts';

const TEXTS = namesOf(SIGNATURE_FORMATS);
const IMAGES = namesOf(IMAGE_FORMATS);

export const USAGE = `Usage:
  kpa-badges verify  FILE… [--json] [--offline] [--issuer DID.json]…
  kpa-badges inspect FILE… [--json]
  kpa-badges unbake  FILE… [--json | --out FILE]
  kpa-badges bake    BADGE IMAGE --out FILE

FILE is a badge: ${TEXTS}, or a ${IMAGES} image that holds one.

  verify   checks signature, key, dates and status; asks the issuer's web site
  inspect  says what is in the file, without verifying it
  unbake   writes the signed text that is in an image
  bake     puts BADGE (${TEXTS}) into IMAGE (${IMAGES})

  --offline  asks nobody: the status is then unknown
  --issuer   the DID document of an issuer you know, in a file
  --json     for programs
  --out      where to write; a file that is there is not overwritten

Exit codes: 0 authentic and valid, 1 not authentic or not a badge, 2 wrong use,
3 unknown (not reachable, not supported), 4 authentic but revoked, suspended, expired or not yet
valid, 5 authentic and valid, with departures from the standard.
With several files, or several badges in one, the worst of 2, 1, 4, 3, 5, 0.
`;
