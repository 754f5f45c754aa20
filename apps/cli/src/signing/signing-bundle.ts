import { statSync } from 'node:fs';

/**
 * The signing command in one file (scripts/bundle-signing.mjs, ADR 30). Undefined when it was not made, or when the build has gone on without it: then
 * the modules it was made of are newer than what is in it.
 *
 * @param dist the build's folder, with a slash at its end
 */
export function signingBundle(dist: URL): URL | undefined {
  const file = new URL('bundles/sign.js', dist);
  const [bundle, build] = [file, new URL('.tsbuildinfo', dist)].map((each) => statSync(each, { throwIfNoEntry: false })?.mtimeMs);
  return bundle === undefined || build === undefined || bundle < build ? undefined : file;
}
