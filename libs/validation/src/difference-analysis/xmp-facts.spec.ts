import { sameFactsButSaving, xmpFacts } from './xmp-facts.js';

const packet = (description: string) => Buffer.from(`<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r">${description}</rdf:RDF></x:xmpmeta>\n   <?xpacket end="w"?>`);
const same = (a: string, b: string) => {
  const [before, after] = [xmpFacts(packet(a)), xmpFacts(packet(b))];
  return before !== undefined && after !== undefined && sameFactsButSaving(before, after);
};

test('attributes and elements say the same, and the time of saving does not count', () => {
  const elements = '<rdf:Description rdf:about=""><pdfaid:part>2</pdfaid:part><xmp:ModifyDate>2020</xmp:ModifyDate><pdf:Keywords/></rdf:Description>';
  expect(same(elements, '<rdf:Description rdf:about="" pdfaid:part="2" xmp:ModifyDate="2021" pdf:Producer="x" pdf:Keywords=""/>')).toBe(true);
});

test.each<[string, string]>([
  ['another PDF/A part', '<rdf:Description pdfaid:part="3"/>'],
  ['a new title', '<rdf:Description pdfaid:part="2" dc:title="Other"/>'],
  ['nothing', '<rdf:Description/>'],
])('a change of content is a change: %s', (_, after) => {
  expect(same('<rdf:Description pdfaid:part="2"/>', after)).toBe(false);
});

test.each(['<!DOCTYPE x [<!ENTITY e "v">]><a/>', '<a><b></a></b>', '<a>', 'text', '<a/>trailing<'])('not understood is not accepted: %s', (text) => {
  expect(xmpFacts(Buffer.from(text))).toBeUndefined();
});

test('bytes that are no UTF-8 are not understood', () => {
  expect(xmpFacts(Uint8Array.from([0x3c, 0xff, 0xfe]))).toBeUndefined();
});
