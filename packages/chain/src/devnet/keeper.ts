import { spawn } from 'node:child_process'
import { argv, exit, stderr, stdin, stdout } from 'node:process'

// Runs between the one who started a sandbox chain and the chain itself. Its standard input is a pipe from the starter: when that ends, for whatever
// reason (kill -9 included), the chain is stopped, so that no chain outlives its owner. First line out: the chain's process id.

const [, , binary, ...chainArguments] = argv
if (binary === undefined) {
  stderr.write('usage: keeper <anvil> [arguments]\n')
  exit(2)
}

/** Anvil writes its state when asked to stop; after this many milliseconds it is stopped for good. */
const grace = 5_000

const chain = spawn(binary, chainArguments, { stdio: ['ignore', 'pipe', 'pipe'] })
stdout.write(`pid ${chain.pid ?? 0}\n`)
chain.stdout.pipe(stdout)
chain.stderr.pipe(stderr)
// The starter may be gone: writing to its pipes must not end us before the chain has ended.
for (const pipe of [stdout, stderr]) pipe.on('error', () => {})
chain.once('error', (error) => {
  stderr.write(`${error.message}\n`)
  exit(1)
})
chain.once('exit', (code) => exit(code ?? 0))

const stop = (): void => {
  chain.kill('SIGTERM')
  setTimeout(() => chain.kill('SIGKILL'), grace).unref()
}
stdin.on('end', stop)
stdin.on('close', stop)
stdin.on('error', stop)
stdin.resume()
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
process.on('SIGHUP', stop)
