import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const PACKAGE = /node_modules\/(?:@utrecht|@nl-design-system-candidate)\/.*\.css$/;
const PREFIX = 'virtual:base-theme-';
const THEME = '@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css';
/** Variants of the packages' components that no screen uses. */
const UNUSED =
  /[^{}]*--(?:positive|negative|pressed|busy|icon-only|checkbox|radio|inline-box|level-[456])\b[^{}]*\{[^{}]*\}/g;
const WHERE = /[^{}]*:where\([^{}]*\{[^{}]*\}/g;
const VARIABLE = /var\(\s*(--[\w-]+)/g;

/**
 * `import 'virtual:base-theme-<list>.css'` gives the variables of the base theme that the style list
 * `src/styles/<list>.ts` reaches, through the packages it imports and through our own styles, and no others. What our
 * own styles declare themselves is left out, so that the order of the files does not matter.
 */
export function baseTheme(root: string, folders: Record<string, string[]>): Plugin {
  const require = createRequire(join(root, 'package.json'));
  return {
    name: 'base-theme',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const list = id.slice(PREFIX.length + 1, -'.css'.length);
      const styles = join(root, 'src', 'styles', `${list}.ts`);
      const own = ['shared', ...(folders[list] ?? [])].flatMap((folder) => stylesBelow(join(root, 'src', folder)));
      const packages = [...readFileSync(styles, 'utf8').matchAll(/import '([@\w][^']+\.css)'/g)]
        .map((found) => found[1] ?? '')
        .filter((name) => !name.startsWith('virtual:'))
        .map((name) => require.resolve(name));
      const files = [...packages, ...own];
      for (const file of [styles, ...own]) this.addWatchFile(file);
      const theme = variables(readFileSync(require.resolve(THEME), 'utf8'));
      for (const file of own) for (const name of variables(readFileSync(file, 'utf8')).keys()) theme.delete(name);
      return prune(
        theme,
        files.map((file) => lean(readFileSync(file, 'utf8'))),
      );
    },
    transform: {
      order: 'pre',
      handler: (code, id) => (PACKAGE.test(id) ? withoutWhere(lean(code)) : undefined),
    },
  };
}

/** Styles of a component without the variants that nothing here uses. */
export function lean(css: string): string {
  return css.replace(UNUSED, '');
}

/**
 * The same styles for browsers of 2020 that know no `:where()`: each rule with it once more, in the older way of saying
 * it, for those browsers alone.
 */
export function withoutWhere(css: string): string {
  return css.replace(WHERE, (rule: string) =>
    rule.includes(':has(')
      ? rule
      : `${rule}@supports not selector(:where(a)){${rule.replaceAll(':where(', ':-webkit-any(')}}`,
  );
}

/** The variables of a theme that some styles use, directly or through other variables, as one rule. */
export function prune(theme: Map<string, string>, styles: string[]): string {
  const kept = new Map<string, string>();
  const open = styles.flatMap(used);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const value = theme.get(name);
    if (value === undefined || kept.has(name)) continue;
    kept.set(name, value);
    open.push(...used(value));
  }
  const lines = [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}:${value};`);
  return `.wp-basis{${lines.join('')}}`;
}

/** The variables that a theme file declares. */
export function variables(css: string): Map<string, string> {
  const bare = css.replace(/\/\*[\s\S]*?\*\//g, '');
  return new Map([...bare.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((found) => [found[1] ?? '', found[2] ?? '']));
}

function used(css: string): string[] {
  return [...css.matchAll(VARIABLE)].map((found) => found[1] ?? '');
}

function stylesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.css'))
    .map((name) => join(folder, name));
}
