export type AnalysisErrorCode = 'too-many-objects' | 'nesting-too-deep' | 'too-many-fields' | 'field-tree-loop';

/** The analyser gives up: the caller reports INDETERMINATE, never "no changes" (R13). */
export class AnalysisError extends Error {
  override readonly name = 'AnalysisError';

  constructor(readonly code: AnalysisErrorCode) {
    super(code);
  }
}
