import { z } from 'zod'
import { id } from './shapes.ts'

/** Letters and how they begin. */
const excerpt = z.object({ letters: z.number().int(), text: z.string() })

/** `at`, `from` and `to` are milliseconds by the writer's clock: for display, they decide nothing. */
export const deed = z.object({ account: id.address, name: z.string().nullable(), version: id.entryId, at: z.number() })

export const historyAnswer = z.object({
  /** Records that only a newer version of the app reads: not among the sessions. */
  opaque: z.number().int(),
  /** One member's writing without a long pause, newest first. `version` names what its author then had on screen. */
  sessions: z.array(
    z.object({
      version: id.entryId,
      account: id.address,
      name: z.string().nullable(),
      device: z.string(),
      from: z.number(),
      to: z.number(),
      edits: z.number().int(),
      added: excerpt,
      removed: excerpt,
    }),
  ),
})

export const blameAnswer = z.object({
  lines: z.array(
    z.object({
      /** The block: paragraph, heading, codeBlock, horizontalRule. `depth` counts lists and quotes around it, `marker` is the innermost one's. */
      name: z.string(),
      level: z.number().int().nullable(),
      depth: z.number().int(),
      marker: z.enum(['bullet', 'number', 'quote']).nullable(),
      runs: z.array(
        z.object({
          text: z.string(),
          wrote: deed,
          /** Who put it where it stands, where that is somebody else. */
          moved: deed.nullable(),
          /** What the session of the version did. `removed` is no part of the version any more. */
          change: z.enum(['kept', 'added', 'removed']),
          /** Names of removed text, for `restore`; empty for what is there. */
          passages: z.array(z.string()),
        }),
      ),
    }),
  ),
})

export const restoration = z.union([
  z.object({ version: id.entryId }),
  z.object({ passages: z.array(z.string().max(64)).min(1).max(4_096) }),
])
