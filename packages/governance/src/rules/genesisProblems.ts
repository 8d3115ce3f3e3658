import { type Genesis, limits, utf8 } from '@daomesh/protocol'
import { type Phrase, phrase } from './phrase.ts'
import { ruleProblems } from './ruleProblems.ts'

/**
 * Why the contract would refuse to found this DAO; empty when it would not. For the screen that proposes a founding: the fold keeps such a
 * genesis, and nobody can deploy it.
 * @example
 * genesisProblems(genesis) // => []
 * genesisProblems({ ...genesis, members: [] })[0]?.key // => 'genesis.members.count'
 */
export const genesisProblems = ({ name, members, rules }: Genesis): readonly Phrase[] => {
  const problems: Phrase[] = []
  const size = utf8(name).length
  if (size === 0 || size > limits.nameBytes) problems.push(phrase('genesis.name', { max: limits.nameBytes }))
  if (members.length === 0 || members.length > limits.rosterMembers)
    problems.push(phrase('genesis.members.count', { count: members.length, max: limits.rosterMembers }))
  members.forEach((member, i) => {
    if (BigInt(member.account) <= BigInt(members[i - 1]?.account ?? '0x00'))
      problems.push(phrase('genesis.members.order', { account: member.account }))
    if (member.power === 0n && member.shares === 0n) problems.push(phrase('genesis.members.empty', { account: member.account }))
    if (member.kind !== 0 && member.kind !== 1) problems.push(phrase('genesis.members.kind', { account: member.account }))
  })
  const shares = members.reduce((sum, member) => sum + member.shares, 0n)
  if (members.every((member) => member.power === 0n)) problems.push(phrase('genesis.power.none'))
  if (shares === 0n) problems.push(phrase('genesis.shares.none'))
  if (shares >= 1n << 128n) problems.push(phrase('genesis.shares.tooMany'))
  problems.push(...ruleProblems(rules))
  return problems
}
