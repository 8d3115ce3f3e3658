import type { Part } from './part.ts'
import { hostsPart, sceneParts } from './sceneParts.ts'
import { staticParts } from './staticParts.ts'
import { testParts } from './testParts.ts'

/** Every part of the suite, quick ones first so that a plain mistake shows early. */
export const parts: readonly Part[] = [...staticParts, hostsPart, ...testParts, ...sceneParts]

export type { Part } from './part.ts'
