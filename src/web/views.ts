/** The view engine: Handlebars templates, compiled once, named by their path under templates/. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Express } from 'express';
import Handlebars from 'handlebars';
import { z } from 'zod';
import type { Assets } from './assets.ts';
import { createHelpers, languageIn } from './helpers.ts';
import { withTickets } from './kept/ticket.ts';
import { fillForm } from './switch/fill-form.ts';
import { keepLanguage } from './switch/links.ts';

export interface Views {
  readonly folder: string;
  /** The page as HTML. Throws if there is no template at this path, or the data do not fit it. */
  readonly render: (path: string, data: object) => string;
}

/** The templates of a folder, each compiled when it is first used. */
export function createViews(folder: string, assets: Assets): Views {
  const engine = Handlebars.create();
  engine.registerHelper(createHelpers(assets));
  for (const name of templateNames(folder)) {
    const source = readFileSync(join(folder, `${name}.hbs`), 'utf8');
    engine.registerPartial(name, engine.compile(source, { preventIndent: true }));
  }
  return {
    folder,
    render(path, data) {
      const template: unknown = engine.partials[nameOf(folder, path)];
      if (!isTemplate(template)) throw new Error(`No template ${path}`);
      const html = languageIn(data).space(template(data));
      const { languageInAddress, typedBefore, page, ticketFor } = aboutPage.parse(data);
      const kept = withTickets(html, page, ticketFor);
      return fillForm(keepLanguage(kept, languageInAddress), typedBefore);
    },
  };
}

/** Makes `res.render(name, data)` work; `res.locals` is merged into the data by Express. */
export function useViews(app: Express, { folder, render }: Views): void {
  app.set('views', folder);
  app.set('view engine', 'hbs');
  app.engine('hbs', (path, data, done) => {
    try {
      done(null, render(path, data));
    } catch (error) {
      done(error);
    }
  });
}

type Write = (page: string) => string;

/** Of `res.locals`: see `page-language.ts`, `switch/fill-form.ts` and `kept/ticket.ts`. */
const aboutPage = z.object({
  languageInAddress: z.string().optional(),
  typedBefore: z.unknown().optional(),
  page: z.string().optional().catch(undefined),
  ticketFor: z.custom<Write>((value) => typeof value === 'function').optional(),
});

type Template = (data: object) => string;

const isTemplate = (value: unknown): value is Template => typeof value === 'function';

function templateNames(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.hbs'))
    .map((path) => nameOf(folder, join(folder, path)));
}

function nameOf(folder: string, path: string): string {
  return relative(folder, path)
    .replace(/\.hbs$/, '')
    .replaceAll(sep, '/');
}
