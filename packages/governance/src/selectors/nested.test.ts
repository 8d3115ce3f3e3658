import {
  approvalCall,
  daomeshDomain,
  decisionIdOf,
  type Hex,
  outerDigestOf,
  type OuterQuestion,
  supports,
  unpackLiveSignature,
  writeQuestion,
} from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { contentHashOf } from '../content/contentHash.ts'
import { signTyped } from '../fixtures/accounts.ts'
import { ann, ben, cat, chain, dao, decisionOf, entryOf, factory, genesis, idOf, recover, seat, viewIn } from '../fixtures/dao.ts'
import { foldAll } from '../fixtures/registers.ts'
import { cast, founded, hosting, later, stateAt, submitted, transaction } from '../fixtures/voting.ts'
import { genesisState } from '../facts/chainState.ts'
import { memberKindOf } from '../facts/memberKindOf.ts'
import { daoReducer } from '../fold/daoReducer.ts'
import { enactingSheets } from './enactingSheets.ts'
import { carriedQuestions, innerAnswer, questionOf } from './innerAnswer.ts'
import { claimsOf, withSigned } from './withSigned.ts'

/** The DAO of these tests as the outer one: ann, ben, and a DAO with two votes. */
const inner = factory
const outerGenesis = {
  ...genesis,
  rules: { ...genesis.rules, mode: 1 },
  members: [seat(ann.address), seat(ben.address), seat(inner, 2n, 1n, 1)].sort((a, b) => (a.account < b.account ? -1 : 1)),
}
const outer = { ...genesisState(outerGenesis), founded: true }
const view = viewIn(outer)
const reduce = daoReducer({ chain, dao, recover, memberKindOf: memberKindOf(() => outer) })
const claim = (support: number, revision: bigint, signature: Hex) =>
  entryOf(
    ann,
    'ballot.cast',
    {
      v: 1,
      sheet: { member: inner, revision, choices: [{ decision: idOf(hosting), support, votes: 0n }] },
      signature,
      reason: 'not its own',
    },
    { view },
  )
const signature = (byte: string): Hex => `0x${byte.repeat(80)}`

test('S16 J5 R10 a claim counts exactly while the chain confirms it, and a false one hides no true one', () => {
  const registers = foldAll(
    reduce,
    [
      submitted(hosting),
      cast(ann, 1n, supports.for),
      claim(supports.for, 3n, signature('aa')),
      claim(supports.against, 9n, signature('bb')),
    ],
    view,
  )
  expect(claimsOf(registers)).toHaveLength(2)
  const status = (isSigned: Parameters<typeof withSigned>[1]) => stateAt(withSigned(registers, isSigned), outer)
  expect(status(() => false)).toMatchObject({ status: 'open', ballots: [{ member: ann.address }] })
  const confirmed = status((one) => one.signature === signature('aa'))
  expect(confirmed).toMatchObject({ status: 'decisive', enactable: true })
  expect(confirmed?.ballots.find(({ member }) => member === inner)).toMatchObject({
    support: supports.for,
    revision: 3n,
    ignored: null,
    reason: '',
    equivocated: false,
  })
  // Both signed: the higher revision is what it says now, and its Yes stays usable (R4).
  const both = status(() => true)
  expect(both?.ballots.find(({ member }) => member === inner)).toMatchObject({
    support: supports.against,
    usable: { support: supports.for, revision: 3n },
  })
  const { decisions, sheets } = enactingSheets(
    withSigned(registers, (one) => one.signature === signature('aa')),
    outer,
    [idOf(hosting)],
  )
  expect(decisions).toEqual([idOf(hosting)])
  expect(sheets.find(({ member }) => member === inner)?.signature).toBe(signature('aa'))
})

const asked: OuterQuestion = { dao, support: supports.for, revision: 1n, title: 'Pay the hosting', content: 'One year.', decision: hosting }
const place = { chainId: chain.chainId, dao: inner }
const innerDomain = daomeshDomain(chain.chainId, inner)

/** The same three people as the members of `inner`, which is the DAO of this replica. */
const carry = (question: OuterQuestion, hash = outerDigestOf(chain.chainId, inner, question)) => {
  const text = writeQuestion(question)
  const decision = decisionOf(ann, 4n, 'Mesh asks', text, { calls: [approvalCall(inner, hash)] })
  return { decision, text, id: decisionIdOf(chain.chainId, inner, decision) }
}
const reduceInner = daoReducer({ chain, dao: inner, recover })

test('S16 P22 R10 the answer is there when its ballots could enact the approval, and is the signature they make', () => {
  const { decision, text, id } = carry(asked)
  const proposal = entryOf(ann, 'proposal.submit', { v: 1, draft: null, title: 'Mesh asks', content: text, decision }, { at: 5 })
  const vote = (of: typeof ann, support: number) => {
    const sheet = { member: of.address, revision: 1n, choices: [{ decision: id, support, votes: 0n }] }
    return entryOf(of, 'ballot.cast', { v: 1, sheet, signature: signTyped(of, innerDomain, 'BallotSheet', sheet), reason: '' })
  }
  const answerOf = (...entries: ReturnType<typeof vote>[]) =>
    innerAnswer(place, foldAll(reduceInner, [proposal, ...entries]), founded, id, { now: 500 })
  expect(answerOf()).toBeNull()
  expect(answerOf(vote(ann, supports.for), vote(ben, supports.against), vote(cat, supports.abstain))).toBeNull()
  const answer = answerOf(vote(ann, supports.for), vote(cat, supports.for))
  expect(answer).toMatchObject({ outer: dao, sheet: { member: inner, revision: 1n }, hash: outerDigestOf(chain.chainId, inner, asked) })
  expect(unpackLiveSignature(inner, answer?.hash ?? '0x', answer?.signature ?? '0x')?.approval).toEqual(decision)
  const registers = foldAll(reduceInner, [proposal])
  const enacted = later(founded, { kind: 'enacted', decision: id, transaction })
  expect(innerAnswer(place, registers, enacted, id, { now: 500 })?.signature).toBe(`0x${'00'.repeat(65)}`)
  expect(carriedQuestions(place, registers, founded, { now: 500 })).toMatchObject([{ question: asked, row: { id } }])
})

test('S16 C5 a text that asks one thing beside a call that signs another is no question', () => {
  for (const bent of [
    { ...asked, support: supports.against },
    { ...asked, revision: 2n },
    { ...asked, dao: inner },
  ]) {
    const { decision, text } = carry(bent, outerDigestOf(chain.chainId, inner, asked))
    expect(questionOf(place, decision, text)).toBeNull()
  }
  const { decision, text } = carry(asked)
  expect(questionOf(place, decision, text)).toEqual(asked)
  expect(questionOf({ ...place, dao }, decision, text)).toBeNull()
  expect(questionOf(place, { ...decision, calls: [...decision.calls, ...decision.calls] }, text)).toBeNull()
  expect(contentHashOf('Mesh asks', text)).toBe(decision.contentHash)
})
