import { appearanceContent, asDictionary, decodeTextString, formFields, PdfError, type FieldWidget, type FormField, type PdfStream, type PdfView } from '#pdf/read';

const maxFields = 500;

/**
 * Text fields whose picture says something else than their value: a reader that draws the field anew then shows
 * what nobody saw when signing.
 */
export function fieldsShowingOtherText(view: PdfView): string[] {
  try {
    return formFields(view).filter(({ fieldType }) => fieldType === 'Tx').slice(0, maxFields).filter((field) => showsOtherText(view, field)).map(({ name }) => name);
  } catch (error) {
    if (error instanceof PdfError) return [];
    throw error;
  }
}

function showsOtherText(view: PdfView, field: FormField): boolean {
  const value = field.value?.kind === 'string' ? squeezed(decodeTextString(field.value)) : '';
  if (value === '') return false;
  return field.widgets.some((widget) => {
    const shown = shownText(view, widget);
    return shown !== undefined && shown !== value;
  });
}

/** Undefined when there is no picture, or it holds text that cannot be read. */
function shownText(view: PdfView, widget: FieldWidget): string | undefined {
  const normal = normalAppearance(view, widget);
  if (normal === undefined || widget.rect === undefined) return undefined;
  const { texts } = appearanceContent(view, normal, widget.rect);
  const text = squeezed(texts.filter(({ visible }) => visible).map((run) => run.text).join(''));
  return text.includes('\ufffd') ? undefined : text;
}

function normalAppearance(view: PdfView, { dictionary }: FieldWidget): PdfStream | undefined {
  const appearances = asDictionary(view.get(dictionary, 'AP'));
  const normal = appearances === undefined ? undefined : view.get(appearances, 'N');
  return normal?.kind === 'stream' ? normal : undefined;
}

/** Line breaks and blanks are the layout's; long fields are cut by their box. */
function squeezed(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '');
}
