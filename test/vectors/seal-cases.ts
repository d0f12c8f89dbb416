import { withFixedLibraryRandomness } from '../support/fixed-library-randomness.ts';
import { seededRandomness } from '../support/seeded-randomness.ts';
import { announcementCases } from './announcement-cases.ts';
import { charterCases } from './charter-cases.ts';
import { codecCases } from './codec-cases.ts';
import { commitmentCases } from './commitment-cases.ts';
import { entryCases } from './entry-cases.ts';
import { joiningCases } from './joining-cases.ts';
import { privateAndCases } from './private-and-cases.ts';
import { shareCases } from './share-cases.ts';
import { wireCases } from './wire-cases.ts';

type Cases = Readonly<Record<string, object>>;

/** Every folder of vectors about charters, entries, joining, mediator's proposals and the wire, by file name. The same each time. */
export async function sealVectors(): Promise<Readonly<Record<string, Cases>>> {
  const fixed = (make: () => Promise<Cases>) => withFixedLibraryRandomness(seededRandomness('libraries'), make);
  return {
    codec: codecCases(),
    commitment: await fixed(commitmentCases),
    share: await fixed(shareCases),
    announcement: await announcementCases(),
    entry: await fixed(entryCases),
    charter: await charterCases(),
    joining: await fixed(joiningCases),
    'private-and': privateAndCases(),
    ...wireCases(),
  };
}
