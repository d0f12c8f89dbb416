/** How long a link may be good for. The venue takes no longer one than ninety days; a key should not lie about so long. */
export const INVITATION_HOURS = { hour: 1, day: 24, week: 7 * 24, month: 30 * 24 } as const;

export type InvitationSpan = keyof typeof INVITATION_HOURS;
