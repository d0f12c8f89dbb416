import { type Codec, type Decoded, decode, encode } from '../codec/codec.ts';
import { CodecError } from '../codec/codec-error.ts';
import { fixed, struct, tagged } from '../codec/shapes.ts';
import { ELEMENT_BYTES, readElement, readScalar, SCALAR_BYTES } from '../crypto/ristretto255.ts';
import { SHA256_BYTES } from '../crypto/sha256.ts';
import { STEP_BYTES_MAX } from './limits.ts';

/** In the order of the rounds. */
export const STEP_KINDS = ['key', 'answer', 'blind', 'decrypt'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Its bytes, which are kept and hashed; that they can be read is checked here, once and for all. `[AND-2]` */
function checked(name: string, length: number, isOne: (bytes: Uint8Array) => boolean): Codec<Uint8Array> {
  const bytes = fixed(name, length);
  return {
    ...bytes,
    from(cbor) {
      const value = bytes.from(cbor);
      if (!isOne(value)) throw new CodecError('WRONG_SHAPE', `${name}: not in the one spelling, or the identity`);
      return value;
    },
  };
}

const element = (name: string) => checked(name, ELEMENT_BYTES, (bytes) => readElement(bytes) !== undefined);
const scalar = (name: string) => checked(name, SCALAR_BYTES, (bytes) => readScalar(bytes) !== undefined);

/** Of the round that the step was made for: members who read other steps before it see that, and accuse nobody. */
const transcript = fixed('transcript', SHA256_BYTES);
const proof = { challenge: scalar('challenge'), response: scalar('response') };

const stepCodec = tagged(
  'step',
  { key: 0, answer: 1, blind: 2, decrypt: 3 },
  {
    /** A share of the joint key. */
    key: struct('key', { transcript, key: element('key'), ...proof }),
    /** An encryption of zero or of the generator, and the proof that it is one of them. */
    answer: struct('answer', {
      transcript,
      a: element('a'),
      b: element('b'),
      challengeYes: scalar('challenge of yes'),
      challengeNo: scalar('challenge of no'),
      responseYes: scalar('response of yes'),
      responseNo: scalar('response of no'),
    }),
    /** The product of all answers, raised to a secret power. */
    blind: struct('blind', { transcript, a: element('a'), b: element('b'), ...proof }),
    /** What this party's key takes off the blinded product. */
    decrypt: struct('decrypt', { transcript, share: element('share'), ...proof }),
  },
);
export type Step = Decoded<typeof stepCodec>;
export type StepOf<K extends StepKind> = Extract<Step, { readonly kind: K }>;

export function encodeStep(step: Step): Uint8Array {
  return encode(stepCodec, step);
}

/** Throws a {@link CodecError}. What it gives is well-formed; whether its proof holds is the round's question. */
export function decodeStep(bytes: Uint8Array): Step {
  return decode(stepCodec, bytes, STEP_BYTES_MAX);
}
