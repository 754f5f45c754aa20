export * from './bodies.js';
export * from './cases.js';
export * from './access.js';
export * from './files.js';
export * from './ceremony.js';
export * from './trail.js';
export * from './evidence-log.js';
