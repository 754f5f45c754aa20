import type { SetText } from '../fonts/text-setter.js';

/** Red, green, blue from 0 to 1, in the calibrated space of `calibratedRgb`. */
export type Colour = readonly [number, number, number];

/** What a running head or foot is to assistive technology. */
export type ArtifactKind = 'Header' | 'Footer';

/** Name of the colour space in the resources of every stream we write. */
export const colourSpaceName = 'CS0';

/**
 * A content stream under way. All colours are in one calibrated space (named above): device colours are not allowed in
 * PDF/A without a fitting output intent, and we cannot know the intent of the file we are grafted onto. No transparency.
 */
export class ContentWriter {
  private readonly lines: string[] = [`/${colourSpaceName} cs`, `/${colourSpaceName} CS`];
  private fillColour = '';
  private strokeColour = '';

  rectangle(x: number, y: number, width: number, height: number, colour: Colour): this {
    this.fill(colour);
    this.lines.push(`${list(x, y, width, height)} re f`);
    return this;
  }

  /** Many equal-coloured rectangles as one path. */
  rectangles(boxes: readonly (readonly [number, number, number, number])[], colour: Colour): this {
    this.fill(colour);
    this.lines.push(`${boxes.map((box) => `${list(...box)} re`).join('\n')} f`);
    return this;
  }

  frame(x: number, y: number, width: number, height: number, colour: Colour, { lineWidth = 0.75, dash = '' } = {}): this {
    this.stroke(colour);
    this.lines.push(`${number(lineWidth)} w [${dash}] 0 d ${list(x, y, width, height)} re S`);
    return this;
  }

  line(x1: number, y1: number, x2: number, y2: number, colour: Colour, lineWidth = 0.75): this {
    this.stroke(colour);
    this.lines.push(`${number(lineWidth)} w [] 0 d ${list(x1, y1)} m ${list(x2, y2)} l S`);
    return this;
  }

  disc(centreX: number, centreY: number, radius: number, colour: Colour): this {
    this.fill(colour);
    // Four Bézier quarters; 0.5523 is the usual constant for a circle.
    const [r, k] = [radius, radius * 0.5523];
    const at = (dx: number, dy: number) => list(centreX + dx, centreY + dy);
    this.lines.push(
      `${at(r, 0)} m ${at(r, k)} ${at(k, r)} ${at(0, r)} c ${at(-k, r)} ${at(-r, k)} ${at(-r, 0)} c ${at(-r, -k)} ${at(-k, -r)} ${at(0, -r)} c ${at(k, -r)} ${at(r, -k)} ${at(r, 0)} c f`,
    );
    return this;
  }

  /** Opens content that the structure tree refers to by `id` (ISO 32000-1 14.7.4). */
  beginContent(type: string, id: number): this {
    this.lines.push(`/${type} << /MCID ${String(id)} >> BDC`);
    return this;
  }

  /**
   * Opens decoration, which assistive technology passes over (ISO 32000-1 14.8.2.2).
   * @param language of text in it: PDF/UA asks for it where the catalog names none (ISO 14289-1 7.2)
   */
  beginArtifact(language: string, kind?: ArtifactKind): this {
    const pagination = kind === undefined ? '' : ` /Type /Pagination /Attached [${kind === 'Header' ? '/Top' : '/Bottom'}] /Subtype /${kind}`;
    this.lines.push(`/Artifact <<${pagination} /Lang (${language}) >> BDC`);
    return this;
  }

  end(): this {
    this.lines.push('EMC');
    return this;
  }

  /** Everything after this is drawn `factor` times as large, from the origin. */
  scale(factor: number): this {
    if (factor !== 1) this.lines.push(`${String(Math.round(factor * 1e5) / 1e5)} 0 0 ${String(Math.round(factor * 1e5) / 1e5)} 0 0 cm`);
    return this;
  }

  /** Text with its baseline starting at (x, y). */
  text(x: number, y: number, size: number, colour: Colour, text: SetText): this {
    this.fill(colour);
    this.lines.push(`BT 1 0 0 1 ${list(x, y)} Tm`);
    for (const run of text.runs) {
      if (run.rightToLeft === true) this.lines.push('/ReversedChars BMC');
      this.lines.push(`/${run.font} ${number(size)} Tf [${run.show}] TJ`);
      if (run.rightToLeft === true) this.lines.push('EMC');
    }
    this.lines.push('ET');
    return this;
  }

  /** Draws a form XObject of the resources with its origin at (x, y), enlarged `factor` times. */
  form(name: string, x: number, y: number, factor = 1): this {
    this.lines.push(`q ${list(factor, 0, 0, factor, x, y)} cm /${name} Do Q`);
    return this;
  }

  toString(): string {
    return `${this.lines.join('\n')}\n`;
  }

  private fill(colour: Colour): void {
    const operands = list(...colour);
    if (operands === this.fillColour) return;
    this.fillColour = operands;
    this.lines.push(`${operands} sc`);
  }

  private stroke(colour: Colour): void {
    const operands = list(...colour);
    if (operands === this.strokeColour) return;
    this.strokeColour = operands;
    this.lines.push(`${operands} SC`);
  }
}

function list(...values: readonly number[]): string {
  let text = '';
  for (const value of values) text += text === '' ? number(value) : ` ${number(value)}`;
  return text;
}

/** Three decimals at most. Written from the integer: finding the shortest digits of a fraction takes ten times as long. */
function number(value: number): string {
  const thousandths = Math.round(value * 1000);
  const size = Math.abs(thousandths);
  const fraction = size % 1000;
  const sign = thousandths < 0 ? '-' : '';
  const whole = Math.floor(size / 1000);
  if (fraction === 0) return `${sign}${whole}`;
  if (fraction % 100 === 0) return `${sign}${whole}.${fraction / 100}`;
  if (fraction % 10 === 0) return `${sign}${whole}.${fraction < 100 ? '0' : ''}${fraction / 10}`;
  return `${sign}${whole}.${fraction < 10 ? '00' : fraction < 100 ? '0' : ''}${fraction}`;
}
