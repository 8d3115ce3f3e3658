import { contentHashOf } from '@daomesh/governance'
import {
  type Address,
  type Agreement,
  approvalCall,
  type BallotSheet,
  type BallotSubject,
  bountyIdOf,
  daomeshDomain,
  type DaomeshError,
  type Decision,
  decisionIdOf,
  hashTypedData,
  outerDigestOf,
  type OuterQuestion,
  slotOf,
  type Terms,
  termsHashOf,
  writeAgreementQuestion,
  writeQuestion,
} from '@daomesh/protocol'
import { encodeFunctionData, parseAbi } from 'viem'
import { expect, test } from 'vitest'
import type { BallotRequest } from '../provenSubjects.ts'
import { describeRequest } from './describeRequest.ts'

const ana = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266' as Address
const shownAna = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const eve = `0x${'e1'.repeat(20)}` as Address
const dao = `0x${'da'.repeat(20)}` as Address
const zero32 = `0x${'00'.repeat(32)}` as const
const domain = daomeshDomain(31_337n, dao)
const ether = 10n ** 18n

const proposal = (title: string, changes: Partial<Decision> = {}, content = 'Why: because.'): BallotSubject => ({
  title,
  content,
  decision: {
    rosterEpoch: 2,
    rulesEpoch: 1,
    slot: slotOf(ana, 4n),
    closesAt: 2_000_000_000,
    expiresAt: 2_000_086_400,
    executor: `0x${'00'.repeat(20)}` as Address,
    afterDecision: zero32,
    calls: [{ target: ana, value: ether, data: '0x', codeHash: zero32 }],
    contentHash: contentHashOf(title, content),
    ...changes,
  },
})
const idOf = ({ decision }: BallotSubject) => decisionIdOf(31_337n, dao, decision)
const ballot = (
  about: readonly BallotSubject[],
  { support = 1, votes = 0n, in: where = domain }: { support?: number; votes?: bigint; in?: BallotRequest['domain'] } = {},
): BallotRequest => ({
  type: 'typedData',
  domain: where,
  name: 'BallotSheet',
  message: { member: ana, revision: 3n, choices: about.map((one) => ({ decision: idOf(one), support, votes })) },
  about,
  context: { title: 'Harmless', lines: ['Nothing to see.'] },
})
const refusal = (request: BallotRequest): unknown => {
  try {
    return describeRequest(request).lines
  } catch (error) {
    const { code, meta } = error as DaomeshError
    return { code, reason: meta['reason'] }
  }
}
const blind = (reason: string) => ({ code: 'SIGNING_BLIND', reason: expect.stringContaining(reason) as string })

test('Q6 E2 a ballot says the proposal’s title, its calls, the answer, what a For can do, and never a count of votes where none is given', () => {
  const paid = proposal('Pay Ana for the logo')
  const words = describeRequest(ballot([paid]))
  expect(words.title).toBe('Sign your ballot')
  const [first] = words.groups
  const id = idOf(paid)
  expect(first).toEqual({
    head: 'Your vote: FOR “Pay Ana for the logo”.',
    lines: ['When it is enacted, the DAO does this:', `Pays 1 ETH to ${shownAna}.`],
    details: [
      'Voting closes 2033-05-18 03:33 UTC; it can be enacted until 2033-05-19 03:33 UTC.',
      `Proposed by ${shownAna}, on roster 2 and rules 1 of the DAO.`,
      `Decision ${id.slice(2, 6)} ${id.slice(6, 10)} … ${id.slice(-4)}, to compare with the proposal’s page and with other members.`,
    ],
    text: 'Why: because.',
  })
  expect(words.lines).toContain('Anyone who holds a signed For can use it to enact the decision, even after you signed another answer.')
  expect(words.lines.join('\n')).not.toMatch(/Harmless|0 vote/)
  const digest = hashTypedData(domain, 'BallotSheet', ballot([paid]).message)
  expect(words.shortHash).toBe(`${digest.slice(2, 6)} ${digest.slice(6, 10)} … ${digest.slice(-4)}`)
})

