/** The addresses in a mail's text, in order and once each, so that they can be followed from the page itself. */
export function linksIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"')\]]+/g) ?? [];
  return found.map((link) => link.replace(/[.,;:]+$/, '')).filter((link, index, all) => all.indexOf(link) === index);
}

/**
 * Our content security policy, which the frame inherits, refuses style attributes in markup. They are carried over as
 * data and set from outside when the frame has loaded, which the policy allows.
 */
export function withoutInlineStyle(html: string): string {
  return html.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/(<[a-z][^>]*?)\sstyle=/gi, '$1 data-style=');
}
