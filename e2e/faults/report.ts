import { stderr, stdout } from 'node:process'

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

const causes = (error: unknown): string => {
  const said: string[] = []
  for (let one: unknown = error; one instanceof Error && said.length < 4; one = one.cause) said.push(one.message)
  return said.length === 0 ? String(error) : said.join('\n       because: ')
}

/** Tells how each fault went; the last line on stdout counts them. What could not be had here is named and counts neither way. */
export const openReport = () => {
  let passed = 0
  let failed = 0
  return {
    tell: (fact: string): void => void stderr.write(`       ${fact}\n`),
    notRun: (title: string, reason: string): void => void stdout.write(`not run: ${title} (${reason})\n`),
    check: async (title: string, run: () => Promise<void>): Promise<void> => {
      const began = performance.now()
      try {
        await run()
        passed += 1
        stderr.write(`ok     ${title} (${seconds(performance.now() - began)})\n`)
      } catch (error) {
        failed += 1
        stderr.write(`FAILED ${title} (${seconds(performance.now() - began)})\n       ${causes(error)}\n`)
      }
    },
    summary: (): boolean => {
      stdout.write(`${passed} passed, ${failed} failed\n`)
      return failed === 0 && passed > 0
    },
  }
}
