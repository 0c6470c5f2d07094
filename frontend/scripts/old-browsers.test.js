import { expect, it } from 'vitest';
import { newInScript, newInStyles } from './old-browsers.js';

it.each([
  'a ??= 1',
  'class A { #b = 1 }',
  'await 1',
  'structuredClone(a)',
  'new BroadcastChannel("a")',
  'a.at(-1)',
  'Object.hasOwn(a, b)',
  'crypto.randomUUID()',
  'fetch(a, { signal: AbortSignal.timeout(1) })',
  '/(?<=a)b/.test(c)',
  'new Intl.DateTimeFormat("nl", { dateStyle: "long" })',
])('finds in a script: %s', (code) => {
  expect(newInScript(code)).toHaveLength(1);
});

it.each(['a?.b ?? c', 'import("./a.js")', 'const { a, ...b } = c; for await (const d of e) f(d)', 'a.flatMap(b)'])(
  'lets a script be: %s',
  (code) => {
    const inside = code.startsWith('const {') ? `async function g() { ${code} }` : code;
    expect(newInScript(inside)).toEqual([]);
  },
);

it.each([
  '.a:has(b){color:red}',
  '@container(width>1px){.a{color:red}}',
  '.a{color:color-mix(in srgb,red,blue)}',
  '.a{aspect-ratio:1}',
  '.a{height:100dvh}',
  '.a{inset-inline:0}',
  '.a{inset:0}',
  '.a{rotate:1deg}',
  '.a:where(.b){color:red}',
  '.a{content:"✓" / ""}',
])('finds in styles: %s', (css) => {
  expect(newInStyles(css)).toHaveLength(1);
});

it.each([
  '.a{top:0;clip-path:inset(50%)}',
  '.a{content:"✓";content:"✓" / ""}',
  '.a:where(.b){color:red}@supports not selector(:where(a)){.a:-webkit-any(.b){color:red}}',
])('lets styles be: %s', (css) => {
  expect(newInStyles(css)).toEqual([]);
});
