import { StringDecoder } from 'node:string_decoder'
import { interruptKey, ownTerminal, type Terminal } from './terminal.ts'

const enter = new Set(['\r', '\n', '\u0004'])
const erase = new Set(['\u007f', '\b'])

/** Reads a line without showing it. Only for a terminal. @returns null when interrupted. */
export const askHidden = (question: string, { input, output }: Terminal = ownTerminal()): Promise<string | null> =>
  new Promise((resolve) => {
    const decoder = new StringDecoder('utf8')
    let typed = ''
    const finish = (answer: string | null): void => {
      input.off('data', take)
      input.setRawMode?.(false)
      input.pause()
      output.write('\n')
      resolve(answer)
    }
    const take = (chunk: Buffer): void => {
      for (const letter of decoder.write(chunk)) {
        if (letter === interruptKey) return finish(null)
        if (enter.has(letter)) return finish(typed)
        typed = erase.has(letter) ? Array.from(typed).slice(0, -1).join('') : typed + letter
      }
    }
    output.write(question)
    input.setRawMode?.(true)
    input.resume()
    input.on('data', take)
  })