test('Q6 each answer is said, each proposal stands for itself, and only a For carries the warning', () => {
  const two = [proposal('One'), proposal('Two', { calls: [], executor: eve, afterDecision: `0x${'77'.repeat(32)}` })]
  const against = describeRequest(ballot(two, { support: 0 }))
  expect(against.title).toBe('Sign your ballot on 2 proposals')
  expect(against.groups.map(({ head }) => head)).toEqual(['Your vote: AGAINST “One”.', 'Your vote: AGAINST “Two”.', null])
  expect(against.lines.join('\n')).not.toContain('Anyone who holds')
  expect(against.lines).toContain('It moves nothing: no payment, no call.')
  expect(against.lines.some((line) => line.startsWith('Only 0x') && line.endsWith('can enact it.'))).toBe(true)
  expect(against.lines).toContain('Only after decision 7777 7777 … 7777 was enacted.')
  expect(describeRequest(ballot([proposal('One')], { support: 2 })).groups[0]?.head).toBe('Your vote: ABSTAIN on “One”.')
})

test('Q6 votes that cost credits are counted aloud', () => {
  expect(describeRequest(ballot([proposal('One')], { votes: 1n })).lines).toContain('It spends 1 vote.')
  expect(describeRequest(ballot([proposal('One')], { votes: 7n })).lines).toContain('It spends 7 votes.')
})

test('Q6 a call to the DAO itself is told from one that only has its shape; long bytes are counted, readable arguments are never cut', () => {
  const data = encodeFunctionData({
    abi: parseAbi(['function revokeBallots(uint64 minRevision)']),
    functionName: 'revokeBallots',
    args: [9n],
  })
  const calls = [dao, eve].map((target) => ({ target, value: 0n, data, codeHash: zero32 }))
  const { lines } = describeRequest(ballot([proposal('Odd', { calls })]))
  expect(lines).toContain('Changes the DAO itself by its function “revokeBallots”.')
  expect(lines.filter((line) => line.includes('by its shape the function “revokeBallots”'))).toHaveLength(1)
  expect(lines).toContain('When it is enacted, the DAO does these 2 things, all or none:')
})

test('Q7 E2 a node that hands over another proposal than the ballot counts for gets no words and no signature', () => {
  const real = proposal('Empty the treasury', { calls: [{ target: eve, value: 1_000n * ether, data: '0x', codeHash: zero32 }] })
  const shown = proposal('Buy biscuits')
  const honest = ballot([real])
  expect(refusal(honest)).toContainEqual(expect.stringMatching(/^Pays 1000 ETH to 0xe1/i))
  expect(refusal({ ...honest, about: [shown] })).toEqual(blind('another one'))
  expect(refusal({ ...honest, about: [] })).toEqual(blind('not handed over'))
  expect(refusal({ ...honest, about: [real, shown] })).toEqual(blind('more proposals'))
  expect(refusal({ ...honest, about: [{ ...real, title: shown.title }] })).toEqual(blind('title and text'))
  expect(refusal({ ...honest, about: [{ ...real, content: 'Nothing bad.' }] })).toEqual(blind('title and text'))
  const swapped = ballot([real, shown])
  expect(refusal({ ...swapped, about: [shown, real] })).toEqual(blind('another one'))
  for (const changes of [
    { calls: shown.decision.calls },
    { closesAt: 1 },
    { expiresAt: 1 },
    { rosterEpoch: 9 },
    { rulesEpoch: 9 },
    { executor: eve },
  ])
    expect(refusal({ ...honest, about: [{ ...real, decision: { ...real.decision, ...changes } }] })).toEqual(blind('another one'))
  expect(refusal({ ...honest, domain: daomeshDomain(1n, dao) })).toEqual(blind('another one'))
  expect(refusal({ ...honest, domain: daomeshDomain(31_337n, eve) })).toEqual(blind('another one'))
  expect(refusal({ ...honest, domain: daomeshDomain(31_337n) })).toEqual(blind('no DAO'))
})

