import type { Part } from './part.ts'
import { sceneParts } from './sceneParts.ts'
import { staticParts } from './staticParts.ts'
import { testParts } from './testParts.ts'

/** Every part of the suite, quick ones first so that a plain mistake shows early. */
export const parts: readonly Part[] = [...staticParts, ...testParts, ...sceneParts]

export type { Part } from './part.ts'
