import { utf8 } from '../../base/bytes.ts';

/**
 * A non-paper as files that say nothing but its words: no author, heading, date, or program.
 *
 * What such a file holds beside the text is the same for every text and every day. Its name in a folder, and when it
 * was put there, are the device's.
 */

/** Neutral: the same for every non-paper. */
export const FILE_NAME = 'text';

/** Whatever was written at the ends of lines, one way; no mark of the order of bytes. */
export function nonPaperAsText(text: string): Uint8Array {
  return utf8(`${paragraphsOf(text).join('\n\n')}\n`);
}

export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** No zone, and no day that anything could have been written on. */
const EPOCH = '1980-01-01T00:00:00';

const CONTENT_TYPES =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const RELATIONS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';

/**
 * One document part, made by the library, and the two that say that it is one: properties, styles, settings, fonts and
 * whatever else the library adds are left out, and every moment in the archive is the same.
 */
export async function nonPaperAsDocx(text: string, language: string): Promise<Uint8Array> {
  const [{ Document, Packer, Paragraph, TextRun }, { unzipSync, zipSync }] = await Promise.all([
    import('docx'),
    import('fflate'),
  ]);
  const isRightToLeft = RIGHT_TO_LEFT.has(language.split('-')[0] ?? '');
  const children = paragraphsOf(text).map(
    (paragraph) =>
      new Paragraph({
        bidirectional: isRightToLeft,
        spacing: { after: 160 },
        children: paragraph
          .split('\n')
          .map(
            (line, index) =>
              new TextRun({ text: line, rightToLeft: isRightToLeft, ...(index > 0 ? { break: 1 } : {}) }),
          ),
      }),
  );
  const packed = unzipSync(new Uint8Array(await Packer.toArrayBuffer(new Document({ sections: [{ children }] }))));
  const document = packed['word/document.xml'];
  if (document === undefined) throw new TypeError('a document without a document');
  const parts = {
    '[Content_Types].xml': utf8(CONTENT_TYPES),
    '_rels/.rels': utf8(RELATIONS),
    'word/document.xml': document,
  };
  return zipSync(parts, { mtime: EPOCH, level: 6 });
}

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'fa', 'he', 'ur', 'ps', 'ku', 'ckb', 'yi', 'dv', 'sd', 'ug']);

/** Set apart by empty lines; within, lines are kept. Nothing that a screen does not show goes along. */
export function paragraphsOf(text: string): readonly string[] {
  return text
    .normalize('NFC')
    .replace(UNSEEN, '')
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .split(/\n[^\S\n]*\n\s*/u)
    .map((paragraph) => paragraph.replace(/[^\S\n]+$/gmu, '').trim())
    .filter((paragraph) => paragraph !== '');
}

/**
 * Characters that no screen shows, and that could mark a copy: controls, zero-width spaces, tags, a byte order mark.
 * Joiners and marks of direction stay: writing systems need them.
 */
const UNSEEN = /[^\P{Cc}\t\n\r]|[\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
