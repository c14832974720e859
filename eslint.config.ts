import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

interface Pattern {
  group: string[];
  message: string;
}

/** A file in `from` may not import what `to` matches: the rule of dependency (docs/adr/0001). */
function forbid(files: string[], patterns: Pattern[]) {
  const rule: ['error', { patterns: Pattern[] }] = ['error', { patterns }];
  return { files, rules: { '@typescript-eslint/no-restricted-imports': rule } };
}

const config = {
  group: ['**/config.ts'],
  message:
    'Only services.ts and the entry points read the configuration: take values as arguments.',
};
const adapters = {
  group: ['**/storage/sqlite/**', '**/storage/mongoose/**'],
  message: 'Only services.ts chooses a storage adapter: use the port in storage/store.ts.',
};
const upwards = {
  group: ['**/app.ts', '**/services.ts', '**/server.ts', '**/thread.ts', '**/demo.ts'],
  message: 'Nothing below imports the composition root: take collaborators as arguments.',
};
const features = {
  group: ['**/features/**'],
  message: 'Only app.ts and services.ts know the features.',
};
const web = { group: ['**/web/**'], message: 'This room knows nothing of HTTP.' };
const siblings = {
  group: ['../*/**', '!../../**'],
  message: 'Features never import each other: take the other one as an argument.',
};

export default defineConfig(
  globalIgnores(['dist', 'coverage', 'data']),
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  forbid(
    ['src/credentials/**'],
    [
      {
        group: ['../../**', '../**/keys/**', '../**/storage/**', '../**/definitions/**'],
        message: 'credentials imports nothing of ours.',
      },
      {
        group: ['node:*', 'express', 'mongoose', 'pino'],
        message: 'credentials also runs in a browser.',
      },
      config,
      adapters,
      upwards,
      features,
      web,
    ],
  ),
  forbid(['src/keys/**'], [config, adapters, upwards, features, web]),
  forbid(['src/definitions/**'], [config, adapters, upwards, features, web]),
  forbid(['src/cli.ts', 'src/cli/**'], [config, adapters, upwards, features]),
  forbid(['src/storage/**'], [config, upwards, features, web]),
  forbid(['src/web/**'], [config, adapters, upwards, features]),
  forbid(['src/threads/**'], [config, adapters, upwards, features]),
  forbid(['src/features/**'], [config, adapters, upwards, siblings]),
);
