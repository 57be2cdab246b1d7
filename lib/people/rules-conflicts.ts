/** Two groups as their conflict is stored, the lesser id first; null for one and the same. */
export function conflictPair(one: string, other: string): { groupId: string; otherId: string } | null {
  const [groupId, otherId] = [one.toLowerCase(), other.toLowerCase()].sort() as [string, string]
  return groupId === otherId ? null : { groupId, otherId }
}
