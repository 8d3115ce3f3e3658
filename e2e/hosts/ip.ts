import { execFile, execFileSync } from 'node:child_process'

/** Runs `ip` with these words; answers what it prints. @throws Error with what `ip` says against it. */
export const ip = (...words: readonly string[]): Promise<string> => ipBatch(words, [])

/** Runs several `ip` commands in one process, each a line without the word `ip`; `words` are options before them, such as `-n <namespace>`. */
export const ipBatch = (words: readonly string[], lines: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const batch = lines.length === 0 ? [] : ['-batch', '-']
    const child = execFile('ip', [...words, ...batch], { timeout: 20_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`ip ${[...words, ...lines].join(' ')}: ${stderr.trim() || error.message}`))
    })
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(lines.map((line) => `${line}\n`).join(''))
  })

/** For the way out, where nothing may wait; answers what was printed, or nothing where it failed: what is gone already is what was wanted. */
export const ipNow = (...words: readonly string[]): string => {
  try {
    return execFileSync('ip', [...words], { encoding: 'utf8', timeout: 20_000, stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}
