import { nativeVerifier } from '@daomesh/log/native'
import { address } from '@daomesh/protocol'
import { z } from 'zod'
import type { HostedLine } from './startSharedHost.ts'
import { startHosted } from './startHosted.ts'

const order = z.object({ root: z.string(), names: z.array(z.string()).min(1), rpcUrl: z.url(), factory: address })

const { names, ...place } = order.parse(JSON.parse(process.argv[2] ?? ''))
const closers: (() => Promise<void>)[] = []
// Threads of its own for each node, as where it is alone in its process, would cost a gigabyte together.
const verifier = nativeVerifier()

const end = async (code: number): Promise<never> => {
  for (const close of closers.toReversed()) await close().catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
  process.exit(code)
}
process.once('SIGTERM', () => void end(0))
process.once('SIGINT', () => void end(0))
// Whoever started this ends it by closing its input, however that happens.
process.stdin.resume().once('end', () => void end(0))

try {
  const lines: HostedLine[] = []
  for (const name of names) {
    const { line, close } = await startHosted({ ...place, name, verifier })
    closers.push(close)
    lines.push(line)
  }
  process.stdout.write(`${JSON.stringify(lines)}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  await end(1)
}
