import { DaomeshError } from '@daomesh/protocol'

/** The peer broke the rules of the session: it is closed, and nothing of the frame is stored. */
export const fault = (reason: string, cause?: unknown): DaomeshError => new DaomeshError('SYNC_FRAME', { meta: { reason }, cause })

export const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))
