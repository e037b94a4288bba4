/** How many of `count` things stand beside each other where there is room for `most`, so that no row holds one that is left over
 * while the others are full: four in rows of three are two and two. As the property that a grid's columns follow. */
export const evenly = (count: number, most: number): number => Math.ceil(count / Math.ceil(count / most)) || 1

/** For grids of choices: up to four beside each other, on phones three. */
export const columnsOf = (count: number): Record<string, string> => ({
  '--columns': String(evenly(count, 4)),
  '--few-columns': String(evenly(count, 3)),
})
