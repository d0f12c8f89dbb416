import { type CiphersuiteImpl, type ClientState, mlsExporter } from 'ts-mls';
import { EMPTY } from '../../../base/bytes.ts';
import { EXPORT_BYTES_MAX } from '../limits.ts';
import type { GroupState } from '../mls.ts';
import { MlsError } from '../mls-error.ts';
import { fromState, toState } from './opaque-state.ts';

export async function exportSecret(
  suite: CiphersuiteImpl,
  state: GroupState,
  { label, context, length }: { label: string; context: Uint8Array; length: number },
): Promise<Uint8Array> {
  const { exporterSecret } = fromState(state).keySchedule;
  // All zeros: erased through a state that shares the bytes. Exporting from them would give a key that all know.
  if (exporterSecret.every((byte) => byte === 0)) throw new MlsError('EXPORTER_ERASED', 'exporter was erased');
  if (length > EXPORT_BYTES_MAX) throw new MlsError('FAILED', `at most ${EXPORT_BYTES_MAX} bytes can be exported`);
  return mlsExporter(exporterSecret, label, context, length, suite);
}

export function withoutExporter(state: GroupState): GroupState {
  const client = fromState(state);
  client.keySchedule.exporterSecret.fill(0);
  return toState({ ...client, keySchedule: { ...client.keySchedule, exporterSecret: EMPTY } });
}

export function erase(superseded: GroupState, successor: GroupState | undefined): void {
  const kept = new Set(successor === undefined ? [] : secretsOf(fromState(successor)));
  for (const secret of secretsOf(fromState(superseded))) if (!kept.has(secret)) secret.fill(0);
}

function secretsOf(client: ClientState): Uint8Array[] {
  const ratchets = client.secretTree.flatMap(({ handshake, application }) => [handshake, application]);
  return [
    ...Object.values(client.keySchedule),
    ...ratchets.flatMap(({ secret, unusedGenerations }) => [secret, ...Object.values(unusedGenerations)]),
    ...Object.values(client.privatePath.privateKeys),
    client.signaturePrivateKey,
  ];
}
