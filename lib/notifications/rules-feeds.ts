/** Whose feed: of a mailbox that has proved itself (`mailboxOf`), or of a member of the team. */
export type FeedOwner = { participantId: string; bookingId: string } | { teamMemberId: string }

export const ownedBy = (owner: FeedOwner) =>
  "participantId" in owner ? { participantId: owner.participantId } : { teamMemberId: owner.teamMemberId }

/** In the log of the booking through which somebody asked for it, if it was one. */
export const aboutFeed = (owner: FeedOwner) => ("bookingId" in owner ? { bookingId: owner.bookingId } : {})
