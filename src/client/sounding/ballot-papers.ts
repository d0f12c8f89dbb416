import { type EntryId, idText } from '../../base/ids.ts';
import { toHex } from '../../base/text-encodings.ts';
import { decode, encode } from '../../protocol/codec/codec.ts';
import type { Device } from '../device.ts';
import { type SeatIdentity, seatKeys } from '../seat-identity.ts';
import { type BallotPaper, PAPER_BYTES_MAX, paperCodec } from './ballot-paper.ts';

/** This device's ballots, by their sounding: in memory as they are in its storage. */
export class BallotPapers {
  readonly #device: Device;
  readonly #prefix: string;
  readonly #onChange: () => void;
  // Owned here.
  readonly #papers = new Map<string, BallotPaper>();

  constructor(device: Device, identity: SeatIdentity, onChange: () => void) {
    this.#device = device;
    this.#prefix = seatKeys(identity.channel).ballots;
    this.#onChange = onChange;
  }

  /** Takes up what was here when the device stopped. */
  async open(): Promise<void> {
    for (const [, value] of await this.#device.storage.list(this.#prefix)) {
      const paper = decode(paperCodec, value, PAPER_BYTES_MAX);
      this.#papers.set(idText(paper.sounding), paper);
    }
  }

  get all(): readonly BallotPaper[] {
    return [...this.#papers.values()];
  }

  of(sounding: EntryId): BallotPaper | undefined {
    return this.#papers.get(idText(sounding));
  }

  async keep(paper: BallotPaper): Promise<BallotPaper> {
    await this.#device.storage.write({ put: { [this.#key(paper)]: encode(paperCodec, paper) } });
    this.#papers.set(idText(paper.sounding), paper);
    this.#onChange();
    return paper;
  }

  async forget(paper: BallotPaper): Promise<void> {
    await this.#device.storage.write({ remove: [this.#key(paper)] });
    this.#papers.delete(idText(paper.sounding));
    this.#onChange();
  }

  #key({ box }: BallotPaper): string {
    return `${this.#prefix}${toHex(box)}`;
  }
}
