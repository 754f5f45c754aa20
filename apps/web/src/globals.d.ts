/// <reference types="vite/client" />

/** Set by vite.config.mjs: where the files of pdf.js lie, with a slash at the end. */
declare const __PDFJS_FILES__: string;
