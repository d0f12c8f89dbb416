/** As the public page parts them: by empty lines; within one, the text's own line ends are kept. */
export function paragraphs(text: string): readonly string[] {
  return text
    .split(/\n\s*\n/u)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => line.trim())
        .join('\n'),
    )
    .filter((paragraph) => paragraph.trim() !== '');
}
