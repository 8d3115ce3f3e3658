import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { factoryAddress } from '@daomesh/chain'
import { deployFactory, type Devnet, startDevnet } from '@daomesh/chain/devnet'
import type { SpaceId } from '@daomesh/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createIdentity, type Identity } from '../scene/createIdentity.ts'
import { foundDao } from '../scene/foundDao.ts'
import { type SceneMember, startMember } from '../scene/startMember.ts'
import { requestId, until } from '../scene/until.ts'
import { attempt, daomesh, temporaryFolder } from './peerProcess.ts'

const folder = temporaryFolder()
/** So much that a download is not done before it is seen to have begun, however late that is. */
const size = 64 * 1024 * 1024
/** What a chunk takes on the disk. */
const stride = 256 * 1024 + 16
let devnet: Devnet
let ben: Identity
let members: { ana: SceneMember; ben: SceneMember }
let space: SpaceId
const start = (identity: Identity) => startMember(identity, { rpcUrl: devnet.rpcUrl, factory: factoryAddress() })

beforeAll(async () => {
  devnet = await startDevnet()
  const [rich] = devnet.accounts
  if (rich === undefined) throw new Error('a sandbox chain without accounts')
  await deployFactory({ rpcUrl: devnet.rpcUrl, account: rich })
  const [first, second] = [await createIdentity(folder.path, 'ana'), await createIdentity(folder.path, 'ben')]
  ben = second
  members = { ana: await start(first), ben: await start(second) }
  ;({ space } = await foundDao([members.ana, members.ben], [1n, 1n]))
}, 150_000)

afterAll(async () => {
  await Promise.all([members.ana.stop(), members.ben.stop()])
  await devnet.stop()
  folder.remove()
})

const kill = async ({ pid, stop }: SceneMember): Promise<void> => {
  process.kill(pid, 'SIGKILL')
  await stop()
}

test('M36/K1: a node killed in mid-download, again and again, goes on where it was, and the file is the one that was shared', async () => {
  const original = join(folder.path, 'Report.bin')
  const content = randomBytes(size)
  writeFileSync(original, content)
  const { entry: file, file: id } = await daomesh<{ entry: string; file: string }>(members.ana.home, 'file', 'add', space, original)
  await until('its record at ben’s', async () => (await members.ben.api.files.list({ space })).length === 1)
  const part = join(ben.home, 'files', space, `${id}.part`)
  const partBytes = (): number => (existsSync(part) ? statSync(part).blocks * 512 : 0)
  await members.ben.api.files.fetch({ requestId: requestId(), space, file })
  const seen: number[] = []
  for (const least of [2, 24]) {
    // Looked at on the disk, because the answer of a busy node would come too late.
    for (const until = Date.now() + 60_000; partBytes() < least * stride && Date.now() < until;)
      await new Promise((resolve) => setTimeout(resolve, 2))
    await kill(members.ben)
    seen.push(partBytes())
    // The death fell into the download: begun, and not done.
    expect(seen.at(-1)).toBeGreaterThanOrEqual(least * stride)
    expect(existsSync(part)).toBe(true)
    members = { ...members, ben: await start(ben) }
  }
  await until('all of it', async () => (await members.ben.api.files.get({ space, file })).state === 'whole')
  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(readdirSync(join(ben.home, 'files', space)).sort()).toEqual([`${id}.manifest`, `${id}.sealed`])

  const output = join(folder.path, 'saved.bin')
  const saved = await daomesh<{ bytes: number; hash: string }>(ben.home, 'file', 'get', space, 'Report.bin', '--output', output)
  expect(saved).toMatchObject({ bytes: size, hash: createHash('sha256').update(content).digest('hex') })
  expect(Buffer.compare(readFileSync(output), content)).toBe(0)
  // Nothing is written over, and a name that is a path is refused by who would share it.
  expect((await attempt(ben.home, ['file', 'get', space, 'Report.bin', '--output', output])).code).toBe(2)
  expect((await attempt(ben.home, ['file', 'add', space, original, '--name', '../../x'])).code).toBe(2)
  const shown = await daomesh<{ holders: readonly { chunks: number; of: number }[] }>(ben.home, 'file', 'show', space, file)
  expect(shown.holders).toMatchObject([{ chunks: size / (256 * 1024), of: size / (256 * 1024) }])
})
