/**
 * Characters (code points) of a remark that somebody signs with (justering med anmärkning). Few enough that the box of the
 * signature shows every word of it, at every width of page.
 */
export const maximumRemarkLength = 280;

/** As `maximumRemarkLength` counts. */
export function remarkLength(remark: string): number {
  return [...remark].length;
}
