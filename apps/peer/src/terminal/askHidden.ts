import { StringDecoder } from 'node:string_decoder'

const enter = new Set(['\r', '\n', '\u0004'])
const erase = new Set(['\u007f', '\b'])
const interrupt = '\u0003'

/** Reads a line without showing it. Only for a terminal; the question goes to stderr. @returns null when interrupted. */
export const askHidden = (question: string): Promise<string | null> =>
  new Promise((resolve) => {
    const { stdin, stderr } = process
    const decoder = new StringDecoder('utf8')
    let typed = ''
    const finish = (answer: string | null): void => {
      stdin.off('data', take)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      resolve(answer)
    }
    const take = (chunk: Buffer): void => {
      for (const letter of decoder.write(chunk)) {
        if (letter === interrupt) return finish(null)
        if (enter.has(letter)) return finish(typed)
        typed = erase.has(letter) ? Array.from(typed).slice(0, -1).join('') : typed + letter
      }
    }
    stderr.write(question)
    stdin.setRawMode(true)
    stdin.resume()
    stdin.on('data', take)
  })
