import { toBase64Url } from '../../base/text-encodings.ts';
import type { CommuniqueJson } from './communique-json.ts';
import type { ConsentSignatures } from './consent.ts';
import type { Release } from './release.ts';
import type { Roster } from './roster.ts';

/** The part of the file that is for people: all of it follows from what is signed. */
export function readableOf(
  { disclosure }: Release,
  consents: readonly ConsentSignatures[],
  roster: Roster,
): CommuniqueJson['readable'] {
  return {
    process: roster.processName,
    kind: disclosure.kind,
    id: toBase64Url(disclosure.id),
    corrects: disclosure.corrects === undefined ? null : toBase64Url(disclosure.corrects),
    texts: disclosure.texts.map(({ language, title, text }) => ({ language, title, text })),
    claims: disclosure.claims.map(({ label }) => label),
    consents: {
      given: consents.length,
      needed: roster.quorum,
      parties: roster.consentKeys.length,
      names: disclosure.showParties ? consents.map(({ index }) => roster.consentKeys[index]?.label ?? null) : null,
    },
  };
}
