import { accessSync, constants, existsSync, statfsSync } from 'node:fs'
import { toDaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { readApiNote } from '../../compose/serviceNotes.ts'
import { defaultSandboxFolder, homePaths } from '../../home/homePaths.ts'
import { readOptional } from '../../home/readOptional.ts'
import { readSandboxNote } from '../../sandbox/sandboxFile.ts'
import { connectHome } from '../connect.ts'
import { differenceLine } from '../print/differenceLine.ts'
import { wordsOf } from '../print/storage.ts'
import { table } from '../print/table.ts'
import { verb } from '../verb.ts'

type Finding = { readonly check: string; readonly ok: boolean; readonly detail: string }

const leastFree = 256 * 1024 * 1024

const checkDisk = (home: string): Finding[] => {
  if (!existsSync(home)) return [{ check: 'home', ok: true, detail: `${home} will be made at the first start` }]
  try {
    accessSync(home, constants.R_OK | constants.W_OK)
  } catch (error) {
    return [{ check: 'home', ok: false, detail: `${home}: ${String(error)}` }]
  }
  const { bavail, bsize } = statfsSync(home)
  const free = bavail * bsize
  return [
    { check: 'home', ok: true, detail: home },
    { check: 'free space', ok: free >= leastFree, detail: `${Math.floor(free / 1024 / 1024)} MiB` },
  ]
}

const checkRuntime = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return { check: 'Node', ok: major > 22 || (major === 22 && minor >= 18), detail: process.versions.node }
}

const checkNode = async (home: string): Promise<Finding[]> => {
  if (readApiNote(home) === null) return [{ check: 'node', ok: true, detail: 'not running' }]
  try {
    const { node, close } = await connectHome(home)
    try {
      const { version, network, chain, signer, storage, differences } = await node.node.status()
      return [
        { check: 'node', ok: true, detail: `${version}, network ${network.state}, ${network.peers} peers` },
        { check: 'chain', ok: chain.state === 'online', detail: `${chain.name} ${chain.state} at block ${chain.block ?? '–'}` },
        { check: 'database', ok: storage.damage === null && storage.unreadable.length === 0, detail: wordsOf(storage) },
        { check: 'identity', ok: signer.state !== 'none', detail: signer.state },
        ...differences.map((one) => ({ check: 'agreement', ok: false, detail: differenceLine(one)[1] })),
      ]
    } finally {
      close()
    }
  } catch (error) {
    const { what, meta } = toDaomeshError(error)
    return [{ check: 'node', ok: false, detail: `${what} ${String(meta['reason'] ?? '')}` }]
  }
}

/** What is wrong with this installation, as far as it can be seen from here. Repairs nothing. */
export const addDoctor = (program: Command): void => {
  verb(
    program.command('doctor').description('check this installation'),
    async ({ home }) => {
      const lockFile = readOptional(`${homePaths(home).home}/lock`)
      const sandbox = readSandboxNote(defaultSandboxFolder())
      const findings: Finding[] = [
        checkRuntime(),
        ...checkDisk(home),
        {
          check: 'home in use',
          ok: true,
          detail: lockFile === null ? 'no' : `by process ${new TextDecoder().decode(lockFile).split(' ')[0] ?? ''}`,
        },
        { check: 'sandbox chain', ok: true, detail: sandbox?.rpcUrl ?? 'never started' },
        ...(await checkNode(home)),
      ]
      if (findings.some(({ ok }) => !ok)) process.exitCode = 3
      return findings
    },
    (findings) =>
      table(
        ['', 'check', 'found'],
        findings.map(({ check, ok, detail }) => [ok ? 'ok' : 'BAD', check, detail]),
      ),
  )
}
