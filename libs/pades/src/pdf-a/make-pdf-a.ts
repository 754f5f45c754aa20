import { createHash } from 'node:crypto';
import { type PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';
import { srgbProfile } from './srgb-profile.js';

/** Of a document made with pdf-lib. */
export interface PdfAFacts {
  readonly title: string;
  readonly author: string;
  readonly tool: string;
  /** RFC 5646. */
  readonly language: string;
  /** Whole seconds. */
  readonly made: Date;
}

/** Part and level of ISO 19005. */
export type PdfAConformance = '1b' | '2b' | '2a' | '3b';

/**
 * What PDF/A asks of the document as a whole: XMP that agrees with /Info, output intent, document id, language.
 * @param accessible claims PDF/UA-1 (ISO 14289-1) besides
 */
export function makePdfA(document: PDFDocument, facts: PdfAFacts, conformance: PdfAConformance, accessible: boolean): void {
  const { context, catalog } = document;
  document.setTitle(facts.title, { showInWindowTitleBar: true });
  document.setAuthor(facts.author);
  document.setCreator(facts.tool);
  document.setProducer(facts.tool);
  document.setCreationDate(facts.made);
  document.setModificationDate(facts.made);
  document.setLanguage(facts.language);
  const metadata = context.stream(Buffer.from(xmp(facts, conformance, accessible), 'utf8'), { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(metadata));
  const profile = context.register(context.flateStream(srgbProfile(), { N: 3 }));
  const identifier = PDFString.of('sRGB IEC61966-2.1');
  const intent = context.obj({ Type: 'OutputIntent', S: 'GTS_PDFA1', OutputConditionIdentifier: identifier, Info: identifier, DestOutputProfile: profile });
  catalog.set(PDFName.of('OutputIntents'), context.obj([context.register(intent)]));
  const id = PDFHexString.of(createHash('sha256').update(`${facts.title} ${facts.made.toISOString()}`).digest('hex').slice(0, 32));
  context.trailerInfo.ID = context.obj([id, id]);
}

function xmp({ title, author, tool, made, language }: PdfAFacts, conformance: PdfAConformance, accessible: boolean): string {
  const at = made.toISOString().replace('.000', '');
  return `<?xpacket begin="\u{feff}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>${conformance.charAt(0)}</pdfaid:part>
   <pdfaid:conformance>${conformance.charAt(1).toUpperCase()}</pdfaid:conformance>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>${escaped(author)}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>${escaped(tool)}</xmp:CreatorTool>
   <xmp:CreateDate>${at}</xmp:CreateDate>
   <xmp:ModifyDate>${at}</xmp:ModifyDate>
   <pdf:Producer>${escaped(tool)}</pdf:Producer>
  </rdf:Description>${accessible ? accessibilityClaim : ''}
 </rdf:RDF>
</x:xmpmeta>
${' '.repeat(1000)}
<?xpacket end="w"?>`;
}

/** PDF/A allows a property of another schema only with a description of that schema (ISO 19005-2 6.6.2.3.2). */
const accessibilityClaim = `
  <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfuaid:part>1</pdfuaid:part>
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
