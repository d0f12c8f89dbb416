import { utf8 } from '../../base/bytes.ts';
import { toHex } from '../../base/text-encodings.ts';
import { hmacSha256 } from '../../protocol/crypto/hmac-sha256.ts';
import type { IdText } from '../../records/timeline.ts';

const UID_BYTES = 16;

/**
 * What a meeting is called in one person's calendar files, so that a later file replaces an earlier one. Two people's
 * calendars have nothing in common, and neither has the entry's id, which the venue knows.
 */
export function calendarUid(phrase: string, channel: IdText, entry: IdText): string {
  const mac = hmacSha256(utf8(phrase), utf8(`pourparler calendar uid ${channel} ${entry}`));
  return toHex(mac.subarray(0, UID_BYTES));
}
