import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { daoReducer } from '@daomesh/governance'
import { type Append, type LogStore, openReplica, type Replica } from '@daomesh/log'
import { deviceKeyFromSeed, nativeVerifier } from '@daomesh/log/native'
import { sqliteStore } from '@daomesh/log/sqlite'
import { keepsRow } from '@daomesh/node'
import { homePaths, systemClock, systemRandom } from '@daomesh/peer'
import {
  type Address,
  type ChainIdentity,
  decode,
  decodeEntry,
  encode,
  fromHex,
  governanceStream,
  limits,
  sealBody,
  type SpaceId,
  type ViewFacts,
  type ViewId,
} from '@daomesh/protocol'

/** The newest comment of the space, as an example of what this member writes, and in which view and under which key. */
const lastHeader = (replica: Replica) => {
  let found = null
  for (const { id, kind } of replica.lines(governanceStream)) if (kind === 'comment.post') found = replica.wire(id)
  if (found === null) throw new Error('no comment to go on from')
  return decodeEntry(found).header
}

const rulesOf = (store: LogStore, space: SpaceId): { readonly chain: ChainIdentity; readonly dao: Address } => {
  const row = store.getMeta(`space:${space}`)
  if (row === null) throw new Error('no such space in this home')
  const { chain, dao } = decode(row) as {
    readonly chain: { readonly chainId: string; readonly genesisHash: ChainIdentity['genesisHash'] }
    readonly dao: Address
  }
  return { chain: { chainId: BigInt(chain.chainId), genesisHash: chain.genesisHash }, dao }
}

/**
 * Goes on writing in the home of a stopped node, in its own log and under its own key, with the outcome of a request per comment as the node keeps it: a hundred
 * thousand comments through its API would take an hour of a disk.
 */
export const fillHome = async (home: string, space: SpaceId, about: string, count: number): Promise<void> => {
  const paths = homePaths(home)
  const store = sqliteStore({ path: paths.database, random: systemRandom, keeps: keepsRow })
  const device = deviceKeyFromSeed(fromHex(readFileSync(paths.device, 'utf8').slice(0, 64)))
  const { foldVersion } = store.load(space)
  const everyone: ViewFacts = {
    lookup: (view) => ({ view, index: 0, members: null }),
    current: () => ({ view: '' as ViewId, index: 0, members: null }),
  }
  const replica = await openReplica({
    space,
    store,
    verifier: { verifyDevice: async (items) => items.map(() => true) },
    clock: systemClock,
    random: systemRandom,
    device,
    foldVersion: foldVersion ?? 0,
    views: everyone,
    openBody: (_, body) => body,
    reduce: daoReducer({ ...rulesOf(store, space), recover: nativeVerifier().recoverAccount }),
  })
  const { view, keyId } = lastHeader(replica)
  const row = store.getMeta(`key:${space}:${keyId}`)
  if (keyId === null || row === null) throw new Error('no key of the space')
  const { key } = decode(row) as { readonly key: Uint8Array }
  await replica.proveContinuity([replica.heads(governanceStream)])
  const comment = (n: number): Append => ({
    stream: governanceStream,
    kind: 'comment.post',
    body: { v: 1, about, replyTo: null, text: `comment ${n}: a sentence of the length that people write when they talk` },
    view,
    keyId,
    seal: (header, plaintext) => sealBody(key, systemRandom.bytes(24), header, plaintext),
    meta: (entry) => [[`request:${randomUUID()}`, encode({ inputHash: '00'.repeat(32), outcome: JSON.stringify({ entry }) })]],
  })
  for (let done = 0; done < count; done += limits.batchEntries)
    await replica.appendMany(Array.from({ length: Math.min(limits.batchEntries, count - done) }, (_, i) => comment(done + i)))
  await replica.close()
  store.close()
}
