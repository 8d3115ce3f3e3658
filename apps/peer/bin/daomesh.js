#!/usr/bin/env node
// Plain JavaScript on purpose: any Node can read it. The program itself needs one that strips types and runs libp2p.
import { spawn } from 'node:child_process'
import module, { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major > 22 || (major === 22 && minor >= 18)) {
  // Compiled code is kept between runs, also for the signer process: a command starts in half the time.
  module.enableCompileCache?.()
  const kept = module.getCompileCacheDir?.()
  if (kept !== undefined) process.env.NODE_COMPILE_CACHE ??= kept
  await import('./resolveByFolder.js')
  await import('../src/cli/run.ts')
} else {
  let binary
  try {
    binary = fileURLToPath(new URL('bin/node', `file://${createRequire(import.meta.url).resolve('node/package.json')}`))
  } catch {
    console.error(`daomesh needs Node 22.18 or later; this is ${process.versions.node}. Run npm install, or use a newer Node.`)
    process.exit(2)
  }
  const child = spawn(binary, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  // The terminal signals the whole group by itself; these come from elsewhere.
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  process.on('SIGINT', () => undefined)
  child.on('error', (error) => {
    console.error(`daomesh could not start ${binary}: ${error.message}`)
    process.exit(2)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)))
}
