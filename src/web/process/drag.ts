/** So far a finger trembles on a press. */
const PRESS_PX_MAX = 6;

/** A pull by a pointer across a drawing whose parts can be pressed: what was a pull is not a press as well. */
export class Drag {
  readonly #onpull: (pixels: number) => void;
  #last: number | undefined;
  #isPulling = false;

  constructor(onpull: (pixels: number) => void) {
    this.#onpull = onpull;
  }

  down({ clientX, button }: Pick<PointerEvent, 'clientX' | 'button'>): void {
    this.#isPulling = false;
    this.#last = button === 0 ? clientX : undefined;
  }

  move(event: Pick<PointerEvent, 'clientX' | 'pointerId' | 'currentTarget'>): void {
    if (this.#last === undefined) return;
    const pixels = event.clientX - this.#last;
    if (!this.#isPulling && Math.abs(pixels) < PRESS_PX_MAX) return;
    if (!this.#isPulling) (event.currentTarget as Element | null)?.setPointerCapture(event.pointerId);
    this.#isPulling = true;
    this.#last = event.clientX;
    this.#onpull(pixels);
  }

  up(): void {
    this.#last = undefined;
  }

  /** Given every click before its button is. */
  click(event: Pick<MouseEvent, 'stopPropagation' | 'preventDefault'>): void {
    if (!this.#isPulling) return;
    this.#isPulling = false;
    event.stopPropagation();
    event.preventDefault();
  }
}
