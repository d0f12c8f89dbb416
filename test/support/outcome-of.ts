/** `well` where it goes well, and the code with which it was refused where it does not. */
export function outcomeOf<const Well extends string>(work: Promise<unknown>, well: Well): Promise<string> {
  return work.then(
    () => well,
    (error: { detail: { code: string } }) => error.detail.code,
  );
}
