/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../src/base/bytes.ts';
import type { PartyId } from '../../src/base/ids.ts';
import { fromHex, toHex } from '../../src/base/text-encodings.ts';
import { GENERATOR, multiplySecret, readScalar, type Scalar } from '../../src/protocol/crypto/ristretto255.ts';
import { type Proposal, proposalDigest, textDigest } from '../../src/protocol/private-and/proposal.ts';
import { readRound } from '../../src/protocol/private-and/read-round.ts';
import { decodeStep, encodeStep } from '../../src/protocol/private-and/step.ts';
import { outcomeOf, type PrivateAndCase } from './private-and-cases.ts';

const hex = <T extends Uint8Array = Uint8Array>(value: string) => fromHex(value) as T;

const files = import.meta.glob<PrivateAndCase>('./private-and/*.json', { eager: true, import: 'default' });

describe('[AND-2] [AND-3] [AND-8] [AND-9] rounds of a mediator’s proposal', () => {
  test.each(Object.entries(files).map(([path, vector]) => [path.slice('./private-and/'.length, -5), vector] as const))(
    '%s',
    (_, { proposal: { text, transcript, parties, ...ids }, secrets, steps, outcome }) => {
      const proposal = {
        channel: hex(ids.channel),
        proposal: hex(ids.proposal),
        textDigest: hex(ids.textDigest),
        parties: parties.map(hex<PartyId>),
      } as Proposal;
      expect(toHex(textDigest(utf8(text)))).toBe(ids.textDigest);
      expect(toHex(proposalDigest(proposal))).toBe(transcript);

      const posted = steps.map(({ party, bytes }) => ({ party: hex<PartyId>(party), bytes: hex(bytes) }));
      expect(outcomeOf(readRound(proposal, posted))).toEqual(outcome);

      for (const [at, secret] of secrets.entries()) {
        const key = toHex(multiplySecret(GENERATOR, readScalar(hex(secret)) as Scalar).toBytes());
        expect(steps.some(({ party, bytes }) => party === parties[at] && bytes.slice(78, 142) === key)).toBe(true);
      }
      // All but a step that is none are in the one spelling.
      for (const { bytes } of outcome.why === 'not-a-step' ? posted.slice(0, -1) : posted) {
        expect(encodeStep(decodeStep(bytes))).toEqual(bytes);
      }
    },
  );
});
