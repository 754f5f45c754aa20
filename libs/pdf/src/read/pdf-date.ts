export interface PdfDate {
  readonly instant: Date;
  /** Without a time zone the instant is a guess: read as UTC (BB-04 asks for one). */
  readonly hasTimeZone: boolean;
}

const form =
  /^D:(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(Z)(?:00'?(?:00'?)?)?|([+-])(\d{2})(?:'?(?:(\d{2})'?)?)?)?)?)?)?)?)?$/u;

/** `D:YYYYMMDDHHmmSSOHH'mm` (ISO 32000-2 7.9.4), with or without the last apostrophe. Undefined when it is no date. */
export function parsePdfDate(text: string): PdfDate | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const part = (at: number, otherwise: number): number => (match[at] === undefined ? otherwise : Number(match[at]));
  const [year, month, day, hour, minute, second] = [part(1, 0), part(2, 1), part(3, 1), part(4, 0), part(5, 0), part(6, 0)];
  const [utc, sign, zoneHours, zoneMinutes] = [match[7], match[8], part(9, 0), part(10, 0)];
  const inRange = year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 59;
  if (!inRange || zoneHours > 23 || zoneMinutes > 59) return undefined;
  const offset = (zoneHours * 60 + zoneMinutes) * (sign === '-' ? -1 : 1);
  const instant = new Date(Date.UTC(year, month - 1, day, hour, minute, second) - offset * 60_000);
  const exists = new Date(Date.UTC(2000 + (year % 400), month - 1, day)).getUTCDate() === day;
  return exists ? { instant, hasTimeZone: utc !== undefined || sign !== undefined } : undefined;
}
