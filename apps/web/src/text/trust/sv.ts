export const sv = { x: "a" } as const;
