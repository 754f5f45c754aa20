/// <reference types="vite/client" />

/** Set by vite.config.mjs: where the files of pdf.js lie, with a slash at the end. */
declare const __PDFJS_FILES__: string;

/** Runs, and puts `pdfjsWorker` on the global object, where pdf.js looks for it when there are no workers. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs';
