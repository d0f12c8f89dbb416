/** What the verifier in the page says around the check itself, in English: beside verify/messages.ts, what to translate. */
export const HOLDS = 'The evidence holds';
export const HOLDS_NOT = 'The evidence does not hold';
export const WHAT_IS_PROVEN = 'What is proven';
export const WHAT_IS_NOT = 'What is not proven';
export const WHAT_IS_OPENED = 'What it opens of the sealed record';
export const NOTHING_READABLE = 'Nothing of it is words; it can be read only by a program that knows its kind.';
export const IS_SHOWN = 'The words on this page are, letter for letter, the words that were checked.';
export const IS_NOT_SHOWN =
  'The words on this page are not the words that were checked. Do not rely on this page, and keep the file.';
export const IS_ANOTHER_TEXT = (title: string) =>
  `Your file is genuine, and of another text than this page shows: “${title}”.`;
export const NOT_COMPARED =
  'The public log could not be reached just now, so the file was checked by itself. Check it again when you are online.';
export const CANNOT_CHECK =
  'This browser cannot check signatures here. Open this page over https in a current browser, or download the evidence and check it with “pourparler verify”.';
export const EVIDENCE_UNREACHABLE =
  'The evidence could not be fetched. Look at the line and try again, or choose a file that you saved earlier.';
export const BY_WHOM =
  'This check ran in your browser, by a program that came from this venue, with the keys printed below. To trust neither, compare the keys with what the parties gave you elsewhere, and check the downloaded file with “pourparler verify” from another place.';
