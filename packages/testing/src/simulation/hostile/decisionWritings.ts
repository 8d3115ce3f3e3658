import { contentHashOf } from '@daomesh/governance'
import {
  type Address,
  address,
  type BallotSheet,
  type Decision,
  type DecisionId,
  type Hex,
  type Support,
  supports,
  to0x,
  zeroAddress,
} from '@daomesh/protocol'
import type { Pen } from './pen.ts'
import { anyDraft, fieldOf, hash32, of, type Writing, zeroHash } from './writing.ts'

const oddDecision = (pen: Pen, title: string, content: string, member: Address): Decision => {
  const { random } = pen
  const odd = random.chance(0.5)
  return {
    rosterEpoch: odd ? random.pick([0, 1, 2 ** 32 - 1]) : 0,
    rulesEpoch: odd ? random.pick([0, 9, 2 ** 32 - 1]) : 0,
    slot: (BigInt(member) << 96n) + random.pick([0n, 5n, 2n ** 96n - 1n]),
    closesAt: random.pick([0, 1, 2 ** 40 - 1]),
    expiresAt: random.pick([0, 2 ** 40 - 1]),
    executor: random.pick([zeroAddress, member]),
    afterDecision: random.pick<Hex>([
      zeroHash,
      `0x${hash32(pen)}`,
      ...of(pen, 'proposal.submit')
        .slice(0, 1)
        .map(({ id }): Hex => `0x${id}`),
    ]),
    calls: Array.from({ length: random.pick([0, 1, 3, 128]) }, () => ({
      target: random.pick([member, address.parse(to0x(random.bytes(20)))]),
      value: random.pick([0n, 2n ** 256n - 1n]),
      data: random.pick<Hex>(['0x', '0x00', '0xa9059cbb', to0x(random.bytes(36))]),
      codeHash: zeroHash,
    })),
    contentHash: contentHashOf(title, content) as Hex,
  }
}

/** Proposals at the edges of what a form allows: epochs, times and slots out of this world, more money than there is. */
export const oddProposal: Writing = (pen) => {
  const log = pen.open()
  const [title, content] = [`\u202Eodd ${hash32(pen)}`, pen.random.pick(['', '<script>', '# '.repeat(900)])]
  const decision = oddDecision(pen, title, content, pen.link.link.member)
  const body = { v: 1, draft: pen.random.pick([null, anyDraft(pen)]), title, content, decision }
  pen.write(log, 'proposal.submit', body)
  pen.write(log, 'proposal.submit', { ...body, title: `${title} ` })
  pen.write(log, 'proposal.submit', body)
}

/** Ballots under odd revisions, twice under one, on what is not there; sheets of others with words in their mouths. */
export const oddBallot: Writing = async (pen) => {
  const { random } = pen
  const log = pen.open()
  const decisions = of(pen, 'ballot.cast').flatMap((one) => {
    const { choices } = fieldOf(one, 'sheet') as { readonly choices: readonly { readonly decision: DecisionId }[] }
    return choices.map(({ decision }) => decision)
  })
  const revision = random.pick([0n, 1n, 2n, 2n ** 63n, 2n ** 64n - 1n])
  const cast = async (support: Support, votes = 0n) => {
    const decision = random.pick([...decisions, `0x${hash32(pen)}` as DecisionId])
    const sheet: BallotSheet = { member: pen.link.link.member, revision, choices: [{ decision, support: supports[support], votes }] }
    pen.write(log, 'ballot.cast', { v: 1, sheet, signature: await pen.sign('BallotSheet', sheet), reason: '\u202Ewhy' })
  }
  await cast('against')
  await cast('for')
  await cast('abstain', random.pick([0n, 2n ** 64n - 1n]))
  const [others] = random.shuffle(of(pen, 'ballot.cast'))
  if (others !== undefined) pen.write(log, 'ballot.cast', { ...Object(others.body), reason: 'I was forced' })
}
