// Unsigned PDFs for benches: the same bytes on every run (seeded, fixed zlib level, no clock). No dependencies.
import { createCipheriv, createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

const words = 'beslut paragraf ordförande justerare nämnd yrkande reservation bilaga protokoll ärende handling förslag närvaro ersättare tjänst sammanträde omröstning bordläggning jäv delegation'.split(' ');
const latin1 = (text) => Buffer.from(text, 'latin1');

/** Bytes that do not compress and never change. */
function noise(seed) {
  const cipher = createCipheriv('aes-128-ctr', createHash('md5').update(seed).digest(), Buffer.alloc(16));
  return (length) => cipher.update(Buffer.alloc(length));
}

function stream(entries, data) {
  return Buffer.concat([latin1(`<< ${entries} /Length ${data.length} >>\nstream\n`), data, latin1('\nendstream')]);
}

function pageText(random, page, lines) {
  const picks = random(lines * 12);
  const text = Array.from({ length: lines }, (_, line) => {
    const spoken = Array.from({ length: 12 }, (_, word) => words[picks[line * 12 + word] % words.length]).join(' ');
    return `(${page}.${line + 1} ${spoken}) Tj T*`;
  });
  return `BT /F1 10 Tf 14 TL 50 790 Td\n${text.join('\n')}\nET\n`;
}

/** `pages` of text; on the first `imagePages` of them a raw RGB image of `side` × `side` noise. With a cross-reference table. */
export function generatePdf({ seed, pages, lines = 55, side = 0, imagePages = 0 }) {
  const random = noise(seed);
  const objects = [];
  const add = (body) => objects.push(Buffer.isBuffer(body) ? body : latin1(body));
  const [catalog, root] = [add(''), add('')];
  const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  const kids = [];
  for (let page = 1; page <= pages; page += 1) {
    let content = pageText(random, page, lines);
    let resources = `/Font << /F1 ${font} 0 R >>`;
    if (page <= imagePages) {
      const image = add(stream(`/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceRGB /BitsPerComponent 8`, random(side * side * 3)));
      resources += ` /XObject << /Im0 ${image} 0 R >>`;
      content += 'q 100 0 0 100 450 20 cm /Im0 Do Q\n';
    }
    const contents = add(stream('/Filter /FlateDecode', deflateSync(latin1(content), { level: 6 })));
    kids.push(add(`<< /Type /Page /Parent ${root} 0 R /MediaBox [0 0 595 842] /Resources << ${resources} >> /Contents ${contents} 0 R >>`));
  }
  objects[catalog - 1] = latin1(`<< /Type /Catalog /Pages ${root} 0 R >>`);
  objects[root - 1] = latin1(`<< /Type /Pages /Count ${pages} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`);
  return assemble(objects, catalog, createHash('md5').update(`id${seed}`).digest('hex').toUpperCase());
}

function assemble(objects, catalog, id) {
  const parts = [Buffer.concat([latin1('%PDF-1.7\n%'), Buffer.from([0xe2, 0xe3, 0xcf, 0xd3, 0x0a])])];
  let position = parts[0].length;
  const put = (...pieces) => {
    for (const piece of pieces) {
      parts.push(piece);
      position += piece.length;
    }
  };
  const lines = objects.map((body, at) => {
    const line = `${String(position).padStart(10, '0')} 00000 n \n`;
    put(latin1(`${at + 1} 0 obj\n`), body, latin1('\nendobj\n'));
    return line;
  });
  const section = position;
  const size = objects.length + 1;
  put(latin1(`xref\n0 ${size}\n0000000000 65535 f \n${lines.join('')}trailer\n<< /Size ${size} /Root ${catalog} 0 R /ID [<${id}> <${id}>] >>\nstartxref\n${section}\n%%EOF\n`));
  return Buffer.concat(parts);
}

/** What the performance targets are about, by name. */
export const sizes = {
  small: { pages: 2, side: 158, imagePages: 1 }, // 80 kB, and 100 kB with its signature page
  objects: { pages: 10_000, lines: 4 }, // 20,003 objects, 4.8 MB
  half: { pages: 100, side: 408, imagePages: 100 }, // 50 MB
  large: { pages: 200, side: 408, imagePages: 200 }, // 100 MB
  huge: { pages: 800, side: 408, imagePages: 800 }, // 400 MB
};
