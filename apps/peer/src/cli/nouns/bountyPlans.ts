import type { NodeClient } from '@daomesh/node/client'
import type { BountyId, SpaceId } from '@daomesh/protocol'
import type { Command } from 'commander'
import { findDao } from '../choose.ts'
import { type Call, nodeVerb, signingVerb } from '../verb.ts'

type Base = { readonly requestId: string; readonly as: SpaceId | null; readonly bounty: BountyId }
type Outcome = Awaited<ReturnType<NodeClient['bounties']['deliver']>>

/** What the verbs of a bounty share. */
export type BountyVerbs = {
  readonly base: (node: NodeClient, call: Call) => Promise<Base>
  readonly fileAt: (call: Call, position: number) => Promise<Readonly<Record<string, unknown>>>
  readonly outcomeText: (outcome: Outcome) => string
}

export const addBountyPlans = (noun: Command, { base, fileAt, outcomeText }: BountyVerbs): void => {
  signingVerb(
    noun
      .command('plan')
      .description('ask the members of a DAO to hand a bounty on that it takes, before it is paid in')
      .argument('<dao>', 'its name or address')
      .argument('<file>', 'JSON: {"agreement": …, "leaves": [{"agreement": …, "terms": …, "planned": null}]}'),
    async (node, call) => {
      const { agreement, leaves } = await fileAt(call, 1)
      const as = await findDao(node, call.argument(0))
      return node.bounties.plan({ requestId: call.requestId, as, agreement, leaves: leaves as never })
    },
    ({ decision, sum }) => `proposed: ${decision}, ${sum} in all`,
  )
  nodeVerb(
    noun.command('plans').description('what a DAO was asked to hand on, and its signature').argument('<dao>', 'its name or address'),
    async (node, call) => node.bounties.plans({ space: await findDao(node, call.argument(0)) }),
    (rows) => rows.map(({ bounty, sum, signature }) => `${bounty}  ${sum}  ${signature ?? 'not signed yet'}`).join('\n'),
  )
  signingVerb(
    noun
      .command('anchor')
      .description('split it among parts that carry signed splits of their own, all levels at once')
      .argument('<bounty>', 'its id')
      .argument('<file>', 'JSON: {"leaves": [{"agreement": …, "terms": …, "carried": {"leaves": […], "signature": "0x…"}}]}')
      .option('--as <dao>', 'in the name of a DAO, as a proposal'),
    async (node, call) => {
      const { leaves } = await fileAt(call, 1)
      return node.bounties.anchor({ ...(await base(node, call)), leaves: leaves as never })
    },
    outcomeText,
  )
}
