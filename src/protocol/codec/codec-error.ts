import { CodedError } from '../../base/coded-error.ts';

export type CodecErrorCode =
  | 'MALFORMED' // not CBOR at all, or CBOR outside our subset
  | 'NOT_CANONICAL' // decodes, but does not encode to the same bytes
  | 'WRONG_SHAPE' // canonical CBOR of another structure
  | 'OUT_OF_BOUNDS'; // a size or number past its limit

export class CodecError extends CodedError<CodecErrorCode> {}
