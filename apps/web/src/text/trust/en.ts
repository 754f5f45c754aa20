import type { Translation } from '../catalog.js';
import type { sv } from './sv.js';

export const en: Translation<typeof sv> = { x: 'b' };
