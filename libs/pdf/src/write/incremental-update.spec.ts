import { inspectBytes, openPdf, type PdfDocument } from '#pdf/read';
import { array, beginUpdate, dict, name, text, type FinishedUpdate, type IncrementalUpdate } from '#pdf/write';
import { errorCode } from '../testing/expect-code.js';
import { onePage, PdfBuilder, simplePdf } from '../testing/pdf-builder.js';

function apply(bytes: Uint8Array, change: (update: IncrementalUpdate) => void, fileIdentifier?: Uint8Array) {
  const update = beginUpdate(openPdf(bytes), fileIdentifier === undefined ? {} : { fileIdentifier });
  change(update);
  const finished = update.finish();
  const whole = Buffer.concat([bytes, finished.update]);
  return { finished, whole, document: openPdf(whole), appended: Buffer.from(finished.update).toString('latin1') };
}
const addNull = (update: IncrementalUpdate) => void update.add(null);
const newest = (document: PdfDocument) => document.revisions.at(-1);

describe.each(['table', 'stream', 'hybrid'] as const)('an update of a %s file', (kind) => {
  const bytes = simplePdf(kind);

  test('is one more revision, of the kind the file has, with every byte accounted for', () => {
    const { document, finished } = apply(bytes, addNull);
    expect(document.revisions).toHaveLength(2);
    expect(newest(document)?.xrefKind).toBe(kind === 'stream' ? 'stream' : 'table');
    expect(newest(document)?.startxref).toBe(finished.startxref);
    expect(document.findings.filter(({ code }) => code !== 'xref-not-contiguous')).toEqual([]);
    expect(inspectBytes(document)).toEqual([]);
  });

  test('leaves every other object as it was', () => {
    const before = openPdf(bytes).current;
    const { document } = apply(bytes, (update) => update.put({ kind: 'reference', objectNumber: 4, generation: 0 }, text('new')));
    for (const number of [1, 2, 3]) expect(document.current.object(number)).toEqual(before.object(number));
    expect(document.current.object(4)?.value).toMatchObject({ kind: 'string' });
  });

  test('says where its objects are', () => {
    const { finished, whole } = apply(bytes, (update) => void update.addStream({ Type: name('X') }, Buffer.from('data')));
    const spans = [...finished.objects].map(([number, { start, end }]) => [number, whole.subarray(start, end).toString('latin1')] as const);
    for (const [number, object] of spans) expect(object).toMatch(new RegExp(`^${number} 0 obj\\n[^]*\\nendobj$`, 'u'));
    expect(spans.some(([, object]) => object.includes('data'))).toBe(true);
  });

  test('can be updated again and again', () => {
    let at: Uint8Array = bytes;
    for (let i = 0; i < 20; i++) at = apply(at, (update) => update.setCatalogEntry('Round', i)).whole;
    expect(openPdf(at).revisions).toHaveLength(21);
    expect(openPdf(at).current.catalog.get('Round')).toMatchObject({ value: 19 });
    expect(openPdf(at).at(7).catalog.get('Round')).toMatchObject({ value: 6 });
  });
});

describe('PF-02: the new-line rule', () => {
  test.each([
    ['%%EOF\n', ''],
    ['%%EOF\r\n', ''],
    ['%%EOF\r', ''],
    ['%%EOF', '\n'],
    ['%%EOF  ', '\n'],
    ['%%EOF\n\n', ''],
  ])('after %j comes %j', (endOfFile, added) => {
    const { appended, document } = apply(simplePdf('table', { endOfFile }), addNull);
    expect(appended.startsWith(`${added}5 0 obj`)).toBe(true);
    expect(document.revisions).toHaveLength(2);
  });
});

describe('PF-05, PF-06: table entries', () => {
  test('are 20 bytes, and object 0 is repeated as it was', () => {
    const bytes = simplePdf();
    const { appended } = apply(bytes, (update) => {
      update.allocate(); // leaves a gap
      addNull(update);
      update.setCatalogEntry('A', 1);
    });
    const section = appended.slice(appended.indexOf('xref\n'), appended.indexOf('trailer'));
    expect(section).toMatch(/^xref\n0 1\n0000000000 65535 f \n1 1\n\d{10} 00000 n \n6 1\n\d{10} 00000 n \n$/u);
  });
});

