import { stderr, stdout } from 'node:process'

/** A case failed on which the later ones stand. */
export class CaseFailed extends Error {
  override readonly name = 'CaseFailed'
}

export type Cases = {
  /** Runs one case and tells how it went. @throws CaseFailed */
  readonly check: <T>(words: string, run: () => Promise<T>) => Promise<T>
  /** A fact worth telling. */
  readonly say: (text: string) => void
  /** The counts, as the last line on stdout. Cases that were not reached count as failed. */
  readonly summary: () => boolean
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

const causes = (error: unknown): string => {
  const said: string[] = []
  for (let one: unknown = error; one instanceof Error && said.length < 4; one = one.cause) said.push(one.message)
  return said.length === 0 ? String(error) : said.join('\n       because: ')
}

export const countCases = (planned: number): Cases => {
  let passed = 0
  return {
    say: (text) => void stderr.write(`       ${text}\n`),
    check: async (words, run) => {
      const began = performance.now()
      try {
        const result = await run()
        passed += 1
        stderr.write(`ok     ${words} (${seconds(performance.now() - began)})\n`)
        return result
      } catch (error) {
        stderr.write(`FAILED ${words} (${seconds(performance.now() - began)})\n       ${causes(error)}\n`)
        throw new CaseFailed(words, { cause: error })
      }
    },
    summary: () => {
      stdout.write(`${passed} passed, ${planned - passed} failed\n`)
      return passed === planned
    },
  }
}
