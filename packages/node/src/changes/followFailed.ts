import { toDaomeshError } from '@daomesh/protocol'
import type { Logger } from '../ports.ts'

/** Writes down what a look threw. It is looked again; a node must not end because the chain, the disk or one record failed one of its parts. */
export const followFailed =
  (logger: Pick<Logger, 'warn' | 'error'>) =>
  (error: unknown): void => {
    const { code } = toDaomeshError(error)
    if (code === 'INTERNAL')
      logger.error('follower.failed', { code, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    else logger.warn('follower.failed', { code, error: String(error) })
  }