test('E1 title and text of a peer can hide, reorder and break nothing', () => {
  const title = 'Pay\u202Eeve\u0007 “now”\u2028Your vote: AGAINST'
  const content = 'a\r\nb\u200B\u001b[2Jc\u2029<img src=x onerror=alert(1)>'
  const { groups } = describeRequest(ballot([proposal(title, {}, content)]))
  expect(groups[0]?.head).toBe('Your vote: FOR “Pay·eve· ‘now’·Your vote: AGAINST”.')
  expect(groups[0]?.text).toBe('a\nb··[2Jc·<img src=x onerror=alert(1)>')
})

test('Q6 a long title and a long text are shown whole', () => {
  const title = 'x'.repeat(200)
  const content = 'word '.repeat(20_000)
  const { groups } = describeRequest(ballot([proposal(title, {}, content)]))
  expect(groups[0]?.head).toContain(title)
  expect(groups[0]?.text).toBe(content)
})

test('E2 a sheet of 64 answers is proven and described as a whole', () => {
  const many = Array.from({ length: 64 }, (_, i) => proposal(`Number ${i}`))
  const sheet: BallotSheet = ballot(many).message
  expect(describeRequest(ballot(many)).groups).toHaveLength(sheet.choices.length + 1)
})

test('M192 C5 E2 what an outer DAO asks is said in words, worked out from what is signed', () => {
  const outer = `0x${'0a'.repeat(20)}` as Address
  const weir = proposal('Mend the weir')
  const asked: OuterQuestion = { dao: outer, support: 1, revision: 7n, ...weir }
  const carried = (question: OuterQuestion, signed = question) =>
    proposal('Valley asks', { calls: [approvalCall(dao, outerDigestOf(31_337n, dao, signed))] }, writeQuestion(question))
  const said = (about: BallotSubject) => describeRequest(ballot([about])).lines.join('\n')
  const words = said(carried(asked))
  expect(words).toMatch(/this DAO votes FOR “Mend the weir” in the DAO at 0x0a0a/i)
  expect(words).toContain(`Pays 1 ETH to ${shownAna}.`)
  expect(words).toContain('revision 7')
  expect(words).not.toContain('daomesh-question')
  expect(words).not.toContain('approveHash')
  // The text tells of one thing and the call signs another, or the title is not that of the outer decision: shown as what it is.
  for (const about of [
    carried(asked, { ...asked, support: 0 }),
    carried(asked, { ...asked, dao: eve }),
    carried({ ...asked, title: 'Nothing' }),
  ]) {
    expect(said(about)).toContain('approveHash')
    expect(said(about)).not.toContain('this DAO votes')
  }
})

test('M260 C5 E2 an answer to a question is said once, with what it does and every decision it stands on, and nothing hides behind it', () => {
  const outer = `0x${'0a'.repeat(20)}` as Address
  const weir = proposal('Mend the weir')
  const answers = [2, 0, 1].map((support) => {
    const question: OuterQuestion = { dao: outer, support, revision: BigInt(7 + support), ...weir }
    const calls = [approvalCall(dao, outerDigestOf(31_337n, dao, question))]
    return { support, about: proposal(`Valley asks ${support}`, { calls }, writeQuestion(question)) }
  })
  const sheet = (supports: readonly number[]): BallotRequest => {
    const one = ballot(answers.map(({ about }) => about))
    return {
      ...one,
      message: { ...one.message, choices: one.message.choices.map((choice, i) => ({ ...choice, support: supports[i] ?? 0 })) },
    }
  }
  const idsOf = answers.map(({ about }) => idOf(about).slice(2, 6))
  // A No: For on the decision that says No, Against on the two others.
  const no = describeRequest(sheet([0, 1, 0]))
  expect(no.groups).toHaveLength(2)
  expect(no.lines.join('\n')).toContain('Your vote: AGAINST “Valley asks 1”.')
  expect(no.lines.join('\n')).toMatch(/this DAO votes AGAINST “Mend the weir” in the DAO at 0x0a0a/i)
  expect(no.lines.join('\n')).not.toContain('this DAO votes FOR')
  const details = no.groups.flatMap((group) => group.details).join('\n')
  expect(details).toContain('So that this answer is given: FOR “Valley asks 0”')
  expect(details).toContain('So that no other answer is given: AGAINST “Valley asks 2”')
  for (const id of idsOf) expect(details).toContain(id)
  // Whoever also says For to what gives another answer reads all three.
  const bent = describeRequest(sheet([1, 1, 0]))
  expect(bent.groups).toHaveLength(4)
  expect(bent.lines.join('\n')).toContain('this DAO votes ABSTAIN')
})

