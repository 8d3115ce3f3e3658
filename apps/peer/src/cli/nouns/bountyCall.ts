import { readFile } from 'node:fs/promises'
import type { NodeClient } from '@daomesh/node/client'
import { type BountyId, bountyId, bytes32, DaomeshError } from '@daomesh/protocol'
import { readPath } from '../../home/homePaths.ts'
import { chooseOne, findActing } from '../choose.ts'
import { carriedText } from '../print/carried.ts'
import type { Call } from '../verb.ts'

type Outcome = Awaited<ReturnType<NodeClient['bounties']['deliver']>>

const invalid = (field: string, given: string): DaomeshError =>
  new DaomeshError('INPUT_INVALID', { meta: { field, given: given.slice(0, 70) } })

/** By its whole id, wherever it is known; else by the beginning of it, or its title, among those of `bounty list`. @throws DaomeshError `BOUNTY_UNKNOWN`. */
export const bountyOf = async (node: NodeClient, call: Call): Promise<BountyId> => {
  const text = call.argument(0)
  const whole = bountyId.safeParse(text)
  if (whole.success) return whole.data
  const rows = (await node.bounties.list()).map(({ bounty, title }) => ({ id: bounty, names: [bounty.slice(2), title] }))
  return chooseOne(rows, text, 'bounty', 'BOUNTY_UNKNOWN')
}

export const nodeOf = (call: Call) => {
  const text = call.option('part')
  const parsed = bytes32.nullable().safeParse(text ?? null)
  if (!parsed.success) throw invalid('part', text ?? '')
  return parsed.data
}

export const base = async (node: NodeClient, call: Call) => ({
  requestId: call.requestId,
  as: await findActing(node, call),
  bounty: await bountyOf(node, call),
})

export const readJson = (field: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new DaomeshError('INPUT_INVALID', { cause, meta: { field, given: text.slice(0, 70) } })
  }
}

/** What a file of this machine says in JSON; the node reads it strictly. */
export const fileAt = async (call: Call, position: number): Promise<Readonly<Record<string, unknown>>> => {
  const path = readPath(call.argument(position))
  try {
    const read: unknown = JSON.parse(await readFile(path, 'utf8'))
    if (typeof read === 'object' && read !== null) return { ...read }
  } catch (cause) {
    throw new DaomeshError('INPUT_INVALID', { cause, meta: { field: 'file', given: path } })
  }
  throw invalid('file', path)
}

export const outcomeText = (outcome: Outcome): string =>
  outcome.transaction === null && outcome.decision === null ? 'told in the deal' : carriedText(outcome)
