import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { mutants } from './mutants.ts'

const plant = new URL('./plant.ts', import.meta.url).href
const program = fileURLToPath(new URL('../../simulate.ts', import.meta.url))

type Told = { readonly code: number; readonly failures: readonly { readonly invariant: string }[]; readonly said: string }

/** Three weeks of four members in a process of their own, with this bug in it. */
const simulate = (mutant: string): Promise<Told> =>
  new Promise((resolve, reject) => {
    const life = ['--seed', '3', '--years', '1', '--weeks', '3', '--members', '4', '--shrink', '0', '--json']
    const env = { ...process.env, DAOMESH_MUTANT: mutant }
    execFile(process.execPath, ['--import', plant, program, ...life], { env, timeout: 90_000 }, (error, stdout, stderr) => {
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
  100_000,
)
