type Named = { title?: string | null; givenName: string; familyName: string }

/** "Dr. Petra Muster" */
export const personName = ({ title, givenName, familyName }: Named): string =>
  [title, givenName, familyName].filter(Boolean).join(" ")
