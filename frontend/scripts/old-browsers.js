// The floor of a phone is Chrome 87 and Safari 14: what the built files of deelnemer ask of a browser beyond it is red.
// Vite lowers syntax and most of CSS; what browsers offer to programs, and selectors, it leaves as they were written.
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Linter } from 'eslint';

const linter = new Linter({ configType: 'flat' });
/** By what a name means, where it says so by itself: Chrome above 87 or Safari above 14. */
const GLOBALS = ['structuredClone', 'WeakRef', 'BroadcastChannel', 'requestIdleCallback', 'reportError', 'scheduler'];
const MEMBERS = (
  'at findLast findLastIndex toSorted toReversed toSpliced hasOwn groupBy randomUUID withResolvers requestSubmit ' +
  'checkVisibility showPopover startViewTransition Segmenter ListFormat DisplayNames requestIdleCallback'
).split(' ');
const names = MEMBERS.join('|');
const RULES = {
  'no-restricted-globals': ['error', ...GLOBALS],
  'no-restricted-syntax': [
    'error',
    {
      selector: `:matches(CallExpression, NewExpression)[callee.property.name=/^(${names})$/]`,
      message: 'not on old phones',
    },
    { selector: 'MemberExpression[object.name="AbortSignal"]', message: 'AbortSignal.timeout and .any' },
    { selector: 'Literal[regex.pattern=/\\(\\?<[=!]/]', message: 'a look-behind: Safari 16.4' },
    { selector: 'Literal[regex.flags=/[dv]/]', message: 'a flag of regular expressions' },
    { selector: 'Property[key.name=/^(dateStyle|timeStyle)$/]', message: 'styles of dates: Safari 14.1' },
  ],
};

/** What a built script asks beyond the floor, each with its place. */
export function newInScript(code) {
  const options = { languageOptions: { ecmaVersion: 2020, sourceType: 'module' }, rules: RULES };
  const found = linter.verify(code, options, { allowInlineConfig: false });
  return found.map(
    ({ message, line, column }) => `${message} at ${code.split('\n')[line - 1].slice(column - 1, column + 39)}`,
  );
}

const STYLES = {
  ':has()': /:has\(/,
  'color-mix()': /color-mix\(/,
  'oklch() and lab()': /[\s:,(](ok)?l(ch|ab)\(/,
  'aspect-ratio': /[;{]aspect-ratio:/,
  'dvh, svh, lvh': /\d[dsl]v[hwib]\b/,
  'logical inset': /[;{]inset(-block|-inline)?(-start|-end)?:/,
  'accent-color': /[;{]accent-color:/,
  'overflow: clip': /[;{]overflow(-[xy])?:clip/,
  'translate, rotate, scale': /[;{](translate|rotate|scale):/,
  ':modal': /:modal/,
  nesting: /[;{]&/,
};
const RULE = /([^{}]+)\{([^{}]*)\}/g;
/** Only moves icons that we have none of; without it a button looks the same. */
const HARMLESS = /^\.nl-button[^,]*:has\(/;

/** What a built stylesheet asks beyond the floor. */
export function newInStyles(css) {
  const found = [...css.matchAll(/@(container|layer|property|scope)\b/g)].map(([what]) => what);
  for (const [rule, selector, body] of css.matchAll(RULE)) {
    if (HARMLESS.test(selector)) continue;
    for (const [name, pattern] of Object.entries(STYLES))
      if (pattern.test(rule)) found.push(`${name} at ${rule.slice(0, 60)}`);
    const older = selector.replace(/:where\(/g, ':-webkit-any(');
    if (older !== selector && !css.includes(`${older}{`)) found.push(`:where() without an older way at ${selector}`);
    const said = [...body.matchAll(/(?:^|;)content:("[^"]*")( ?\/)?/g)];
    if (said.some(([, , spoken]) => spoken) && said[0][2])
      found.push(`content with a second text alone at ${selector}`);
  }
  return found;
}

/** The files of an entry, now or later. */
function filesOf(manifest, key, found = new Set(), seen = new Set()) {
  if (seen.has(key)) return found;
  seen.add(key);
  const { file, css = [], imports = [], dynamicImports = [] } = manifest[key];
  for (const one of [file, ...css]) found.add(one);
  for (const next of [...imports, ...dynamicImports]) filesOf(manifest, next, found, seen);
  return found;
}

function main(folder) {
  const dist = new URL(`${folder}/`, pathToFileURL(`${process.cwd()}/`));
  const read = (file) => readFileSync(new URL(file, dist), 'utf8');
  const files = [...filesOf(JSON.parse(read('.vite/manifest.json')), 'src/deelnemer/main.tsx')];
  const all = files.flatMap((file) => {
    const found = file.endsWith('.css') ? newInStyles(read(file)) : newInScript(read(file));
    return found.map((what) => `${file}: ${what}`);
  });
  for (const what of all) console.log(`✗ ${what}`);
  if (all.length === 0) console.log(`✓ deelnemer runs on Chrome 87 and Safari 14: ${files.length} files`);
  process.exit(all.length > 0 ? 1 : 0);
}

if (argv[1] === fileURLToPath(import.meta.url)) main(argv[2]);
