import type { Narrator } from './narrator.ts'
import type { DemoOptions } from './options.ts'
import type { Stage } from './stage.ts'

/** What a scene is given, and whom it tells of what it started. */
export type Playing = { readonly options: DemoOptions; readonly narrator: Narrator; readonly onStage: (stage: Stage) => void }

/** How it ended: one object for programs, a line for people, and whether all that it promises holds. */
export type Played = { readonly summary: unknown; readonly words: string; readonly holds: boolean }
