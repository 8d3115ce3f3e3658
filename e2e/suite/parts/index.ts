import type { Part } from './part.ts'
import { hostsPart, sceneParts } from './sceneParts.ts'
import { staticParts } from './staticParts.ts'
import { testParts, toolParts } from './testParts.ts'

/** Every part of the suite, quick ones first so that a plain mistake shows early. */
export const parts: readonly Part[] = [...staticParts, ...toolParts, hostsPart, ...testParts, ...sceneParts]

export type { Part } from './part.ts'
