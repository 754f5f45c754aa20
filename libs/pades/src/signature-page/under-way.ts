import type { TextSetter } from '../fonts/text-setter.js';
import type { SignaturePageContent } from './content.js';
import type { PageFlow } from './page-flow.js';
import type { StructureElement } from './structure.js';
import type { PageTexts } from './texts.js';

/** What every part of the page is drawn with. */
export interface PagesUnderWay {
  readonly flow: PageFlow;
  readonly content: SignaturePageContent;
  readonly texts: PageTexts;
  readonly setter: TextSetter;
  /** The element that holds all of the page. */
  readonly section: StructureElement;
}

/** A column of the page. */
export interface Column {
  readonly x: number;
  readonly width: number;
}
