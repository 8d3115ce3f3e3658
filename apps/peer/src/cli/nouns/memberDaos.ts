import type { NodeClient } from '@daomesh/node/client'
import { address } from '@daomesh/protocol'
import type { Command } from 'commander'
import { parseAddress } from '../input/parseAddress.ts'
import { findDao, findProposal } from '../choose.ts'
import { lines, table, when } from '../print/table.ts'
import { nodeVerb } from '../verb.ts'

type Seen = Awaited<ReturnType<NodeClient['daos']['account']>>
type MemberDao = Awaited<ReturnType<NodeClient['proposals']['get']>>['memberDaos'][number]

const seenText = ({ kind, dao }: Seen): string =>
  dao === null
    ? kind
    : [
        lines([
          ['DAO', dao.name],
          ['address', dao.account],
          ['quorum, threshold', `${dao.rules.quorumBps / 100} %, ${dao.rules.thresholdBps / 100} %`],
          ['voting, grace', `${dao.rules.votingPeriod} s, ${dao.rules.gracePeriod} s`],
          ['open here', dao.space ?? 'no'],
        ]),
        table(
          ['account', 'name', 'power', 'shares', ''],
          dao.members.map(({ account, name, power, shares, contract }) => [account, name ?? '', power, shares, contract ? 'contract' : '']),
        ),
      ].join('\n\n')

/** What is known of a DAO's answer, in a few words. */
const answerOf = ({ ballot, question, space }: MemberDao): string =>
  ballot ?? (question === null ? (space === null ? 'decides elsewhere' : 'not asked yet') : (question.decided ?? 'open'))

/** What a DAO is that may become a member, and how those that are decide. */
export const addMemberDaos = (member: Command): void => {
  nodeVerb(
    member
      .command('look')
      .description('what stands at an address before it is taken in: a key, a DAO with its members and rules, or another contract')
      .argument('<account>', 'its address'),
    (node, call) => node.daos.account({ account: parseAddress(call.argument(0), 'account') }),
    seenText,
  )
  nodeVerb(
    member
      .command('daos')
      .description('how the DAOs among the members are deciding on a proposal')
      .argument('<dao>', 'id, address or name')
      .argument('<proposal>', 'its id, or the beginning of it'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      const { memberDaos } = await node.proposals.get({ space, decision: await findProposal(node, space, call.argument(1)) })
      return memberDaos
    },
    (rows) =>
      table(
        ['DAO', 'answer', 'for, against, abstain', 'closes'],
        rows.map((row) => [
          row.name ?? row.account,
          answerOf(row),
          row.question === null
            ? ''
            : `${row.question.tally.for}, ${row.question.tally.against}, ${row.question.tally.abstain} of ${row.question.tally.total}`,
          row.question === null ? '' : when(row.question.closesAt * 1000),
        ]),
      ),
  )
}
