/** The sentences as a reader gets them, where a test asks for what the core says by its code. */
import { loadLanguages } from '../../../src/language/languages.ts';

export const languages = loadLanguages('languages');
export const french = languages.source;
export const { english } = languages;
