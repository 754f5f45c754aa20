import { commonTexts } from './common/index.js';
import { deskTexts } from './desk/index.js';
import { downloadTexts } from './download/index.js';
import { problemsTexts } from './problems/index.js';
import { signTexts } from './sign/index.js';
import { trustTexts } from './trust/index.js';
import { validateTexts } from './validate/index.js';

/** Every area of words, for the check that no language lacks any. Pages import only the areas that they show. */
export const allCatalogs = {
  common: commonTexts,
  desk: deskTexts,
  download: downloadTexts,
  problems: problemsTexts,
  sign: signTexts,
  trust: trustTexts,
  validate: validateTexts,
};
