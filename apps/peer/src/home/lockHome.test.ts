import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { lockHome } from './lockHome.ts'

const folder = mkdtempSync(join(tmpdir(), 'daomesh-lock-'))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

const program = fileURLToPath(new URL('../fixtures/holdHome.ts', import.meta.url))
const many = 20

type Contender = { readonly child: ChildProcess; readonly says: AsyncIterator<string> }

const say = async ({ says }: Contender): Promise<string> => String((await says.next()).value)

const startMany = async (home: string): Promise<Contender[]> => {
  const all = Array.from({ length: many }, (): Contender => {
    const child = spawn(process.execPath, [program, home], { stdio: ['pipe', 'pipe', 'inherit'] })
    children.push(child)
    return { child, says: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
  })
  for (const one of all) expect(await say(one)).toBe('ready')
  return all
}

/** Lets all of them go at once. @returns the one that holds the home; all others were refused. */
const race = async (all: readonly Contender[], signal: string): Promise<Contender> => {
  for (const { child } of all) child.stdin?.write(`${signal}\n`)
  for (const one of all) expect(await say(one)).toBe('waits')
  writeFileSync(signal, '')
  const answers = await Promise.all(all.map(say))
  expect(answers.filter((answer) => answer !== 'HOME_LOCKED')).toEqual(['holds'])
  const holder = all[answers.indexOf('holds')]
  if (holder === undefined) throw new Error('nobody holds it')
  return holder
}

test(
  `H1 K4: of ${many} processes at once exactly one takes a home; one that was killed is succeeded by exactly one`,
  { timeout: 120_000 },
  async () => {
    const home = join(folder, 'home')
    let all = await startMany(home)
    for (let round = 0; round < 8; round++) {
      const holder = await race(all, join(folder, `round ${round}`))
      expect(() => lockHome(home)).toThrow(expect.objectContaining({ code: 'HOME_LOCKED', meta: { pid: holder.child.pid } }))
      if (round % 2 === 0) {
        holder.child.kill('SIGKILL')
        await once(holder.child, 'exit')
        expect(existsSync(join(home, 'lock'))).toBe(true)
        all = all.filter((one) => one !== holder)
      } else {
        holder.child.stdin?.write('end\n')
        expect(await say(holder)).toBe('ended')
        expect(existsSync(join(home, 'lock'))).toBe(false)
      }
    }
    lockHome(home)()
  },
)

test.runIf(process.platform === 'linux')(
  'W7: a home where no folder can be made is refused, also below /proc, where Node’s recursive way never ends; so is one whose place a file has',
  async () => {
    const there = join(folder, 'a file')
    writeFileSync(there, '')
    for (const home of ['/proc/nothing/here', join(there, 'home'), there]) {
      const child = spawn(process.execPath, [program, home], { stdio: ['pipe', 'pipe', 'inherit'] })
      children.push(child)
      const one: Contender = { child, says: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
      child.stdin.write(`${there}\n`)
      for (const line of ['ready', 'waits', 'STORAGE_FAILED']) expect([home, await say(one)]).toEqual([home, line])
    }
    lockHome(join(folder, 'deep', 'down', 'home'))()
    expect(statSync(join(folder, 'deep', 'down')).mode & 0o777).toBe(0o700)
  },
)

test('H1 K4: in one process too a home is taken once, and giving it back twice takes it from nobody', () => {
  const home = join(folder, 'same')
  const release = lockHome(home)
  expect(() => lockHome(home)).toThrow(expect.objectContaining({ code: 'HOME_LOCKED', meta: { pid: process.pid } }))
  release()
  const next = lockHome(home)
  release()
  expect(() => lockHome(home)).toThrow(expect.objectContaining({ code: 'HOME_LOCKED' }))
  expect(readFileSync(join(home, 'lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} `))
  next()
})

test('H1 K4: a note that is empty, torn, or of a process that is gone does not keep anybody out; one of a living process does', async () => {
  const home = join(folder, 'notes')
  lockHome(home)()
  for (const note of ['', '\n', 'torn', `${2 ** 22 + 1} 1\n`, `${process.ppid} 1\n`]) {
    writeFileSync(join(home, 'lock'), note)
    const release = lockHome(home)
    release()
    expect([note, existsSync(join(home, 'lock'))]).toEqual([note, false])
  }
  // Releases before the kernel kept the lock wrote only the note.
  const stat = existsSync('/proc/self/stat') ? readFileSync(`/proc/${process.ppid}/stat`, 'utf8') : ''
  const began = stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? ''
  writeFileSync(join(home, 'lock'), `${process.ppid} ${began}\n`)
  expect(() => lockHome(home)).toThrow(expect.objectContaining({ code: 'HOME_LOCKED', meta: { pid: process.ppid } }))
})
