import type { Catalog } from '../catalog.js';
import { en } from './en.js';
import { sv } from './sv.js';

export const trustTexts: Catalog<typeof sv> = { sv, en };
