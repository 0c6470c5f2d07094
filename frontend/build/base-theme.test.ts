import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { lean, prune, variables, withoutWhere } from './base-theme.ts';

const theme = variables('.x { --a: 1px; --b: var(--a); --c: calc(var(--d) + 1px); --d: 2px; /* --e: 3px; */ }');

it('keeps what the styles reach, directly or through other variables, and nothing else', () => {
  expect(prune(theme, ['p { margin: var(--b) }'])).toBe('.wp-basis{--a:1px;--b:var(--a);}');
  expect(prune(theme, ['p { margin: var(--c, 0) }'])).toBe('.wp-basis{--c:calc(var(--d) + 1px);--d:2px;}');
  expect(prune(theme, ['p { margin: var(--e) var(--unknown) }'])).toBe('.wp-basis{}');
});

it('drops the variants of components that nothing uses, also within a media query', () => {
  const css = '.b{color:red}@media print{.b--negative:hover{color:red}.b--primary{color:blue}}.b.b--pressed{top:0}';
  expect(lean(css)).toBe('.b{color:red}@media print{.b--primary{color:blue}}');
});

it('says a rule with :where() once more for browsers that know no such thing, also within a media query', () => {
  expect(withoutWhere('@media print{.b:where(.b--x){color:red}}')).toBe(
    '@media print{.b:where(.b--x){color:red}@supports not selector(:where(a)){.b:-webkit-any(.b--x){color:red}}}',
  );
  expect(withoutWhere('.b{color:red}')).toBe('.b{color:red}');
});

it('leaves a real component with balanced braces', () => {
  const require = createRequire(import.meta.url);
  const file = require.resolve('@nl-design-system-candidate/button-css/button.css');
  const css = lean(readFileSync(file, 'utf8'));
  expect(css.split('{').length).toBe(css.split('}').length);
  expect(css).toContain('.nl-button--primary');
  expect(css).not.toContain('--negative');
});
