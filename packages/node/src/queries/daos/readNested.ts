import { type AskedQuestion, askedAmong, currentMembers, nameOf, type ProposalRow } from '@daomesh/governance'
import { type Address, daoSpaceOf, memberKinds } from '@daomesh/protocol'
import type { z } from 'zod'
import type { NodeContext } from '../../context.ts'
import type { accountSeen, memberDaoRow, questionShape } from '../../contract/nested.ts'
import { readChainState } from '../../nested/readChainState.ts'
import { placeOf, questionsIn } from '../../nested/shownProposals.ts'
import type { DaoSpace } from '../../spaces/space.ts'
import { supportWord } from '../../words/supportWord.ts'
import { tallyText } from '../../words/tallyText.ts'

type Support = ReturnType<typeof supportWord>
export type AccountSeen = z.input<typeof accountSeen>
export type Question = z.input<typeof questionShape>
export type MemberDao = z.input<typeof memberDaoRow>

const spaceOf = (node: NodeContext, dao: Address): DaoSpace | undefined => node.spaces.daos().find(({ record }) => record.dao === dao)

/** The name of a member: its own, or of a DAO that of its founding. */
export const memberNameOf = (node: NodeContext, space: DaoSpace, account: Address): string | null =>
  nameOf(space.registers(), account) ?? node.organisations.stateOf(account)?.genesis.name ?? null

/**
 * What stands at an address that is to become a member: a key, a DAO with its members and rules, or another contract.
 * @throws DaomeshError `CHAIN_UNREACHABLE`: whose account it is only the chain can say.
 */
export const readAccount = async (node: NodeContext, { account }: { readonly account: Address }): Promise<AccountSeen> => {
  if ((await node.adapters.chain.client.codeHash(account)) === null) return { kind: 'key', dao: null }
  const state = await readChainState(node.adapters.chain.client, account)
  if (state === null) return { kind: 'contract', dao: null }
  const space = spaceOf(node, account)
  return {
    kind: 'dao',
    dao: {
      account,
      name: state.genesis.name,
      rules: state.rules,
      rosterEpoch: state.rosterEpoch,
      members: currentMembers(state).map((member) => ({
        account: member.account,
        name: space === undefined ? null : memberNameOf(node, space, member.account),
        power: member.power.toString(),
        shares: member.shares.toString(),
        contract: member.kind === memberKinds.contract,
      })),
      space: space?.id ?? null,
    },
  }
}

const decidedBy = ({ answers }: AskedQuestion): Support | null => {
  const answer = answers.find(({ row }) => row.enactable || row.status === 'enacted')
  return answer === undefined ? null : supportWord(answer.support)
}

/** The outer proposal that a proposal of this DAO asks about, or null. */
export const readQuestionOf = (node: NodeContext, space: DaoSpace, row: ProposalRow): Question | null => {
  const [own] = askedAmong(placeOf(space), [row])
  if (own === undefined) return null
  const whole = questionsIn(node, space).find(({ asked }) => asked.row.id === row.id) ?? own
  const { outer, decision, asked } = whole
  const outerSpace = node.spaces.find(daoSpaceOf(space.record.chain, outer)) as DaoSpace | undefined
  return {
    outer,
    name: outerSpace?.record.genesis.name ?? null,
    space: outerSpace?.id ?? null,
    decision,
    title: asked.question.title,
    closesAt: asked.question.decision.closesAt,
    decided: decidedBy(whole),
  }
}

/** How the DAOs among the members are deciding on a proposal, each by itself. */
export const readMemberDaos = (node: NodeContext, space: DaoSpace, row: ProposalRow): MemberDao[] =>
  currentMembers(space.chainState()).flatMap(({ account, kind }): MemberDao[] => {
    if (kind !== memberKinds.contract) return []
    const inner = spaceOf(node, account)
    const asked =
      inner === undefined
        ? []
        : questionsIn(node, inner).filter((one) => one.outer === space.record.dao && one.decision === row.id && inner.unlocked())
    // One that was asked anew stands before the one that no ballot can save any more.
    const question = asked.find((one) => !['expired', 'superseded'].includes(one.asked.row.status)) ?? asked[0]
    const tally = question?.asked.row.tally
    const ballot = row.ballots.find(({ member, ignored }) => member === account && ignored === null)
    return [
      {
        account,
        name: memberNameOf(node, space, account),
        space: inner?.id ?? null,
        question:
          question === undefined || tally === undefined
            ? null
            : {
                decision: question.asked.row.id,
                closesAt: question.asked.row.decision.closesAt,
                tally: tallyText(tally),
                decided: decidedBy(question),
              },
        ballot: ballot === undefined ? null : supportWord(ballot.support),
      },
    ]
  })
