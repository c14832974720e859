/**
 * In which language a page is: the one that its reader chose, else the one in its address, else one
 * that the browser asks for, else French (docs/adr/0029).
 */
import type { ServerResponse } from 'node:http';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Language } from '../language/language.ts';
import type { Languages } from '../language/languages.ts';
import { ourPath, pathBefore } from './our-path.ts';
import { findVisitor } from './sessions.ts';
import { inLanguage, PARAMETER } from './switch/links.ts';

const languages = new WeakMap<ServerResponse, Language>();

/** Of an answer, once its request came to `useLanguage`. */
export const languageAt = (res: ServerResponse): Language | undefined => languages.get(res);

/** In which a page answers, or a letter that it sends. Only behind `useLanguage`. */
export function languageOf({ res }: Request): Language {
  const language = res && languageAt(res);
  if (!language) throw new Error('This route has no language');
  varyBy(res);
  return language;
}

/** A cache in between may not give one reader's language to another; what has none is one for all. */
function varyBy(res: Response): void {
  if (!res.headersSent) res.vary('Accept-Language');
}

/** By the browser: Accept-Language, else French. */
export function languageAskedBy(req: Request, known: Languages): Language {
  const codes = known.all.map(({ code }) => code);
  // The first is what is answered to who asks for nothing.
  const asked = req.acceptsLanguages([known.source.code, ...codes]);
  return known.find(asked === false ? undefined : asked) ?? known.source;
}

/** Before anything that renders a page. */
export function useLanguage(known: Languages, publicUrl: string): RequestHandler {
  return (req, res, next) => {
    res.locals['before'] = pathBefore(req, publicUrl);
    const inAddress = known.find(z.string().safeParse(req.query[PARAMETER]).data);
    const language = inAddress ?? languageAskedBy(req, known);
    speak(req, res, known, language);
    if (inAddress) keepInAddress(res, inAddress);
    next();
  };
}

/** What failed before it came to `useLanguage` is told on a page, too. */
export function evenForErrors(inLanguage: RequestHandler): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (languageAt(res)) next(error);
    else {
      void inLanguage(req, res, () => {
        next(error);
      });
    }
  };
}

/** Behind the sessions: who chose a language has it everywhere. */
export function useChosenLanguage(known: Languages): RequestHandler {
  return (req, res, next) => {
    const chosen = known.find(findVisitor(req)?.person.language);
    if (chosen) {
      speak(req, res, known, chosen);
      delete res.locals['languageInAddress'];
    }
    next();
  };
}

/** From here on, whatever was said before: who is answered has just chosen it. */
export function speakAs(req: Request, known: Languages, language: Language): void {
  const { res } = req;
  if (!res) return;
  speak(req, res, known, language);
  if (findVisitor(req)) delete res.locals['languageInAddress'];
}

/** To somebody who is not signed in yet, and is known: in the language that they chose, unless the address has one. */
export function speakTo(req: Request, known: Languages, chosen: string | undefined): void {
  const { res } = req;
  const language = known.find(chosen);
  if (res && language && res.locals['languageInAddress'] === undefined) {
    speak(req, res, known, language);
  }
}

/** Where a page leads to somebody who is known no more: in the language that they had. */
export function inSameLanguage(req: Request, known: Languages, path: string): string {
  const language = languageOf(req);
  const isAsked = language === languageAskedBy(req, known);
  return isAsked ? path : (inLanguage(path, language.code) ?? path);
}

function speak(req: Request, res: Response, known: Languages, language: Language): void {
  languages.set(res, language);
  // Read by whatever is rendered.
  Object.defineProperty(res.locals, 'language', {
    configurable: true,
    enumerable: true,
    get: () => {
      varyBy(res);
      return language;
    },
  });
  const isPage = req.method === 'GET' || req.method === 'HEAD';
  // What a form was answered has no address of its own to come back to.
  res.locals['page'] = isPage ? ourPath(req.originalUrl) : undefined;
  res.locals['otherLanguages'] = known.all
    .filter((other) => other !== language)
    .map(({ code, name }) => ({ code, name }));
}

/** A form that is sent leads on in the same language. */
function keepInAddress(res: Response, { code }: Language): void {
  res.locals['languageInAddress'] = code;
  const location = res.location.bind(res);
  res.location = (address) =>
    location((res.locals['languageInAddress'] === code && inLanguage(address, code)) || address);
}
