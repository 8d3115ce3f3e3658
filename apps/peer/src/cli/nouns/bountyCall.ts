import { readFile } from 'node:fs/promises'
import type { NodeClient } from '@daomesh/node/client'
import { bountyId, bytes32, DaomeshError } from '@daomesh/protocol'
import { readPath } from '../../home/homePaths.ts'
import { findActing } from '../choose.ts'
import { carriedText } from '../print/carried.ts'
import type { Call } from '../verb.ts'

type Outcome = Awaited<ReturnType<NodeClient['bounties']['deliver']>>

const invalid = (field: string, given: string): DaomeshError =>
  new DaomeshError('INPUT_INVALID', { meta: { field, given: given.slice(0, 70) } })

export const bountyOf = (call: Call) => {
  const parsed = bountyId.safeParse(call.argument(0))
  if (!parsed.success) throw invalid('bounty', call.argument(0))
  return parsed.data
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
  bounty: bountyOf(call),
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
