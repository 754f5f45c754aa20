export type ManifestErrorCode =
  | 'not-json'
  | 'too-large'
  | 'unknown-version'
  | 'unknown-key'
  | 'missing-key'
  | 'bad-value'
  | 'duplicate-field';

/** Why a text is no case manifest. `where` is a path such as `steps[0].tasks[1].role`; values are never repeated. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';

  constructor(
    readonly code: ManifestErrorCode,
    readonly where: string,
  ) {
    super(`Case manifest: ${code} at ${where === '' ? 'the top' : where}`);
  }
}
