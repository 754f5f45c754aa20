import { extractText, openPdf, pageContent, PdfError, type ContentLimits, type PageContent } from '#pdf/read';
import { onePage, PdfBuilder, type Body } from '../../testing/pdf-builder.js';

const helvetica = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 65 /LastChar 66 /Widths [500 1000] >>';

interface Given {
  readonly data: string;
  readonly resources?: string;
  readonly objects?: Record<number, Body>;
  readonly limits?: Partial<ContentLimits>;
}

function opened({ data, resources = `/Font << /F1 ${helvetica} >>`, objects = {} }: Given) {
  const page = `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << ${resources} >> >>`;
  const bytes = new PdfBuilder().revision({ kind: 'table', objects: { ...onePage, 3: page, 4: { entries: '', data }, ...objects } }).bytes();
  const view = openPdf(bytes).current;
  const [first] = view.pages();
  if (first === undefined) throw new Error('no page');
  return { view, page: first };
}

function contentOf(given: Given): PageContent {
  const { view, page } = opened(given);
  return pageContent(view, page, given.limits);
}

const textOf = (given: Given): string => {
  const { view, page } = opened(given);
  return extractText(view, page);
};

describe('text', () => {
  test('stands where the matrices put it, as wide as its glyphs', () => {
    const { texts, problems } = contentOf({ data: 'q 2 0 0 2 10 20 cm BT /F1 10 Tf 5 7 Td (AB) Tj ET Q' });
    expect(problems).toEqual([]);
    // 1.5 em of 10 units at twice the size; baseline at (10 + 2·5, 20 + 2·7).
    expect(texts).toMatchObject([{ text: 'AB', x: 20, y: 34, fontSize: 20, angle: 0, visible: true, optional: false, box: { left: 20, right: 50, bottom: 30, top: 50 } }]);
  });

  test.each<[string, string, string]>([
    ['encoding of the font', '(Årsmöte \\200)', 'Årsmöte €'],
    ['a wide gap inside one TJ is a space', '[(A) -400 (B)]', 'A B'],
    ['kerning is none', '[(A) 40 (B) -90 (A)]', 'ABA'],
  ])('%s', (_, operand, text) => {
    const show = operand.startsWith('[') ? 'TJ' : 'Tj';
    expect(textOf({ data: `BT /F1 10 Tf ${operand} ${show} ET` })).toBe(text);
  });

  test('lines by baseline, words by gap', () => {
    expect(textOf({ data: "BT /F1 10 Tf 12 TL 50 700 Td (A) Tj 20 0 Td (B) Tj T* (A) Tj (B) ' ET BT /F1 10 Tf 50 600 Td (B) Tj ET" })).toBe('A B\nA\nB\nB');
  });

  test('differences name glyphs; a ToUnicode map says more than an encoding', () => {
    const font = '<< /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [1 /Aring /odieresis /uni00E4 /f_i /nosuchglyph] >> /ToUnicode 20 0 R >>';
    const map = '1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <05> <00530076> endbfchar 1 beginbfrange <06> <08> <0061> endbfrange';
    expect(textOf({ data: 'BT /F1 9 Tf <01020304050708> Tj ET', resources: `/Font << /F1 ${font} >>`, objects: { 20: { entries: '', data: map } } })).toBe('Åöä' + 'fi' + 'Svbc');
  });

  test('a composite font takes two bytes a glyph, with widths and text of its own', () => {
    const font = '<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /DW 250 /W [3 [500] 4 5 750] >>] /ToUnicode 20 0 R >>';
    const map = '/WMode 0 def 1 begincodespacerange <0000> <ffff> endcodespacerange 2 beginbfrange <0003> <0004> <0041> <0005> <0006> [<d83dde00> <0042>] endbfrange';
    const { texts } = contentOf({ data: 'BT /F1 100 Tf <0003000400050006> Tj ET', resources: `/Font << /F1 ${font} >>`, objects: { 20: { entries: '', data: map } } });
    expect(texts[0]?.text).toBe('AB\u{1f600}B');
    expect(texts[0]?.box.right).toBeCloseTo(50 + 75 + 75 + 25);
  });

  test('what no font explains is marked, not guessed', () => {
    const { texts, problems } = contentOf({ data: 'BT /Missing 10 Tf (AB) Tj ET' });
    expect(texts[0]?.text).toBe('\ufffd\ufffd');
    expect(problems).toEqual(['unreadable-font']);
  });
});

