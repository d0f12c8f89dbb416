import type { PersonAtBrowser } from './person.ts';

const FIRST_TWO = 2;

/** Where a process is opened from a template: what it is called, its parties, and the convener's own name. */
export async function fillInNames(convener: PersonAtBrowser, process: string, ...parties: string[]): Promise<void> {
  const { names } = convener.words.opening;
  const type = (label: string, text: string) => convener.page.getByLabel(label, { exact: true }).fill(text);
  await type(names.process(), process);
  for (const [at, party] of parties.entries()) {
    if (at >= FIRST_TWO) await convener.press(names.addParty());
    await type(names.party({ place: at + 1 }), party);
  }
  await type(names.ownName(), convener.name);
}
