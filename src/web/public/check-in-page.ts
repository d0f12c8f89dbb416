import { COMMUNIQUE_BYTES_MAX } from '../../protocol/disclosure/limits.ts';
import { sayError } from '../../verify/say.ts';
import type { Asked } from './asked.ts';
import { type CheckOutcome, checkEvidence } from './check-evidence.ts';
import { hasCryptography } from './has-cryptography.ts';
import { showOutcome } from './show-outcome.ts';
import { venueLog } from './venue-log.ts';
import { CANNOT_CHECK, EVIDENCE_UNREACHABLE } from './words.ts';

/**
 * Checks a communiqué in its own page, and gives what to show. The keys are those that the page prints: who has them
 * from elsewhere compares them there.
 */
export async function checkInPage(page: Document, given: DOMStringMap, asked: Asked): Promise<readonly Node[]> {
  return showOutcome(page, await outcomeOf(page, given, asked), asked.kind);
}

async function outcomeOf(page: Document, given: DOMStringMap, asked: Asked): Promise<CheckOutcome> {
  if (!(await hasCryptography())) return { kind: 'refused', sentence: CANNOT_CHECK };
  if (asked.kind === 'file' && asked.file.size > COMMUNIQUE_BYTES_MAX) {
    return { kind: 'refused', sentence: sayError('COMMUNIQUE_TOO_LARGE') };
  }
  const file = asked.kind === 'file' ? await asked.file.arrayBuffer() : await published(given['evidence'] ?? '');
  if (file === undefined) return { kind: 'refused', sentence: EVIDENCE_UNREACHABLE };
  return await checkEvidence({
    file: new Uint8Array(file),
    venueKey: given['venueKey'] ?? '',
    processKey: given['processKey'] ?? '',
    log: venueLog('/log/'),
    shown: [...page.querySelectorAll('article section')].map((section) => section.textContent ?? ''),
  });
}

async function published(path: string): Promise<ArrayBuffer | undefined> {
  try {
    const answer = await fetch(path, { cache: 'no-store', credentials: 'omit' });
    return answer.ok ? await answer.arrayBuffer() : undefined;
  } catch {
    // As where there is none: the check says that it could not be had.
    return undefined;
  }
}
