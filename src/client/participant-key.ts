/** Where a device keeps who its person is. Without it nobody is known there. */
export const PARTICIPANT_KEY = 'participant';
