import { spawn } from 'node:child_process'

/** Runs a program to its end with this terminal; its exit code. */
export const runProgram = (program: string, parameters: readonly string[], folder: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
