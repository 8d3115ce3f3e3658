import { hasCode } from '../home/readOptional.ts'

/** `head` has read enough, or the terminal of a node was closed. */
const isGone = (error: Error): boolean => hasCode(error, 'EPIPE') || hasCode(error, 'EIO')

/** Whoever reads what is written here may leave at any time: that ends neither a node nor an act that is under way. A full disk is another matter. */
export const forgiveReaders = (): void => {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: Error) => {
      if (!isGone(error)) throw error
    })
}
