/**
 * Readings together, writings alone, each after everything of the other sort that was asked for before it: what is read
 * is never half written, and a value that was put is what the next reading finds. One that fails fails for its caller
 * only.
 */
export class Turns {
  #written: Promise<unknown> = Promise.resolve();
  #read: Promise<unknown> = Promise.resolve();

  reading<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#written.then(task);
    this.#read = Promise.allSettled([this.#read, result]);
    return result;
  }

  writing<T>(task: () => Promise<T>): Promise<T> {
    const result = Promise.all([this.#written, this.#read]).then(task);
    this.#written = result.catch(() => {});
    return result;
  }
}
