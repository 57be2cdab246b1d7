/** The rest of the organizer's team: one who helps, one who moderates, one who is only invited yet. */
export const demoTeam = [
  { email: "olga.planung@runde.example", name: "Olga Planung", role: "organizer", joinedWeeksAgo: 9 },
  { email: "hanna.moderation@runde.example", name: "Hanna Moderation", role: "host", joinedWeeksAgo: 4 },
  { email: "ines.neu@runde.example", name: "Ines Neu", role: "organizer", joinedWeeksAgo: null },
] as const