describe('PF-07: the trailer', () => {
  const id = '/ID [<AA> <BB>] /Info 4 0 R /Private [1 (x)]';

  test('carries every key but links to the past', () => {
    const builder = new PdfBuilder().revision({ kind: 'table', objects: onePage, trailer: id });
    const { document } = apply(builder.bytes(), addNull);
    const [first, second] = document.revisions;
    expect([...(second?.trailer.entries.keys() ?? [])].sort()).toEqual(['ID', 'Info', 'Prev', 'Private', 'Root', 'Size']);
    expect(second?.trailer.get('Prev')).toMatchObject({ value: first?.startxref });
    expect(second?.trailer.get('Size')).toMatchObject({ value: 6 });
  });

  test('of a stream does not carry what describes the stream', () => {
    const { document } = apply(simplePdf('stream', { trailer: id }), addNull);
    const keys = [...(newest(document)?.trailer.entries.keys() ?? [])].sort();
    expect(keys).toEqual(['ID', 'Index', 'Info', 'Length', 'Prev', 'Private', 'Root', 'Size', 'Type', 'W']);
  });

  test('of a hybrid file has no /XRefStm', () => {
    expect(newest(apply(simplePdf('hybrid'), addNull).document)?.trailer.get('XRefStm')).toBeUndefined();
  });

  test('changes the second part of /ID only when asked', () => {
    const bytes = simplePdf('table', { trailer: id });
    const parts = (identifier?: Uint8Array) => {
      const value = newest(apply(bytes, addNull, identifier).document)?.trailer.get('ID');
      return value?.kind === 'array' ? value.items.map((item) => (item.kind === 'string' ? item.bytes[0] : undefined)) : undefined;
    };
    expect([parts(), parts(Uint8Array.of(0xcc))]).toEqual([
      [0xaa, 0xbb],
      [0xaa, 0xcc],
    ]);
  });

  test('has a /Size that is right even where the old one was not', () => {
    expect(newest(apply(simplePdf('table', { size: 3 }), addNull).document)?.trailer.get('Size')).toMatchObject({ value: 6 });
    expect(newest(apply(simplePdf('table', { size: 50 }), addNull).document)?.trailer.get('Size')).toMatchObject({ value: 51 });
  });
});

describe('PF-08: object numbers', () => {
  test('are above every number any revision ever named, freed ones too', () => {
    const builder = new PdfBuilder().revision({ kind: 'table', objects: { ...onePage, 9: 'null' } });
    builder.revision({ kind: 'table', objects: {}, freed: [9], size: 5 });
    const update = beginUpdate(openPdf(builder.bytes()));
    expect([update.allocate().objectNumber, update.allocate().objectNumber]).toEqual([10, 11]);
  });

  test('that were neither allocated nor are in use are not written', () => {
    const builder = new PdfBuilder().revision({ kind: 'table', objects: { ...onePage, 9: 'null' } });
    builder.revision({ kind: 'table', objects: {}, freed: [9] });
    const update = beginUpdate(openPdf(builder.bytes()));
    const put = (objectNumber: number, generation = 0) => errorCode(() => update.put({ kind: 'reference', objectNumber, generation }, null));
    expect([put(9), put(9, 1), put(10), put(0), put(4, 1), put(4)]).toEqual([...Array<string>(5).fill('unknown-object'), undefined]);
  });

  test('keep their generation', () => {
    const text = Buffer.from(simplePdf()).toString('latin1').replace('4 0 obj', '4 7 obj');
    const offset = text.indexOf('4 7 obj');
    const bytes = Buffer.from(text.replace(`${String(offset).padStart(10, '0')} 00000`, `${String(offset).padStart(10, '0')} 00007`), 'latin1');
    const { document } = apply(bytes, (update) => update.put({ kind: 'reference', objectNumber: 4, generation: 7 }, 1));
    expect(document.current.object(4, 7)?.value).toMatchObject({ value: 1 });
  });

  test('run out rather than over', () => {
    const update = beginUpdate(openPdf(simplePdf('table', { size: 8_388_608 })));
    expect(errorCode(() => update.allocate())).toBe('not-appendable');
  });
});

