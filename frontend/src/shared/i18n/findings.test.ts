import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Finding, Term } from '../api/types';
import { say, type Catalogue } from './findings';

interface Example {
  finding: Finding;
  term: Term;
  language: string;
  sentence: string;
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(`../wijkplatform/content/findings/${name}.json`, 'utf8'));
const examples = read('examples') as Example[];
const languages = [...new Set(examples.map((example) => example.language))];

describe.each(languages)('findings in %s', (language) => {
  const catalogue = read(language) as Catalogue;
  const own = examples.filter((example) => example.language === language);
  it.each(own)('$sentence', ({ finding, term, sentence }) => {
    expect(say(finding, term, catalogue)).toBe(sentence);
  });
});
