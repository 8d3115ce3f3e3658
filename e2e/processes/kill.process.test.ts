import { randomInt, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deployFactory, type Devnet, startDevnet } from '@daomesh/chain/devnet'
import { connectWebSocket, createNodeClient, type NodeClient } from '@daomesh/node/client'
import { type DecisionId, type DraftId, DaomeshError, decisionId, draftId, spaceId, type SpaceId } from '@daomesh/protocol'
import { appendParagraph, openAuthor } from '@daomesh/drafts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../scene/until.ts'
import { daomesh, password, type PeerProcess, startPeer, temporaryFolder } from './peerProcess.ts'

const kills = 20
/** How many requests are under way at once, so that a kill always meets some in mid-write. */
const writers = 3

const folder = temporaryFolder()
const home = join(folder.path, 'home')
let devnet: Devnet

beforeAll(async () => {
  devnet = await startDevnet()
  const [rich] = devnet.accounts
  if (rich === undefined) throw new Error('a sandbox chain without accounts')
  await deployFactory({ rpcUrl: devnet.rpcUrl, account: rich })
})

afterAll(async () => {
  await devnet.stop()
  folder.remove()
})

type Place = { readonly space: SpaceId; readonly decision: DecisionId; readonly draft: DraftId }

const found = async (): Promise<Place> => {
  const passwordFile = join(folder.path, 'password')
  writeFileSync(passwordFile, `${password}\n`)
  await daomesh(home, 'identity', 'create', '--password-file', passwordFile, '--phrase-file', join(folder.path, 'phrase'))
  const peer = await startPeer(home, ['--rpc', devnet.rpcUrl, '--approve', 'sandbox', '--password-file', passwordFile])
  await daomesh(home, 'lobby', 'create', 'Alone', '--as', 'Ana')
  const { proposal } = await daomesh<{ proposal: { genesisHash: string; missing: string[] } }>(
    home,
    'lobby',
    'propose',
    'Alone',
    '--equal',
    '1',
  )
  if (proposal.missing.length > 0) await daomesh(home, 'lobby', 'cosign', 'Alone', '--genesis', proposal.genesisHash)
  const [dao] = await until(
    'the DAO',
    async () => {
      const rows = await daomesh<{ space: string }[]>(home, 'dao', 'list')
      return rows.length > 0 && rows
    },
    60_000,
  )
  const { draft } = await daomesh<{ draft: string }>(home, 'draft', 'open', 'Alone', 'Notes')
  const { decision } = await daomesh<{ decision: string }>(
    home,
    'proposal',
    'submit',
    'Alone',
    '--title',
    'Talk',
    '--content',
    'About everything.',
  )
  expect(await peer.stop()).toBe(0)
  return { space: spaceId.parse(dao?.space), decision: decisionId.parse(decision), draft: draftId.parse(draft) }
}

const connect = (peer: PeerProcess): { readonly node: NodeClient; readonly close: () => void } => {
  const transport = connectWebSocket({ url: `ws://127.0.0.1:${peer.port}/api`, token: peer.token })
  return { node: createNodeClient({ transport }), close: transport.close }
}

/** Everything this client asked for: acknowledged with its entry, or unknown because the node died before it answered. */
type Ledger = {
  readonly comments: Map<string, { readonly text: string; entry: string | null }>
  /** By text. `refused`: the node said that it wrote nothing. */
  readonly edits: Map<string, { readonly input: EditInput; outcome: 'unknown' | 'kept' | 'refused' }>
}
type EditInput = Parameters<NodeClient['drafts']['edit']>[0]
const kept = ({ edits }: Ledger): number => [...edits.values()].filter(({ outcome }) => outcome === 'kept').length

const isGone = (error: unknown): boolean => error instanceof DaomeshError && error.code === 'API_UNAVAILABLE'

const post = async (node: NodeClient, { space, decision }: Place, ledger: Ledger, requestId: string): Promise<void> => {
  const asked = ledger.comments.get(requestId)
  if (asked === undefined) throw new Error('not in the ledger')
  const { entry } = await node.comments.post({ requestId, space, about: decision, replyTo: null, text: asked.text })
  if (asked.entry !== null) expect(entry).toBe(asked.entry)
  asked.entry = entry
}

