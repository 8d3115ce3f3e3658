import { z } from 'zod'

/** Version of the node's own records: spaces and keys. Rows of the first releases carry none and are version 1. */
export const recordVersion = 1

/** Refuses what a newer version wrote, instead of reading half of it. */
export const versioned = z.object({ v: z.literal(recordVersion).default(recordVersion) })
