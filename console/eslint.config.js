import importX from 'eslint-plugin-import-x';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const noHtml = {
  selector: "JSXAttribute[name.name='dangerouslySetInnerHTML'], Property[key.name='dangerouslySetInnerHTML']",
  message: 'What comes from records is shown as text nodes only.',
};

// A layer may use those before it. `ui` knows no router, no form and no query.
const layer = (folder, forbidden) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  ignores: ['**/*.test.tsx'],
  rules: { 'no-restricted-imports': ['error', { patterns: forbidden }] },
});

export default tseslint.config(
  { ignores: ['dist', 'artefacts', 'src/api/schema.ts'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, jsxA11y.flatConfigs.strict, reactHooks.configs.flat.recommended],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', 250],
      'no-restricted-syntax': ['error', noHtml],
      'no-eval': 'error',
      'import-x/no-default-export': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // The router throws its redirects.
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: [{ from: 'package', package: '@tanstack/router-core', name: 'Redirect' }] },
      ],
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
    },
  },
  { files: ['src/pages/**/*.tsx', '*.config.ts'], rules: { 'import-x/no-default-export': 'off' } },
  // `use` is what a test hands its fixture to, not a hook.
  { files: ['e2e/**'], rules: { 'react-hooks/rules-of-hooks': 'off' } },
  layer('ui', [
    '@tanstack/react-router',
    '@tanstack/react-query',
    '**/api/*',
    '**/components/*',
    '**/forms/*',
    '**/pages/*',
    '**/app/*',
  ]),
  layer('components', ['**/pages/*']),
  layer('forms', ['**/pages/*']),
  layer('overview', ['**/pages/*', '**/forms/*']),
  layer('api', ['**/ui/*', '**/components/*', '**/forms/*', '**/pages/*']),
);
