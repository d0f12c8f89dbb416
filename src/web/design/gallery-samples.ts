/** What the components are shown with: short words, long ones, and words of other writing systems. */
export const SAMPLES = {
  short: 'The harbour',
  long: 'A sentence that goes on, because somebody who is careful and has been asked to be complete has written all of it down, twice, so as to leave nothing to those who would later have to guess',
  unbroken: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  said: 'We could open the harbour on two days a week, if the same were done at the bridge.',
  arabic: 'يمكننا أن نفتح الميناء يومين في الأسبوع، إذا فُتح الجسر كذلك.',
  moment: Date.UTC(2026, 10, 24, 9, 30),
} as const;
