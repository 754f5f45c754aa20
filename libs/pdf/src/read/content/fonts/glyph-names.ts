/**
 * Unicode of glyph names (Adobe Glyph List) as far as Latin text needs them. Letters with accents are put together
 * from the letter's and the accent's name; `uniXXXX` and `uXXXXX` say it themselves.
 */
const accents: Readonly<Record<string, string>> = {
  grave: '\u0300', acute: '\u0301', circumflex: '\u0302', tilde: '\u0303', macron: '\u0304', breve: '\u0306', dotaccent: '\u0307', dieresis: '\u0308',
  ring: '\u030a', hungarumlaut: '\u030b', caron: '\u030c', cedilla: '\u0327', commaaccent: '\u0326', ogonek: '\u0328',
};

const named: Readonly<Record<string, string>> = {
  space: ' ', exclam: '!', quotedbl: '"', numbersign: '#', dollar: '$', percent: '%', ampersand: '&', quotesingle: "'", parenleft: '(', parenright: ')',
  asterisk: '*', plus: '+', comma: ',', hyphen: '-', minus: '\u2212', period: '.', slash: '/', zero: '0', one: '1', two: '2', three: '3', four: '4',
  five: '5', six: '6', seven: '7', eight: '8', nine: '9', colon: ':', semicolon: ';', less: '<', equal: '=', greater: '>', question: '?', at: '@',
  bracketleft: '[', backslash: '\\', bracketright: ']', asciicircum: '^', underscore: '_', grave: '`', braceleft: '{', bar: '|', braceright: '}',
  asciitilde: '~', exclamdown: '¡', cent: '¢', sterling: '£', currency: '¤', yen: '¥', brokenbar: '¦', section: '§', dieresis: '¨', copyright: '©',
  ordfeminine: 'ª', guillemotleft: '«', logicalnot: '¬', registered: '®', macron: '¯', degree: '°', plusminus: '±', twosuperior: '²',
  threesuperior: '³', acute: '´', mu: 'µ', paragraph: '¶', periodcentered: '·', cedilla: '¸', onesuperior: '¹', ordmasculine: 'º',
  guillemotright: '»', onequarter: '¼', onehalf: '½', threequarters: '¾', questiondown: '¿', AE: 'Æ', Eth: 'Ð', multiply: '×', Oslash: 'Ø',
  Thorn: 'Þ', germandbls: 'ß', ae: 'æ', eth: 'ð', divide: '÷', oslash: 'ø', thorn: 'þ', dotlessi: 'ı', OE: 'Œ', oe: 'œ', Lslash: 'Ł', lslash: 'ł',
  Dcroat: 'Đ', dcroat: 'đ', florin: 'ƒ', circumflex: 'ˆ', caron: 'ˇ', breve: '˘', dotaccent: '˙', ring: '˚', ogonek: '˛', tilde: '˜',
  hungarumlaut: '˝', endash: '–', emdash: '—', quoteleft: '‘', quoteright: '’', quotesinglbase: '‚', quotedblleft: '“', quotedblright: '”',
  quotedblbase: '„', dagger: '†', daggerdbl: '‡', bullet: '•', ellipsis: '…', perthousand: '‰', guilsinglleft: '‹', guilsinglright: '›',
  fraction: '⁄', Euro: '€', trademark: '™', fi: 'ﬁ', fl: 'ﬂ', ff: 'ﬀ', ffi: 'ﬃ', ffl: 'ﬄ', nbspace: '\u00a0', sfthyphen: '\u00ad', Aring: 'Å', aring: 'å',
};

/** Undefined for a name that says nothing. */
export function textOfGlyphName(name: string): string | undefined {
  const base = name.split('.', 1)[0] ?? '';
  if (base.includes('_')) {
    const parts = base.split('_').map(textOfGlyphName);
    return parts.includes(undefined) ? undefined : parts.join('');
  }
  const known = Object.hasOwn(named, base) ? named[base] : undefined;
  if (known !== undefined) return known;
  if (/^[A-Za-z]$/u.test(base)) return base;
  const unicode = /^(?:uni((?:[0-9A-F]{4})+)|u([0-9A-F]{4,6}))$/u.exec(base);
  if (unicode !== null) return textOfHex(unicode[1]?.match(/.{4}/gu) ?? [unicode[2] ?? '']);
  const accent = Object.hasOwn(accents, base.slice(1)) ? accents[base.slice(1)] : undefined;
  return accent !== undefined && /^[A-Za-z]/u.test(base) ? `${base.charAt(0)}${accent}`.normalize('NFC') : undefined;
}

function textOfHex(codes: readonly string[]): string | undefined {
  const points = codes.map((code) => Number.parseInt(code, 16));
  return points.every((point) => point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)) ? String.fromCodePoint(...points) : undefined;
}