test('M123 C5 E2 a bounty that a DAO is asked to take is said in words, worked out from what is signed, also two DAOs away', () => {
  const escrow = `0x${'e5'.repeat(20)}` as Address
  const terms: Terms = { v: 1, title: 'Mend the weir', brief: 'Stone by stone.', tags: [], files: ['ab'.repeat(32)] }
  const agreement: Agreement = {
    issuer: ana,
    hunter: dao,
    token: `0x${'00'.repeat(20)}` as Address,
    amount: 3n * ether,
    termsHash: termsHashOf(terms),
    deliverBy: 2_000_000_000,
    reviewPeriod: 259_200,
    reviewer: ana,
    arbiter: eve,
    defaultSplit: 5_000,
    parent: zero32,
    validUntil: 1_900_000_000,
    nonce: 7n,
  }
  const taking = (asked: Agreement, signed = asked, words = terms) =>
    proposal(
      'Take the bounty: Mend the weir',
      { calls: [approvalCall(dao, bountyIdOf(31_337n, escrow, signed))] },
      writeAgreementQuestion({ escrow, agreement: asked, terms: words }),
    )
  const said = (about: BallotSubject) => {
    const { lines, groups } = describeRequest(ballot([about]))
    return { words: lines.join('\n'), text: groups[0]?.text }
  }
  const { words, text } = said(taking(agreement))
  expect(words).toContain('this DAO signs that it takes the bounty “Mend the weir”')
  expect(words).toContain(`The DAO is paid 3 ETH by ${shownAna}.`)
  expect(words).toContain('due 3 days later')
  expect(words).toContain('1 file(s) belong to it.')
  expect(words).not.toContain('approveHash')
  expect(text).toBe('Stone by stone.')
  // Terms that are not those of the hash that is signed are shown as the call that they stand beside.
  for (const bent of [taking(agreement, { ...agreement, amount: 1n }), taking(agreement, agreement, { ...terms, brief: 'Sand.' })]) {
    expect(said(bent).words).toContain('approveHash')
    expect(said(bent).words).not.toContain('takes the bounty')
  }
  // A DAO among the members is asked what the outer one would take: the same words, behind its own answer.
  const inner = taking({ ...agreement, hunter: `0x${'0a'.repeat(20)}` as Address })
  const outer = {
    ...inner,
    decision: {
      ...inner.decision,
      calls: [
        approvalCall(
          `0x${'0a'.repeat(20)}` as Address,
          bountyIdOf(31_337n, escrow, { ...agreement, hunter: `0x${'0a'.repeat(20)}` as Address }),
        ),
      ],
    },
  }
  const asked: OuterQuestion = { dao: `0x${'0a'.repeat(20)}` as Address, support: 1, revision: 7n, ...outer }
  const nested = said(proposal('Valley asks', { calls: [approvalCall(dao, outerDigestOf(31_337n, dao, asked))] }, writeQuestion(asked)))
  expect(nested.words).toContain('takes the bounty “Mend the weir”')
  expect(nested.text).toBe('Stone by stone.')
})
