/** Print and Locked (ISO 32000-2 Table 167): shown on paper, not to be moved. */
export const widgetFlags = 4 + 128;
