/** `GET /api/v1/venue`, as JSON: what a client checks a venue against before it trusts it with anything. */
export interface VenueDescription {
  readonly protocol: 1;
  /** What logins sign. */
  readonly origin: string;
  /** The log's verifier key, in the form of C2SP signed notes. */
  readonly verifierKey: string;
  /** What tokens to speak unattributed are checked under, in base64url. A channel's charter names it. `[UNATTR-3]` */
  readonly issuerKey: string;
  /** Whether it holds the example: then nothing here is confidential, and everything is invented. */
  readonly example: boolean;
  readonly beat: { readonly intervalMs: number; readonly entries: number };
}
