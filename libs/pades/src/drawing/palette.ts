import type { Colour } from './content-writer.js';

// Few and quiet: ink, two greys and one blue. Contrast of text on white: ink 15:1, grey 5.9:1, blue 9.6:1.
export const ink: Colour = [0.12, 0.13, 0.15];
export const grey: Colour = [0.38, 0.4, 0.43];
export const hairline: Colour = [0.78, 0.8, 0.82];
/** Of boxes: 3:1 against white, as WCAG 1.4.11 asks of what must be seen. */
export const outline: Colour = [0.55, 0.58, 0.62];
export const blue: Colour = [0.1, 0.26, 0.46];
export const paleBlue: Colour = [0.955, 0.968, 0.985];
export const white: Colour = [1, 1, 1];

/** sRGB as a calibrated space (ISO 32000-1 8.6.5.3): D65 white, gamma 2.2, primaries of ITU-R BT.709. */
export const calibratedRgb = [
  'CalRGB',
  {
    WhitePoint: [0.9505, 1, 1.089],
    Gamma: [2.2, 2.2, 2.2],
    Matrix: [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505],
  },
] as const;
