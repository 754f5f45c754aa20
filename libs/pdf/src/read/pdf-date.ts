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
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part, i) =>
    part === undefined ? (i === 1 || i === 2 ? 1 : 0) : Number(part),
  );
  const [utc, sign, zoneHours = '0', zoneMinutes = '0'] = match.slice(7, 11);
  const inRange = year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 59;
  if (!inRange || Number(zoneHours) > 23 || Number(zoneMinutes) > 59) return undefined;
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  const instant = new Date(Date.UTC(year, month - 1, day, hour, minute, second) - offset * 60_000);
  const exists = new Date(Date.UTC(2000 + (year % 400), month - 1, day)).getUTCDate() === day;
  return exists ? { instant, hasTimeZone: utc !== undefined || sign !== undefined } : undefined;
}
