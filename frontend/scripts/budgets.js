// The size gate: what each entry loads at first, in gzip bytes, against budgets.json. One byte over is red.
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = new URL(`${process.argv[2]}/`, pathToFileURL(`${process.cwd()}/`));
const read = (file) => readFileSync(new URL(file, dist));
const manifest = JSON.parse(read('.vite/manifest.json'));
const budgets = JSON.parse(readFileSync(new URL('../budgets.json', import.meta.url)));
const size = (files) => [...files].reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0);

function walk(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) walk(next, seen);
  return seen;
}

/** What is fetched when it is needed, by what is loaded at first or by what was fetched itself. */
function later(first, found = new Set()) {
  for (const chunk of first) {
    for (const lazy of manifest[chunk].dynamicImports ?? []) {
      if (found.has(lazy)) continue;
      found.add(lazy);
      later(walk(lazy), found);
    }
  }
  return found;
}

function weigh(chunks) {
  const js = new Set([...chunks].map((key) => manifest[key].file).filter((file) => file.endsWith('.js')));
  const css = new Set([...chunks].flatMap((key) => manifest[key].css ?? []));
  return { js: size(js), css: size(css) };
}

let red = false;
function judge(name, kind, bytes, limit) {
  const over = bytes > limit;
  red ||= over;
  console.log(`${over ? '✗' : '✓'} ${name.padEnd(24)} ${kind.padEnd(5)} ${String(bytes).padStart(6)} of ${limit}`);
}

for (const [entry, limits] of Object.entries(budgets)) {
  const key = `src/${entry}/main.tsx`;
  if (manifest[key] === undefined) {
    const missing = existsSync(new URL(`../${key}`, import.meta.url));
    red ||= missing;
    console.log(`${missing ? '✗' : '-'} ${entry} is not in the manifest`);
    continue;
  }
  const first = walk(key);
  const weight = weigh(first);
  judge(entry, 'js', weight.js, limits.js);
  judge(entry, 'css', weight.css, limits.css);
  if (limits.lazy === undefined) continue;
  for (const lazy of later(first)) {
    const more = weigh([...walk(lazy)].filter((chunk) => !first.has(chunk)));
    judge(`${entry} ${manifest[lazy].name}`, 'lazy', more.js + more.css, limits.lazy);
  }
}
process.exit(red ? 1 : 0);
