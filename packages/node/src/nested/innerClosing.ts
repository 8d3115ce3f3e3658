/** The inner vote ends when this part of what is left of the outer one is over, so that there is time to bring the answer. */
const innerPart = { of: 4, take: 3 }

/** When the members of a DAO are to have answered what an outer one decides; seconds of chain time. */
export const innerClosing = (now: number, outerClosesAt: number): number =>
  now + Math.floor(((outerClosesAt - now) * innerPart.take) / innerPart.of)
