/**
 * Broken evidence, or a request that was refused.
 *
 * `code` is what programs and tests match; the message is for an engineer's log.
 * What a person reads is made from the code by the message catalogue.
 */
export class CodedError<Code extends string> extends Error {
  readonly code: Code;
  readonly detail: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: Code,
    message: string,
    options: { cause?: unknown; detail?: Record<string, string | number | boolean> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.detail = options.detail ?? {};
    this.name = new.target.name;
  }
}

export function hasCode<Code extends string>(error: unknown, ...codes: readonly Code[]): error is CodedError<Code> {
  return error instanceof CodedError && (codes as readonly string[]).includes(error.code);
}
