/** What ends when the person at the tablet does, beside what stands on the page. */
const endings = new Set<() => void>()

/** Returns how to take it back. */
export function untilTheyLeave(end: () => void): () => void {
  endings.add(end)
  return () => void endings.delete(end)
}

/** The tablet was locked, or somebody else takes over. */
export function theyLeft(): void {
  for (const end of endings) end()
}
