import { extendFile } from '#pades/sign';
import { systemClock } from '#platform/base';
import { exitCodes, exitCodesHelp, reported } from '../signing/failure.js';
import { requireOtherFile } from '../signing/files.js';
import { readLevel } from '../signing/level.js';
import { onlyInput, parseOptions, required } from '../signing/options.js';
import { openServices, serviceOptions, servicesHelp } from '../signing/services.js';
import { UsageError } from '../usage.js';

const help = `usage: justera extend IN.pdf --level B-T|B-LT|B-LTA [--tsa URL] -o OUT.pdf

Raises every signature of a file, as updates behind the bytes of IN: a document time-stamp where nothing proves a signature in time, then the
security store with chains and revocation data, then the archive time-stamp. A file that is B-LTA already is prolonged. Run it before the last
time-stamping certificate ends.

  --level LEVEL              B-T, B-LT or B-LTA, in the spellings in use (LT, PAdES_BASELINE_LTA …)
${servicesHelp}
  -o, --output OUT           the extended file; not IN
  --json                     {"level", "updates", "timestampedAt"?, "certificates", "crls", "ocspResponses", "sha256"} on standard output; else OUT's name

${exitCodesHelp}`;

const options = {
  ...serviceOptions,
  level: { type: 'string' },
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** `justera extend`. */
export function extend(args: readonly string[]): Promise<number> {
  return reported('extend', async () => {
    const { values, positionals } = parseOptions(args, options);
    if (values.help) {
      console.log(help);
      return exitCodes.done;
    }
    const input = onlyInput(positionals);
    const output = required(values.output, '-o OUT');
    const level = readLevel(required(values.level, '--level'));
    if (level === 'B-B') throw new UsageError('every signature is B-B already; --level is B-T, B-LT or B-LTA');
    const services = openServices(values);
    if (level !== 'B-LT' && services.timestamps === undefined) throw new UsageError(`--level ${level} needs --tsa URL`);
    await requireOtherFile(input, output);
    const { updates, ...facts } = await extendFile({ input, output, level, ...services.evidence, now: systemClock.now(), ...(services.timestamps === undefined ? {} : { timestamps: services.timestamps }) });
    if (updates.length === 0) console.error('justera extend: note: the file has all that this level asks for; the output is a copy');
    if (values.json) console.log(JSON.stringify({ level, updates: updates.map(({ kind }) => kind), ...facts }));
    else console.log(output);
    return exitCodes.done;
  });
}