const edit = async (node: NodeClient, { space, draft }: Place, ledger: Ledger, text: string): Promise<void> => {
  const { session, clientId, snapshot, at } = await node.drafts.session({ space, draft })
  const updates: Uint8Array[] = []
  const author = openAuthor({ clientId, snapshot: Buffer.from(snapshot, 'base64'), onUpdate: (update) => void updates.push(update) })
  appendParagraph(author.doc, text)
  author.close()
  const update = Buffer.from(updates[0] ?? new Uint8Array()).toString('base64')
  ledger.edits.set(text, { input: { requestId: randomUUID(), space, draft, session, at, update }, outcome: 'unknown' })
  await send(node, ledger, text)
}

const send = async (node: NodeClient, ledger: Ledger, text: string): Promise<void> => {
  const asked = ledger.edits.get(text)
  if (asked === undefined) throw new Error('not in the ledger')
  try {
    await node.drafts.edit(asked.input)
    asked.outcome = 'kept'
  } catch (error) {
    if (!(error instanceof DaomeshError) || error.code !== 'DRAFT_UPDATE_REFUSED') throw error
    asked.outcome = 'refused'
  }
}

/** What the last kill left open: the client never learnt whether it happened, and asks again under the same id. */
const askAgain = async (node: NodeClient, place: Place, ledger: Ledger): Promise<void> => {
  for (const [requestId, { entry }] of ledger.comments) if (entry === null) await post(node, place, ledger, requestId)
  for (const [text, { outcome }] of ledger.edits) if (outcome === 'unknown') await send(node, ledger, text)
}

/** Writes until the node is gone. */
const writeOn = async (node: NodeClient, place: Place, ledger: Ledger, writer: number): Promise<void> => {
  try {
    for (let n = 0; ; n++) {
      if (writer === 0) {
        await edit(node, place, ledger, `paragraph ${randomUUID()}`)
        continue
      }
      const requestId = randomUUID()
      ledger.comments.set(requestId, { text: `comment ${n} ${requestId}`, entry: null })
      await post(node, place, ledger, requestId)
    }
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

test(`H4 M1 K1: killed ${kills} times in mid-write, the node keeps all it acknowledged, and a repeated request acts once`, async () => {
  const place = await found()
  const ledger: Ledger = { comments: new Map(), edits: new Map() }
  const start = (): Promise<PeerProcess> => startPeer(home, ['--rpc', devnet.rpcUrl, '--log-level', 'warn'])

  for (let round = 0; round < kills; round++) {
    const peer = await start()
    const { node, close } = connect(peer)
    await askAgain(node, place, ledger)
    const writing = Promise.allSettled(Array.from({ length: writers }, (_, writer) => writeOn(node, place, ledger, writer)))
    // Now and then they get so far that an edit is acknowledged, on a slow machine too.
    const before = kept(ledger)
    if (round % 5 === 0) await until('an edit is kept', async () => kept(ledger) > before, 60_000)
    await new Promise((resolve) => {
      setTimeout(resolve, randomInt(30, 200))
    })
    await peer.kill()
    close()
    for (const outcome of await writing) if (outcome.status === 'rejected') throw outcome.reason
  }

  const peer = await start()
  const { node, close } = connect(peer)
  for (const requestId of ledger.comments.keys()) await post(node, place, ledger, requestId)
  await askAgain(node, place, ledger)
  const { comments } = await node.proposals.get({ space: place.space, decision: place.decision })
  const { markdown } = await node.drafts.preview({ space: place.space, draft: place.draft })
  const { stateHash } = await node.daos.hash({ space: place.space })
  close()
  expect(await peer.stop()).toBe(0)

  const asked = [...ledger.comments.values()]
  expect(asked.length).toBeGreaterThan(kills)
  expect(comments.map(({ text }) => text).toSorted()).toEqual(asked.map(({ text }) => text).toSorted())
  const written = new Map(comments.map(({ entry, text }) => [entry as string, text]))
  for (const { entry, text } of asked) expect(written.get(entry ?? '')).toBe(text)
  const outcomes = [...ledger.edits].map(([text, { outcome }]) => ({ text, outcome, times: markdown.split(text).length - 1 }))
  expect(kept(ledger)).toBeGreaterThan(0)
  // Asked again, the node tells of each edit whether it wrote it: kept is there once, refused is not there.
  expect(outcomes.filter(({ outcome, times }) => times !== (outcome === 'kept' ? 1 : 0))).toEqual([])
  expect(stateHash).toMatch(/^[0-9a-f]{64}$/)
}, 480_000)
