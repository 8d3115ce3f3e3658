import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { mutants } from './mutants.ts'

const plant = new URL('./plant.ts', import.meta.url).href
const program = fileURLToPath(new URL('../../simulate.ts', import.meta.url))

type Failed = { readonly invariant: string; readonly command: string }
type Told = { readonly code: number; readonly failures: readonly Failed[]; readonly said: string }

/** Three weeks of four members in a process of their own, with this bug in it. */
const short = ['--seed', '3', '--years', '1', '--weeks', '3', '--members', '4']
const simulate = (mutant: string, life: readonly string[] = [...short, '--shrink', '0']): Promise<Told> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, DAOMESH_MUTANT: mutant }
    execFile(process.execPath, ['--import', plant, program, ...life, '--json'], { env, timeout: 240_000 }, (error, stdout, stderr) => {
      if (!stderr.includes(`planted: ${mutant}`)) return reject(new Error(`nothing was planted: ${stderr}`))
      try {
        resolve({ code: error === null ? 0 : Number(error.code), failures: JSON.parse(stdout).failures, said: stderr })
      } catch {
        reject(new Error(`no answer: ${stderr}`))
      }
    })
  })

test.each(mutants.map(({ name, breaks }) => [name, breaks] as const))(
  'the simulation finds %s',
  async (name, breaks) => {
    const { code, failures, said } = await simulate(name)
    // What was said shows in the difference when it is not found.
    expect({ code, found: failures.length, said }).toMatchObject({ code: 1, found: 1 })
    expect(breaks).toContain(failures[0]?.invariant)
  },
  300_000,
)

test('a real life that fails shrinks, and the command that is printed brings the same about', async () => {
  const name = 'a chain that pays out what it keeps'
  const { failures } = await simulate(name, [...short, '--shrink', '180'])
  const [found] = failures
  expect(found?.invariant).toBe('conservation of money')
  const [, words = ''] = found?.command.split('simulate.ts ') ?? []
  const life = words.split(' ')
  // Money is miscounted by whatever is paid for, which takes no more than two founders and one session in which nobody does anything.
  expect(life[life.indexOf('--who') + 1]?.split(',')).toHaveLength(2)
  expect(life[life.indexOf('--only') + 1]).toMatch(/^[0-9]+$/)
  expect(life).toContain('--calm')
  const again = await simulate(name, [...life, '--shrink', '0'])
  expect(again.failures.map(({ invariant }) => invariant)).toEqual(['conservation of money'])
}, 300_000)
