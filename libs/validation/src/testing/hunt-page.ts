/** What one hunt, or one part of one, found. */
export interface Hunt {
  readonly seed: number;
  readonly of: number;
  /** `1/1`, or which part of how many. */
  readonly part: string;
  readonly tried: number;
  /** Valid, and on the list of what may be changed. */
  readonly harmless: number;
  /** Valid, and not on it: there must be none. */
  readonly others: number;
  readonly seconds: number;
  readonly day: string;
  /** Of the code that judged. */
  readonly commit: string;
  readonly operators: Readonly<Record<string, number>>;
}

const fence = '```';

/** The page with this hunt added; parts of the same hunt stay, other hunts go. */
export function huntPage(page: string, hunt: Hunt): string {
  const lines = page.split('\n').filter((line) => line.startsWith('{"seed"')).map((line) => JSON.parse(line) as Hunt);
  const same = lines.filter(({ seed, of, part, commit }) => seed === hunt.seed && of === hunt.of && commit === hunt.commit && part !== hunt.part && part.endsWith(`/${hunt.part.split('/')[1] ?? ''}`));
  const parts = [...same, hunt].sort((a, b) => Number.parseInt(a.part, 10) - Number.parseInt(b.part, 10));
  const sum = (value: (one: Hunt) => number) => parts.reduce((total, one) => total + value(one), 0);
  const names = [...new Set(parts.flatMap(({ operators }) => Object.keys(operators)))].sort();
  return [
    '# Mutants of a completed file', '',
    'A file of our own, signed by two, time-stamped and archived, is changed at random by operators that know PDF, updates and CMS (`libs/validation/src/testing/mutate*.ts`), and judged. None may come out valid but for the',
    'two changes that `libs/validation/README.md` names: the case of a hexadecimal letter, and (r, n − s) for (r, s), in the newest signature. This page is written by the hunt itself:', '',
    `${fence}sh`, `MUTANTS=${hunt.of} MUTANT_SEED=${hunt.seed} MUTANT_PAGE=docs/validation-mutants.md npx jest libs/validation/src/mutants`, fence, '',
    'With `MUTANT_PART=1/4` … `4/4` it runs in parts. The seed decides places, operators and order; keys are made as the test runs, so the bytes of the file are others each time.', '',
    `${sum(({ tried }) => tried)} of ${hunt.of} mutants (seed ${hunt.seed}) were tried with the code of commit ${hunt.commit}: ${sum(({ others }) => others)} came out valid that should not, ${sum(({ harmless }) => harmless)} were valid and are on the list.`, '',
    '| operator | tried |', '|---|---|', ...names.map((name) => `| ${name} | ${sum(({ operators }) => operators[name] ?? 0)} |`), '',
    `${fence}json`, ...parts.map((one) => JSON.stringify(one)), fence, '',
  ].join('\n');
}