describe('patchDictionary', () => {
  const four = { kind: 'reference', objectNumber: 4, generation: 0 } as const;

  test('changes and removes entries, and keeps all others and the data of a stream', () => {
    const bytes = simplePdf('table', { objects: { ...onePage, 4: { entries: '/A 1 /B [2.50 (x)]', data: 'DATA' } } });
    const { document } = apply(bytes, (update) => update.patchDictionary(four, { A: undefined, C: name('c') }));
    const value = document.current.object(4)?.value;
    if (value?.kind !== 'stream') throw new Error('no stream');
    expect([...value.dictionary.entries.keys()]).toEqual(['B', 'C', 'Length']);
    expect(Buffer.from(document.current.streamData(value)).toString()).toBe('DATA');
  });

  test('works on objects of the same update', () => {
    const { document } = apply(simplePdf(), (update) => {
      const reference = update.add(dict({ A: 1 }));
      update.patchDictionary(reference, { B: 2 });
      update.patchDictionary(four, { A: 1 });
      update.patchDictionary(four, { B: 2 });
    });
    const dictionary = document.current.object(5)?.value;
    expect(dictionary?.kind === 'dictionary' && [...dictionary.entries.keys()]).toEqual(['A', 'B']);
    const stream = document.current.object(4)?.value;
    expect(stream?.kind === 'stream' && [...stream.dictionary.entries.keys()]).toEqual(['A', 'B', 'Length']);
  });

  test('refuses what is no dictionary, and what is not there', () => {
    const update = beginUpdate(openPdf(simplePdf('table', { objects: { ...onePage, 4: '[]' } })));
    expect(errorCode(() => update.patchDictionary(four, {}))).toBe('invalid-value');
    expect(errorCode(() => update.patchDictionary({ ...four, objectNumber: 77 }, {}))).toBe('unknown-object');
  });
});

test('streams can be compressed, once', () => {
  const data = Buffer.alloc(5000, 'justera ');
  const { document, finished } = apply(simplePdf(), (update) => void update.addStream({}, data, { compress: true }));
  const stream = document.current.object(5)?.value;
  if (stream?.kind !== 'stream') throw new Error('no stream');
  expect(finished.update.length).toBeLessThan(1000);
  expect(Buffer.from(document.current.streamData(stream)).equals(data)).toBe(true);
  const update = beginUpdate(openPdf(simplePdf()));
  expect(errorCode(() => update.addStream({ Filter: name('X') }, data, { compress: true }))).toBe('invalid-value');
});

describe('what cannot be written', () => {
  test.each<[string, Parameters<IncrementalUpdate['put']>[1]]>([
    ['not-a-number', Number.NaN],
    ['infinity', Infinity],
    ['a name with a zero byte', { kind: 'name', value: 'a\0' }],
    ['a stream inside an array', array([{ kind: 'stream', dictionary: openPdf(simplePdf()).current.catalog, rawStart: 0, rawEnd: 0, span: { start: 0, end: 0 } }])],
  ])('%s', (_, value) => {
    expect(errorCode(() => apply(simplePdf(), (update) => void update.add(value)))).toBe('invalid-value');
  });

  test('anything after the end', () => {
    const update = beginUpdate(openPdf(simplePdf()));
    update.finish();
    expect([errorCode(() => update.add(null)), errorCode(() => update.finish())]).toEqual(['update-finished', 'update-finished']);
  });

  test.each([
    ['an encrypted file', simplePdf('table', { trailer: '/Encrypt << >>' }), 'encrypted'],
    ['bytes before the header', Buffer.concat([Buffer.from('x'), simplePdf()]), 'not-appendable'],
    ['bytes behind the end', Buffer.concat([simplePdf(), Buffer.from('x')]), 'not-appendable'],
  ])('%s', (_, bytes, code) => {
    expect(errorCode(() => beginUpdate(openPdf(bytes)))).toBe(code);
  });
});

test('nothing of the document is touched, not even in memory', () => {
  const bytes = simplePdf('stream');
  const copy = Buffer.from(bytes);
  const finished: FinishedUpdate = apply(bytes, (update) => {
    update.setCatalogEntry('A', 1);
    update.patchDictionary({ kind: 'reference', objectNumber: 4, generation: 0 }, { B: 1 });
  }).finished;
  finished.update.fill(0);
  expect(copy.equals(bytes)).toBe(true);
});