describe('what cannot be seen', () => {
  test.each<[string, string]>([
    ['rendering mode 3', 'BT /F1 10 Tf 3 Tr (AB) Tj ET'],
    ['outside the clipping path', '0 0 10 10 re W n BT /F1 10 Tf 100 100 Td (AB) Tj ET'],
    ['outside the page', 'BT /F1 10 Tf 5000 100 Td (AB) Tj ET'],
    ['fully transparent', '/G gs BT /F1 10 Tf 100 100 Td (AB) Tj ET'],
    ['in a layer that is off', '/OC /L BDC BT /F1 10 Tf 100 100 Td (AB) Tj ET EMC'],
    ['in a member of a layer that is off', '/OC /M BDC /Span BMC BT /F1 10 Tf 100 100 Td (AB) Tj ET EMC EMC'],
  ])('%s', (_, data) => {
    const given: Given = {
      data,
      resources: `/Font << /F1 ${helvetica} >> /ExtGState << /G << /ca 0 >> >> /Properties << /L 20 0 R /M << /Type /OCMD /OCGs [20 0 R] >> >>`,
      objects: { 1: '<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [20 0 R] /D << /OFF [20 0 R] >> >> >>', 20: '<< /Type /OCG /Name (draft) >>' },
    };
    const { texts } = contentOf(given);
    expect(texts).toMatchObject([{ text: 'AB', visible: false, optional: data.includes('/OC') }]);
    expect(textOf(given)).toBe('');
  });

  test('a clip ends with the state it was set in', () => {
    expect(contentOf({ data: 'q 0 0 10 10 re W n Q BT /F1 10 Tf 100 100 Td (AB) Tj ET' }).texts).toMatchObject([{ visible: true }]);
  });
});

describe('images, fills and forms', () => {
  const form = { entries: '/Type /XObject /Subtype /Form /BBox [0 0 10 10] /Matrix [2 0 0 2 100 100]', data: '1 g 0 0 20 5 re f /Im Do' };
  const image = { entries: '/Type /XObject /Subtype /Image /Width 1 /Height 1', data: 'x' };

  test('are found inside forms, cut to the form\'s box, in painting order', () => {
    const { images, fills, forms } = contentOf({ data: '/Fm Do q 30 0 0 40 1 2 cm /Im Do Q', resources: '/XObject << /Fm 20 0 R /Im 21 0 R >>', objects: { 20: form, 21: image } });
    expect(forms).toMatchObject([{ objectNumber: 20, order: 0, box: { left: 100, bottom: 100, right: 120, top: 120 } }]);
    expect(fills).toMatchObject([{ order: 1, white: true, box: { left: 100, bottom: 100, right: 120, top: 110 } }]);
    expect(images).toMatchObject([
      { inline: false, objectNumber: 21, order: 2, box: { left: 100, bottom: 100, right: 102, top: 102 } },
      { inline: false, objectNumber: 21, order: 3, box: { left: 1, bottom: 2, right: 31, top: 42 } },
    ]);
  });

  test('inline images end where their data ends, whatever the data holds', () => {
    const { images, texts } = contentOf({ data: 'q 5 0 0 5 0 0 cm BI /W 4 /H 1 /BPC 8 /CS /G ID a EI\u0080 EI Q BT /F1 10 Tf (A) Tj ET' });
    expect(images).toMatchObject([{ inline: true, box: { right: 5, top: 5 } }]);
    expect(texts).toMatchObject([{ text: 'A' }]);
  });
});

describe('hostile content is bounded, and said to be cut short', () => {
  const self = { entries: '/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm 20 0 R >> >>', data: '/Fm Do' };
  const doubling = (next: number): Body => ({ entries: `/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm ${next} 0 R >> >>`, data: '/Fm Do '.repeat(10) });

  test.each<[string, Given, string]>([
    ['form-inside-itself', { data: '/Fm Do', resources: '/XObject << /Fm 20 0 R >>', objects: { 20: self } }, 'depth'],
    ['forms-that-multiply-by-ten', { data: '/Fm Do', resources: '/XObject << /Fm 20 0 R >>', objects: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [20 + i, doubling(21 + i)])), limits: { maxOperators: 10_000 } }, 'operators'],
    ['too-many-items', { data: '0 0 1 1 re f '.repeat(50), limits: { maxItems: 10 } }, 'items'],
    ['too-many-bytes', { data: ' '.repeat(500), limits: { maxBytes: 100 } }, 'bytes'],
    ['states-saved-without-end', { data: 'q '.repeat(1000) }, 'depth'],
    ['no-content-syntax', { data: ') ] >> <zz> 1 2 ++3 BT /F1 10 Tf (A) Tj ET (open' }, 'malformed'],
    ['content-that-is-no-stream', { data: '', objects: { 4: '<< >>' } }, 'unreadable-stream'],
  ])('%s', (_, given, problem) => {
    expect(contentOf(given).problems).toContain(problem);
  });

  test('any bytes give content or a PdfError, and take no other way', () => {
    const alphabet = ['q ', 'Q ', 'BT ', 'ET ', '/F1 9 Tf ', '(A) Tj ', '[', ']', '<<', '>>', '<41>', '/OC /L BDC ', 'EMC ', '1 0 0 1 9 9 cm ', 'BI ', 'ID ', ' EI ', '/Fm Do ', '1e9 ', '-.5 ', '0 0 9 9 re ', 'W n ', 'f ', '\u0000', '\u00ff', '%', '\n', 'Tm ', '99999999999999999999 ', '"'];
    let seed = 7;
    const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 300; round++) {
      const data = Array.from({ length: 40 }, () => alphabet[next(alphabet.length)]).join('');
      try {
        const { texts } = contentOf({ data, resources: `/Font << /F1 ${helvetica} >> /XObject << /Fm 20 0 R >>`, objects: { 20: self } });
        expect(texts.every(({ box }) => Object.values(box).every(Number.isFinite))).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(PdfError);
      }
    }
  });
});
