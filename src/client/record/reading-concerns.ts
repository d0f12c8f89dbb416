import type { Reading } from './reading.ts';

/** What may make a share key due, or worth keeping in the vault. */
export function changesKeys(reading: Reading): boolean {
  return reading.kind === 'epoch-began' || (reading.kind === 'applied' && reading.entry.kind === 'party-key');
}

const DISCLOSURE_KINDS: ReadonlySet<string> = new Set(['disclosure-consent', 'consent-reveal', 'audit-share']);

/** What may make a step of a disclosure due. */
export function concernsDisclosure(reading: Reading): boolean {
  return reading.kind === 'applied' && DISCLOSURE_KINDS.has(reading.entry.kind);
}

const PROPOSAL_KINDS: ReadonlySet<string> = new Set(['mediators-proposal', 'proposal-step', 'proposal-ended']);

/** What may make a step of a mediator's proposal due, or end it; a seat that leaves may leave its party's to another. */
export function concernsProposal(reading: Reading): boolean {
  if (reading.kind === 'epoch-began' || reading.kind === 'removed') return true;
  return reading.kind === 'applied' && PROPOSAL_KINDS.has(reading.entry.kind);
}

/** What may make a ballot's token due. */
export function concernsSoundings(reading: Reading): boolean {
  return reading.kind === 'applied' && reading.entry.kind === 'sounding';
}

/** Every handshake, valid or not, begins another period of tokens. `[UNATTR-1]` */
export function beginsPeriod(reading: Reading): boolean {
  return reading.kind === 'epoch-began' || reading.kind === 'handshake-refused';
}
