import { fileURLToPath } from 'node:url'

/** The command line as it is installed. */
export const program = fileURLToPath(new URL('../../apps/peer/bin/daomesh.js', import.meta.url))

/** Milliseconds until a process of ours that says nothing counts as failed; a loaded machine may need most of it. */
export const startPatience = 150_000
