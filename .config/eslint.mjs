import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['dist/**', 'prisma/client/**', 'node_modules/**', 'public/**'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'prisma/*.ts', '.config/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: '.config/tsconfig.test.json', tsconfigRootDir: import.meta.dirname + '/..' },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use node:crypto.' },
        { object: 'Date', property: 'now', message: 'Use platform/clock.ts.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[property.name=/^\\$(query|execute)RawUnsafe$/]',
          message: 'Raw SQL from text: only platform/jobs.ts may.',
        },
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Use now() of platform/clock.ts.',
        },
      ],
    },
  },
  {
    files: ['src/platform/clock.ts', 'test/**/*.ts'],
    rules: { 'no-restricted-syntax': 'off', 'no-restricted-properties': 'off' },
  },
)
