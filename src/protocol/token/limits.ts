/** Tokens of a batch: what a seat may say unattributed in one period. The same for every seat. `[UNATTR-2]` */
export const BATCH_TOKENS = 8;

/** A group element, and a scalar: ristretto255. */
export const ELEMENT_BYTES = 32;
export const SCALAR_BYTES = 32;

/** Of what a token is made from. */
export const TOKEN_NONCE_BYTES = 32;

/** SHA-512: what shows that the venue evaluated the nonce. */
export const TOKEN_OUTPUT_BYTES = 64;

/** Two scalars: one proof for a whole batch. */
export const TOKEN_PROOF_BYTES = 64;
