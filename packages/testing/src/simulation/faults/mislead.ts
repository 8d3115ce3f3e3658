import type { Person, World } from '../world.ts'

/** From now on these people may lean on a history that loses. */
export const mislead = (people: readonly Person[]): void => {
  for (const person of people) person.misled.push({ from: person.acknowledged.length, until: Infinity })
}

/** At rest: everybody knows which history stands, and from here on no text is lost. */
export const endMisleading = (world: World): void => {
  for (const person of world.people) for (const time of person.misled) if (time.until === Infinity) time.until = person.acknowledged.length
}

/** Whether what this person was told at that place fell into such a time. */
export const isMisled = ({ misled }: Pick<Person, 'misled'>, place: number): boolean =>
  misled.some(({ from, until }) => place >= from && place < until)
