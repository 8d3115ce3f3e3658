import type { Person, World } from './world.ts'

/** Brings the node of somebody whose seat was just decided into the DAO, with the help of a member who is there. */
export type Admission = (world: World, host: Person, newcomer: Person) => Promise<void>

/** null: nodes of newcomers cannot come in yet. Everything else of a new seat is simulated; with a function here the newcomer lives on with the others. */
export const admission = null as Admission | null
