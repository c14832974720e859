import express, { type Express } from 'express';
import { listenAnywhere } from './listen.ts';

/** Pages as they were rendered last, from what was at hand then: nothing is read for them. */
export function rendering(app: Express) {
  const pages = new Map<string, readonly [view: string, options: object]>();
  const render = app.render.bind(app);
  app.response.render = function (view: string, options?: object) {
    const shown = { ...options, _locals: this.locals };
    pages.set(this.req.originalUrl, [view, shown]);
    render(view, shown, (error: Error | null, html: string) => {
      if (error) this.req.next?.(error);
      else this.send(html);
    });
  };
  const bare = express();
  bare.disable('x-powered-by');
  bare.use((req, res, next) => {
    const [view, options] = pages.get(req.originalUrl) ?? [];
    if (view === undefined) next();
    else {
      render(view, options ?? {}, (error: Error | null, html: string) => {
        if (error) next(error);
        else res.send(html);
      });
    }
  });
  return { rendered: async () => [await listenAnywhere(bare)] };
}
