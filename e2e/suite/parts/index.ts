import type { Part } from './part.ts'
import { hostsPart, sceneParts } from './sceneParts.ts'
import { staticParts } from './staticParts.ts'
import { processesPart, toolParts, unitPart, yearPart } from './testParts.ts'

/**
 * Every part of the suite, quick ones first so that a plain mistake shows early. The longest of those that share the machine comes before the year and the
 * hosts, which take one core or mostly wait: they go on beside it, where after them it would have half of the machine for itself.
 */
export const parts: readonly Part[] = [...staticParts, ...toolParts, unitPart, yearPart, hostsPart, processesPart, ...sceneParts]

export type { Part } from './part.ts'
