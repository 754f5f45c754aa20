import { PkiError } from '#pki/parse';

/** What cannot be parsed helps nobody and harms nobody. */
export function readAll<Parsed>(ders: readonly Uint8Array[], parse: (der: Uint8Array) => Parsed): Parsed[] {
  return ders.flatMap((der) => {
    try {
      return [parse(der)];
    } catch (error) {
      if (error instanceof PkiError) return [];
      throw error;
    }
  });
}
