/** The view engine: Handlebars templates, compiled once, named by their path under templates/. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Express } from 'express';
import Handlebars from 'handlebars';
import type { Assets } from './assets.ts';
import {
  count,
  firstName,
  formatDate,
  formatDateTime,
  formatMonth,
  formatMonths,
  isolate,
  of,
  ofKpa,
  spaceFrench,
  thatName,
  theKpa,
} from '../language/french.ts';

/** Makes `res.render(name, data)` work; `res.locals` is merged into the data by Express. */
export function useViews(app: Express, folder: string, assets: Assets): void {
  const engine = Handlebars.create();
  engine.registerHelper({
    asset: (name: string) => assets.address(name),
    // A name in a script that runs the other way leaves the words around it in their order.
    bdi: (text?: string) => new Handlebars.SafeString(bdi(text)),
    ofPerson: (name: string) => new Handlebars.SafeString(of(name, bdi)),
    date: formatDate,
    month: formatMonth,
    months: formatMonths,
    dateTime: formatDateTime,
    count: (n: number, one: string, many: string) => count(n, one, many),
    of: (name: string) => of(name),
    ofKpa,
    theKpa,
    thatName: (name: string) => new Handlebars.SafeString(thatName(name, bdi)),
    firstName,
    isolate,
    // Its longest word does not fit on a phone in the size of a title.
    isLong: (name: string) => /[^\s-]{13}/u.test(name),
    eq: (a: unknown, b: unknown) => a === b,
    join: (...parts: unknown[]) => parts.slice(0, -1).join(''),
    object: (options: Handlebars.HelperOptions): unknown => options.hash,
  });
  for (const name of templateNames(folder)) {
    const source = readFileSync(join(folder, `${name}.hbs`), 'utf8');
    engine.registerPartial(name, engine.compile(source, { preventIndent: true }));
  }
  app.set('views', folder);
  app.set('view engine', 'hbs');
  app.engine('hbs', (path, data, done) => {
    const template: unknown = engine.partials[nameOf(folder, path)];
    if (!isTemplate(template)) {
      done(new Error(`No template ${path}`));
      return;
    }
    try {
      done(null, spaceFrench(template(data)));
    } catch (error) {
      done(error);
    }
  });
}

const bdi = (text = '') => `<bdi>${Handlebars.escapeExpression(text)}</bdi>`;

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
