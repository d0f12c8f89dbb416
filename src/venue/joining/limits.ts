/** Invitations of one channel that wait to be used. A room is filled once, by a few people. */
export const INVITATIONS_PER_CHANNEL_MAX = 200;

/** Knocks at one invitation, answered or not: a link is for one person, who may try from several devices. */
export const KNOCKS_PER_INVITATION_MAX = 16;
