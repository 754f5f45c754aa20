import './old-browsers.js';

import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
