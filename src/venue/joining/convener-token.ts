import { equalSecret } from '../../base/bytes.ts';
import type { Randomness } from '../../base/ports.ts';
import { toBase64Url } from '../../base/text-encodings.ts';
import { sha256 } from '../../protocol/crypto/sha256.ts';
import { CONVENER_TOKEN_BYTES } from '../../protocol/wire/http-bodies.ts';
import { Refused } from '../refused.ts';
import type { Store } from '../store/store.ts';

const SETTING = 'convener-token-hash';

/** The one secret that makes its holder a convener. The venue keeps its hash only. */
export class ConvenerToken {
  readonly #hash: Uint8Array;

  private constructor(hash: Uint8Array) {
    this.#hash = hash;
  }

  /** Makes one on first start; `made` is then the token, which is never seen again. */
  static async open(
    store: Pick<Store, 'setting' | 'putSetting'>,
    random: Randomness,
  ): Promise<{ token: ConvenerToken; made: Uint8Array | undefined }> {
    const kept = await store.setting(SETTING);
    if (kept !== undefined) return { token: new ConvenerToken(kept), made: undefined };
    const made = random(CONVENER_TOKEN_BYTES);
    // A plain hash will do: nobody guesses 256 random bits.
    await store.putSetting(SETTING, sha256(made));
    return { token: new ConvenerToken(sha256(made)), made };
  }

  /** Throws CONVENER_REFUSED. */
  check(token: Uint8Array): void {
    if (!equalSecret(sha256(token), this.#hash)) throw new Refused('CONVENER_REFUSED');
  }
}

/** The fragment stays in the browser: no server and no log on the way sees it. */
export function convenerLink(url: string, token: Uint8Array): string {
  return `${url}/app#convener=${toBase64Url(token)}`;
}
