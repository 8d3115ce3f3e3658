import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { appendParagraph, openAuthor } from '@daomesh/drafts'
import { type NodeClient, readRecords } from '@daomesh/node/client'
import { DaomeshError, toDaomeshError } from '@daomesh/protocol'
import type { Stage } from './openStage.ts'

/** Something asked of a node under one request id, which may be asked again in another of its lives. */
type Request = {
  readonly kind: 'comment' | 'edit' | 'name' | 'deposit'
  readonly text: string
  readonly ask: (node: NodeClient) => Promise<Outcome>
  /** null: the node has not answered yet. */
  outcome: Outcome | null
  /** The code it was refused with last. */
  refused: string | null
}
type Outcome = { readonly entries: readonly string[]; readonly row: string | null }

/** All that one client asked of one node, with what was acknowledged. */
export type Ledger = {
  /** Asks for one more thing, whatever comes of it. Answers the code of a refusal, or null. */
  readonly askMore: (node: NodeClient) => Promise<string | null>
  /** Asks again for all that has no outcome yet. */
  readonly askAgain: (node: NodeClient) => Promise<void>
  /** @throws Error naming what was acknowledged and is not there, or is answered otherwise when asked again. */
  readonly holdTo: (node: NodeClient) => Promise<void>
  /** @throws Error unless everything with an outcome is there exactly once, and nothing that was refused for good. */
  readonly actedOnce: (node: NodeClient) => Promise<void>
  /** What lay in the treasury before anything was asked, in wei. */
  readonly treasuryBefore: bigint
  readonly acknowledged: () => number
  /** The records of all that was acknowledged. */
  readonly entries: () => readonly string[]
  /** Deposits that were acknowledged, in wei. */
  readonly deposits: () => bigint
}

/** What a client hears when the node died under it. */
export const isGone = (code: string | null): boolean => code === 'API_UNAVAILABLE'

const editing = async (node: NodeClient, { space, draft }: Stage, text: string) => {
  const { session, clientId, snapshot, at } = await node.drafts.session({ space, draft })
  const updates: Uint8Array[] = []
  const author = openAuthor({ clientId, snapshot: Buffer.from(snapshot, 'base64'), onUpdate: (update) => void updates.push(update) })
  appendParagraph(author.doc, text)
  author.close()
  const update = Buffer.from(updates[0] ?? new Uint8Array()).toString('base64')
  return { requestId: randomUUID(), space, draft, session, at, update }
}

const entered = (entries: readonly string[]): Outcome => ({ entries, row: null })

export const openLedger = async (stage: Stage): Promise<Ledger> => {
  const treasuryBefore = await stage.treasury()
  const { space, decision } = stage
  const requests: Request[] = []
  let turn = 0

  const settle = async (node: NodeClient, request: Request): Promise<string | null> => {
    try {
      const outcome = await request.ask(node)
      if (request.outcome !== null && !isDeepStrictEqual(request.outcome, outcome))
        throw new RangeError(
          `“${request.text}” acknowledged as ${JSON.stringify(request.outcome)}, now answered ${JSON.stringify(outcome)}`,
        )
      request.outcome = outcome
      return null
    } catch (error) {
      if (error instanceof RangeError) throw error
      const { code } = toDaomeshError(error)
      request.refused = code
      return code
    }
  }
  const note = (kind: Request['kind'], text: string, ask: Request['ask']): Request => {
    const request: Request = { kind, text, ask, outcome: null, refused: null }
    requests.push(request)
    return request
  }
  const makers: readonly ((node: NodeClient) => Request | Promise<Request>)[] = [
    () => {
      const input = { requestId: randomUUID(), space, about: decision, replyTo: null, text: `comment ${randomUUID()}` }
      return note('comment', input.text, async (node) => entered([(await node.comments.post(input)).entry]))
    },
    async (node) => {
      const text = `paragraph ${randomUUID()}`
      const input = await editing(node, stage, text)
      return note('edit', text, async (again) => entered((await again.drafts.edit(input)).entries))
    },
    () => {
      const input = { requestId: randomUUID(), space, name: `name ${randomUUID()}` }
      return note('name', input.name, async (node) => entered([(await node.daos.setDisplayName(input)).entry]))
    },
    () => {
      const input = { requestId: randomUUID(), space, wei: '1' }
      return note('deposit', input.requestId, async (node) => ({ entries: [], row: (await node.daos.deposit(input)).id }))
    },
  ]
  const done = () => requests.filter(({ outcome }) => outcome !== null)

  return {
    treasuryBefore,
    askMore: async (node) => {
      // Deposits are rare: each is a transaction.
      const maker = makers[turn % 12 === 11 ? 3 : turn % 3]
      turn += 1
      if (maker === undefined) throw new Error('something to ask')
      try {
        return await settle(node, await maker(node))
      } catch (error) {
        if (error instanceof DaomeshError) return error.code
        throw error
      }
    },
    askAgain: async (node) => {
      for (const request of requests) if (request.outcome === null) await settle(node, request)
    },
    holdTo: async (node) => {
      const held = new Map((await readRecords({ daos: node.daos, space })).map(({ entry, status }) => [entry as string, status]))
      const rows = new Set((await node.chain.transactions()).map(({ id }) => id))
      for (const { outcome, text, kind } of done()) {
        const lost = outcome?.entries.find((entry) => held.get(entry) !== 'accepted')
        if (lost !== undefined) throw new Error(`${kind} “${text}” was acknowledged; its entry ${lost} is ${held.get(lost) ?? 'lost'}`)
        const row = outcome?.row ?? null
        if (row !== null && !rows.has(row)) throw new Error(`the deposit ${text} was acknowledged and is lost`)
      }
      for (const request of done()) {
        const code = await settle(node, request)
        if (code !== null) throw new Error(`asked again for “${request.text}”, which was acknowledged: ${code}`)
      }
    },
    actedOnce: async (node) => {
      const { comments } = await node.proposals.get({ space, decision })
      const { markdown } = await node.drafts.preview({ space, draft: stage.draft })
      const texts = comments.map(({ text }) => text)
      for (const { kind, text, outcome } of requests) {
        if (kind !== 'comment' && kind !== 'edit') continue
        const times = kind === 'comment' ? texts.filter((one) => one === text).length : markdown.split(text).length - 1
        if (times !== (outcome === null ? 0 : 1))
          throw new Error(`${kind} “${text}” stands there ${times} times, its outcome is ${JSON.stringify(outcome)}`)
      }
    },
    acknowledged: () => done().length,
    entries: () => done().flatMap(({ outcome }) => outcome?.entries ?? []),
    deposits: () => BigInt(done().filter(({ kind }) => kind === 'deposit').length),
  }
}
