import { interruptKey, ownTerminal, type Terminal } from './terminal.ts'

/** Milliseconds. A key pressed twice, or meant for what stood there before, has come by then. */
const settling = 700

/** Forgets what was typed before a question stood there, and for a moment after: nobody has answered what nobody can have read. @returns false when interrupted. */
export const dropTyped = ({ input }: Terminal = ownTerminal(), milliseconds = settling): Promise<boolean> =>
  new Promise((resolve) => {
    const finish = (goesOn: boolean): void => {
      clearTimeout(timer)
      input.off('data', take)
      input.setRawMode?.(false)
      input.pause()
      resolve(goesOn)
    }
    const take = (chunk: Buffer): void => {
      if (chunk.includes(interruptKey)) finish(false)
    }
    const timer = setTimeout(() => finish(true), milliseconds)
    input.setRawMode?.(true)
    input.resume()
    input.on('data', take)
  })
