import { z } from 'zod';
import { earlierTexts } from '../awards/earlier/earlier-texts.ts';
import { ARGUMENTS, ArgumentsError } from './arguments.ts';
import { command } from './command.ts';
import { readKpa } from './owner.ts';

/** Every text that was signed of an award and is not given any more: nobody else can ask for them. */
export const earlierTextsOf = command(
  '--kpa SLUG, --award ID…',
  z.strictObject({ kpa: ARGUMENTS.kpa, award: ARGUMENTS.award }),
  async ({ store }, given, print) => {
    const kpa = await readKpa(store, given.kpa);
    for (const id of given.award) {
      const award = await store.awards(kpa.id).findById(id);
      if (!award) throw new ArgumentsError(`--award ${id}: ${kpa.name} has no such award`);
      for await (const { at, by, reason, text } of earlierTexts(store, award)) {
        print(`${id}  put aside ${at}  by ${by}: ${reason}\n${text}`);
      }
    }
    return true;
  },
);
