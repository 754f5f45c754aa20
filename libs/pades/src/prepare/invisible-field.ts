import { array, dict, name, text, type Writable } from '#pdf/write';

/** Print and Locked (ISO 32000-2 Table 167). */
const widgetFlags = 4 + 128;

/** A signature field without area, on no page: nothing that somebody signed looks any different. */
export function invisibleField(fieldName: string, title: string, more: Readonly<Record<string, Writable>> = {}): Writable {
  return dict({ Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), T: text(fieldName), TU: text(title), F: widgetFlags, Rect: array([0, 0, 0, 0]), ...more });
}
