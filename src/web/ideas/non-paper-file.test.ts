import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test, vi } from 'vitest';
import { nonPaperAsDocx, nonPaperAsText, paragraphsOf } from './non-paper-file.ts';

const TEXT = 'The lock may open at night.\n\nFor as long as the gauge is read by all.';

/** Every byte of the archive outside what is compressed: names, moments, sizes, comments. */
function headersOf(bytes: Uint8Array): string {
  return strFromU8(bytes, true);
}

describe('a non-paper as a file', () => {
  test('of plain text is its words, and nothing else', () => {
    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(nonPaperAsText(`\ufeff${TEXT}\r\n`))).toBe(`${TEXT}\n`);
  });

  test('has no character that no screen shows, by which a copy could be known', () => {
    const marked = 'The\u200b lock\u2060 \u{e0041}may\u00ad open.\u0000';
    expect(paragraphsOf(marked)).toEqual(['The lock may open.']);
    // What writing systems need stays: Persian half-spaces, joined signs.
    expect(paragraphsOf('می\u200cخواهم 👩\u200d🔧')).toEqual(['می\u200cخواهم 👩\u200d🔧']);
  });

  test('of DOCX has three parts, and none that tells of an author, a program or a day', async () => {
    const bytes = await nonPaperAsDocx(TEXT, 'en');
    const parts = unzipSync(bytes);
    expect(Object.keys(parts)).toEqual(['[Content_Types].xml', '_rels/.rels', 'word/document.xml']);
    const all = [headersOf(bytes), ...Object.values(parts).map((part) => strFromU8(part))].join('\n');
    expect(all).not.toMatch(
      /docProps|creator|lastModified|revision|<Application|Un-named|dcterms|rsid|docx\.js|20[0-9]{2}-/iu,
    );
    const words = [...strFromU8(parts['word/document.xml'] as Uint8Array).matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/gu)];
    expect(words.map(([, text]) => text)).toEqual(TEXT.split('\n\n'));
  });

  test('of DOCX differs from another’s by its words alone, whoever makes it, and when', async () => {
    const document = async (text: string) =>
      strFromU8(unzipSync(await nonPaperAsDocx(text, 'en'))['word/document.xml'] as Uint8Array);
    expect((await document('First words')).replace('First words', 'Other')).toBe(await document('Other'));
    const first = await nonPaperAsDocx(TEXT, 'en');
    vi.useFakeTimers({ now: Date.UTC(2041, 5, 1), toFake: ['Date'] });
    vi.stubEnv('TZ', 'Pacific/Auckland');
    try {
      expect(await nonPaperAsDocx(TEXT, 'en')).toEqual(first);
    } finally {
      vi.useRealTimers();
      vi.unstubAllEnvs();
    }
  });

  test('of DOCX is set from right to left where its language is', async () => {
    const xml = strFromU8(unzipSync(await nonPaperAsDocx('السلام', 'ar'))['word/document.xml'] as Uint8Array);
    expect(xml).toMatch(/<w:bidi\/>.*<w:rtl\/>/u);
  });

  test('of DOCX takes marks of XML for what they are', async () => {
    const xml = strFromU8(unzipSync(await nonPaperAsDocx('a < b & "c"\nd', 'en'))['word/document.xml'] as Uint8Array);
    expect(xml).toContain('a &lt; b &amp;');
    expect(xml).toMatch(/<w:br\/>/u);
  });
});
