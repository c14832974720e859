/** The same badge as a VC-JWT (ES256), against jose, which checks the signature and nothing else. */
import { repeat } from '../harness.ts';
import { freshBadge, OUR_DID } from '../subjects/golden.ts';
import { createIssuer } from '../subjects/keys.ts';
import { signJwtOurs, surroundingsOf, verifyOurs } from '../subjects/ours.ts';
import { signJwtPlainly, verifyJwtPlainly } from '../subjects/plain.ts';
import { compared, type Group } from './row.ts';

export const vcJwtRows: Group = {
  name: 'VC-JWT',
  async open() {
    const issuer = createIssuer(OUR_DID);
    const surroundings = await surroundingsOf([issuer]);
    const golden = freshBadge();
    const bytes = new TextEncoder().encode(JSON.stringify(golden.badge));
    const signature = await issuer.jwtSigner.sign(bytes);
    const jwt = await signJwtOurs(golden, issuer);
    let jwts: string[] = [];
    return {
      rows: [
        compared('sign', {
          ours: repeat(() => signJwtOurs(golden, issuer)),
          plain: repeat(() => signJwtPlainly(golden.badge, issuer)),
          floor: repeat(() => issuer.jwtSigner.sign(bytes)),
        }),
        compared(
          'verify, never seen',
          {
            ours: {
              async prepare(count) {
                jwts = [];
                while (jwts.length < count) jwts.push(await signJwtOurs(freshBadge(), issuer));
              },
              async run() {
                for (const one of jwts) await verifyOurs(one, surroundings);
              },
            },
            plain: repeat(() => verifyJwtPlainly(jwt, issuer)),
            floor: repeat(() => issuer.verifyJwt(bytes, signature)),
          },
          'every check, against a check of the signature alone',
        ),
      ],
    };
  },
};
