import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const SCREENS = ['deelnemer', 'spelleider', 'scherm', 'tafel', 'beheer', 'rapport'];
const SOCKET = {
  name: 'socket.io-client',
  message: 'Only shared/live/portal.ts opens sockets: use Portal.',
  allowTypeImports: false,
};
const foreign = (own) =>
  SCREENS.filter((screen) => screen !== own).flatMap((screen) => [`**/${screen}/**`, `**/${screen}`]);
const restricted = (own, message, paths = [SOCKET]) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { paths, patterns: [{ group: foreign(own), message }] }],
});

export default tseslint.config(
  { ignores: ['node_modules', 'coverage', 'src/shared/api/schema.d.ts'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommendedTypeChecked, jsxA11y.flatConfigs.strict],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  { files: ['src/shared/**'], rules: restricted('', 'What is shared imports no screen.') },
  { files: ['src/shared/live/portal.ts'], rules: restricted('', 'What is shared imports no screen.', []) },
  ...SCREENS.map((screen) => ({
    files: [`src/${screen}/**`],
    rules: restricted(screen, 'Screens never import each other: move it to shared.'),
  })),
);
