/** /importer: a badge class of another issuer is taken over as a draft, from a file or an address. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import multer, { MulterError } from 'multer';
import { repeatableId } from '../../badges/repeatable-id.ts';
import { type Message, say } from '../../language/message.ts';
import type { GuardedFetch } from '../../outside/guarded-fetch.ts';
import { HttpError } from '../../problems/http-error.ts';
import { actIn } from '../../web/acts/act-of-form.ts';
import { formView, severalIn, typedIn } from '../../web/forms.ts';
import { allow, visitorOf } from '../../web/sessions.ts';
import { type ImportedClass, importClass, MOST_IMPORTED } from './import-class.ts';
import { beginDraft } from './keep-draft.ts';
import type { ClassServices, ClassPlace } from './owner.ts';

interface Services extends ClassServices {
  readonly guardedFetch: Pick<GuardedFetch, 'fetchJsonText'>;
}

const ACCEPT = 'application/ld+json, application/json, application/vc;q=0.9';

const parse = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: MOST_IMPORTED, files: 1, fields: 6, fieldSize: 10_000, parts: 8 },
}).single('file');

const tooLarge = new WeakSet<Request>();

/** Read before the walls against forged forms (app.ts), for who may do it. */
export const uploadClass: RequestHandler = (req, res, next) => {
  parse(req, res, (error: unknown) => {
    const isLarge =
      error instanceof MulterError && ['LIMIT_FILE_SIZE', 'LIMIT_FIELD_VALUE'].includes(error.code);
    if (isLarge) tooLarge.add(req);
    const cause = isLarge ? undefined : error;
    next(
      cause ? new HttpError('BAD_REQUEST', say('class.import-incomplete'), { cause }) : undefined,
    );
  });
};

export function importRoutes(services: Services, place: ClassPlace): Router {
  const router = Router();
  const path = `${place.base}/importer`;
  router.use(path, allow(place.act));

  router.get(path, (req, res) => {
    show(req, res, {});
  });

  router.post(path, async (req, res) => {
    const read = await readGiven(req);
    if ('message' in read) {
      const { field, message } = read;
      show(
        req,
        res.status(422),
        formView({ errors: [{ field, message }], typed: typedIn(req.body) }),
      );
      return;
    }
    const owner = place.ownerOf(req);
    const id = repeatableId(`class-import/${owner.by}/${owner.id}/${actIn(req.body)}`);
    const fields = { ...read.fields };
    const draft = await beginDraft(services, owner, { id, fields, source: read.source });
    res.redirect(303, `${place.base}/brouillons/${draft.id}?enregistre`);
  });

  function show(req: Request, res: Response, view: object): void {
    res.render('badge-classes/import', { ...place, path, act: actIn(req.body), ...view });
  }

  type Refused = { readonly field: 'address' | 'file'; readonly message: Message };

  /** One of the two; the file, where there are both. */
  async function readGiven(req: Request): Promise<ImportedClass | Refused> {
    if (tooLarge.has(req)) return { field: 'file', message: say('class.import-too-large') };
    if (req.file) {
      const text = new TextDecoder().decode(req.file.buffer);
      return (
        importClass(text, services.definitions) ?? {
          field: 'file',
          message: say('class.import-none'),
        }
      );
    }
    const address = severalIn(req.body, 'address')[0]?.trim() ?? '';
    if (address === '') return { field: 'address', message: say('class.import-nothing') };
    return readAddress(address, visitorOf(req).person.id);
  }

  async function readAddress(address: string, asker: string): Promise<ImportedClass | Refused> {
    const refused = (code: string): Refused => ({ field: 'address', message: say(code) });
    const fetched = await services.guardedFetch.fetchJsonText(address, ACCEPT, asker);
    switch (fetched.outcome) {
      case 'found':
        return (
          importClass(fetched.text, services.definitions, address) ?? refused('class.import-none')
        );
      case 'refused':
        return refused('class.import-refused');
      default:
        return refused('class.import-unreachable');
    }
  }

  return router;
}
