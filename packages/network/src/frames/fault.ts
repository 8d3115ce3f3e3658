import { DaomeshError } from '@daomesh/protocol'

/** The peer broke the rules of the stream: it is closed, and nothing of the frame is stored. */
export const fault = (reason: string, cause?: unknown): DaomeshError => new DaomeshError('SYNC_FRAME', { meta: { reason }, cause })
