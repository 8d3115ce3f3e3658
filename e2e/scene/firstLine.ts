import type { ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { startPatience } from './program.ts'

/** What a process says first on its standard output. @throws Error with the end of its standard error when it ends or stays silent. */
export const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the process did not say where it listens')), startPatience)
    const noise: string[] = []
    child.stderr?.on('data', (chunk: Buffer) => noise.push(chunk.toString()))
    child.once('error', reject)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`the process ended with code ${code}: ${noise.join('').slice(-600)}`))
    })
    if (child.stdout === null) return
    createInterface({ input: child.stdout }).once('line', (line) => {
      clearTimeout(timer)
      resolve(line)
    })
  })
