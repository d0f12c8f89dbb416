// The thread that evaluates: each token costs it milliseconds, in which the sockets go on.
import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { isIssued, issue, issuerKeys } from '../../protocol/token/issuer.ts';
import { TokenError } from '../../protocol/token/token-error.ts';
import { type IssuerAnswer, type IssuerRequest, KEY_INFO } from './issuer-messages.ts';

const port = parentPort;
if (port === null) throw new Error('issuer-thread.ts runs as a worker only');
const keys = issuerKeys((workerData as { readonly seed: Uint8Array }).seed, KEY_INFO);

port.on('message', (request: IssuerRequest) => port.postMessage(answer(request)));

function answer(request: IssuerRequest): IssuerAnswer {
  const { number, info } = request;
  if ('token' in request) return { number, isIssued: isIssued(keys, info, request.token) };
  try {
    return { number, issued: issue(keys, info, request.blinded, randomBytes) };
  } catch (error) {
    if (error instanceof TokenError) return { number };
    throw error;
  }
}
