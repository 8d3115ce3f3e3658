import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode, encode } from '../codec/encode.ts'
import { noBounty } from '../bounties/bountyId.ts'
import { hash, hash0x } from '../fixtures/entries.ts'
import { limits } from '../limits.ts'
import { bodies, type Kind, readBody } from './bodies.ts'
import { genesisSchema, toRecord } from './eip712Bodies.ts'

const address = (n: number) => `0x${n.toString(16).padStart(40, '0')}`
const signature = `0x${'11'.repeat(65)}`
const draft = 'a'.repeat(32)
const bytes = (length: number) => new Uint8Array(length).fill(1)
const rules = {
  mode: 0,
  quorumBps: 5000,
  thresholdBps: 5000,
  votingPeriod: 60,
  gracePeriod: 0,
  challengeWindow: 0,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
}
const member = (n: number) => ({ account: address(n), kind: 0, power: '1', shares: '100' })
const genesis = { chainId: '31337', chainGenesis: hash0x('g'), name: 'Mesh', members: [member(1), member(2)], rules, salt: hash0x('s') }
const decision = {
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: '5',
  closesAt: 1,
  expiresAt: 2,
  executor: address(0),
  afterDecision: hash0x('a'),
  calls: [{ target: address(3), value: '1', data: '0x', codeHash: hash0x('c') }],
  contentHash: hash0x('t'),
}

const brief = { v: 1, title: 'Lamp', brief: 'A lamp for the yard.\n', tags: ['light'], files: [hash('f')] }
const opening = {
  v: 1,
  chain: { chainId: '31337', genesisHash: hash0x('g') },
  escrow: address(8),
  issuer: { kind: 'dao', dao: address(7), factory: address(9), genesis },
  hunter: { kind: 'person', account: address(4) },
  subject: {
    post: { id: 'c'.repeat(32), revision: 2 },
    title: 'Lamp',
    brief: 'A lamp.\n',
    tags: ['light'],
    reward: { token: address(0), amount: '5' },
    deadline: 9,
  },
  nonce: 'd'.repeat(32),
}
const agreement = {
  issuer: address(1),
  hunter: address(2),
  token: address(0),
  amount: '5',
  termsHash: hash0x('t'),
  deliverBy: 9,
  reviewPeriod: 7,
  reviewer: address(1),
  arbiter: address(5),
  defaultSplit: 5_000,
  parent: noBounty,
  validUntil: 8,
  nonce: '3',
}
const terms = {
  token: address(0),
  amount: '5',
  termsHash: hash0x('t'),
  deliverBy: 9,
  reviewPeriod: 3,
  reviewer: address(1),
  arbiter: address(2),
  defaultSplit: 5000,
  parent: hash0x('0'),
  validUntil: 8,
}

/** One well-formed body per kind, in the form it has on the wire. The type makes a new kind without an example an error. */
const examples: Record<Kind, Record<string, unknown>> = {
  'log.open': {
    v: 1,
    link: { member: address(1), device: hash0x('d'), exchangeKey: hash0x('x'), notAfter: '9', nonce: hash0x('n') },
    signature,
  },
  'device.unlink': { v: 1, unlink: { member: address(1), device: hash0x('d'), nonce: hash0x('n') }, signature },
  'profile.set': { v: 1, name: 'Ann' },
  'lobby.propose': { v: 1, factory: address(9), genesis },
  'lobby.cosign': { v: 1, genesisHash: hash0x('g'), signature },
  'lobby.revoke': { v: 1 },
  'lobby.bring': { v: 1, dao: address(7) },
  'lobby.agree': { v: 1, genesisHash: hash0x('g'), dao: address(7), signature },
  'invite.open': { v: 1, invite: 'b'.repeat(32), expires: 9 },
  'invite.revoke': { v: 1, invite: 'b'.repeat(32) },
  'member.apply': {
    v: 1,
    invite: 'b'.repeat(32),
    name: 'Eve',
    link: { member: address(1), device: hash0x('d'), exchangeKey: hash0x('x'), notAfter: '9', nonce: hash0x('n') },
    signature,
  },
  'member.consent': { v: 1, dao: address(7), power: '3', shares: '300', signature },
  'key.seal': { v: 1, keyId: hash('k'), boxes: [{ device: hash('d'), box: bytes(80) }], previous: { keyId: hash('p'), box: bytes(72) } },
  'draft.open': { v: 1, draft, title: 'Hosting' },
  'draft.rename': { v: 1, draft, title: 'Hosting' },
  'draft.discard': { v: 1, draft },
  'draft.update': { v: 1, draft, session: bytes(16), update: bytes(3) },
  'proposal.submit': { v: 1, draft: null, title: 'Hosting', content: 'One year.\n', decision },
  'proposal.withdraw': { v: 1, decision: hash0x('d') },
  'comment.post': { v: 1, about: draft, replyTo: null, text: 'Yes' },
  'token.list': { v: 1, token: address(5), standard: 'erc1155', item: '7' },
  'token.unlist': { v: 1, token: address(5), item: null },
  'file.share': {
    v: 1,
    file: hash('f'),
    key: bytes(32),
    name: 'Plan 2.pdf',
    type: 'application/pdf',
    size: 7,
    about: draft,
    hash: hash('c'),
  },
  'listing.publish': { v: 1, post: bytes(40), key: bytes(32) },
  'file.withdraw': { v: 1, file: hash('f') },
  'ballot.cast': {
    v: 1,
    sheet: { member: address(1), revision: '1', choices: [{ decision: hash0x('d'), support: 1, votes: '0' }] },
    signature,
    reason: '',
  },
  'ballot.explain': { v: 1, reasons: [{ decision: hash0x('d'), support: 1, text: 'It is time.' }] },
  'poll.open': {
    v: 1,
    poll: {
      question: 'Where do we meet?',
      about: '',
      options: ['Garden', 'Boathouse', 'Mill'],
      choice: 'multiple',
      most: 2,
      weight: 'member',
      view: hash('v'),
      rulesEpoch: 0,
      nonce: 'c'.repeat(32),
    },
  },
  'poll.answer': { v: 1, poll: hash('p'), choices: [0, 2] },
  'poll.close': {
    v: 1,
    close: { poll: hash('p'), result: ['1', '0', '1'], answers: [{ member: address(1), entry: hash('e'), choices: [0, 2] }] },
  },
  'budget.open': {
    v: 1,
    budget: { title: 'Autumn', token: address(0), amount: '1000', allocation: '100', closesAt: 9, salt: hash0x('s') },
  },
  'budget.project': { v: 1, project: { budget: hash0x('b'), name: 'Well', payee: address(3), text: 'Dig.\nDeep.' } },
  'budget.pledge': {
    v: 1,
    sheet: { member: address(1), budget: hash0x('b'), revision: '1', pledges: [{ project: hash0x('p'), amount: '7' }] },
    signature,
  },
  'budget.close': {
    v: 1,
    budget: hash0x('b'),
    pledges: [hash0x('q')],
    projects: [hash0x('p')],
    parts: [{ title: 'Budget', content: 'Pays.\n', decision }],
  },
  'deal.open': { v: 1, side: 'hunter', opening },
  'deal.brief': { v: 1, side: 'hunter', draft, brief },
  'deal.offer': { v: 1, offer: { side: 'hunter', answers: hash('o'), terms, note: 'Soon.', nonce: 'e'.repeat(32) } },
  'deal.withdraw': { v: 1, side: 'hunter', offer: hash('o') },
  'deal.decline': { v: 1, side: 'issuer', offer: null, reason: 'Too dear.' },
  'deal.accept': { v: 1, side: 'issuer', offer: hash('o') },
  'deal.sign': { v: 1, offer: hash('o'), signature },
  'deal.deliver': {
    v: 1,
    delivery: { v: 1, bounty: noBounty, note: 'Done.', files: [{ file: hash('f'), hash: hash('c'), name: 'lamp.pdf', size: 9 }] },
  },
  'deal.place': {
    v: 1,
    place: {
      root: agreement,
      levels: [{ split: 1, index: 0, leaves: [{ agreement, planned: { root: hash0x('s'), sum: '3' } }], signature: '0x' }],
      terms: brief,
    },
  },
  'deal.plan': {
    v: 1,
    plan: {
      agreement,
      splits: [
        { way: [], split: 0, leaves: [{ agreement, planned: { root: hash0x('s'), sum: '3' } }], signature },
        { way: [{ split: 0, index: 0 }], split: 0, leaves: [{ agreement, planned: null }], signature: '0x' },
      ],
    },
  },
  'deal.arbiter': { v: 1, side: 'issuer', arbiter: address(5) },
  'partnership.offer': {
    v: 1,
    offer: {
      side: 'issuer',
      answers: null,
      terms: { issuerGives: '2', hunterGives: '3', note: 'Mills and hills.', validUntil: 9 },
      draft,
      nonce: 'e'.repeat(32),
    },
  },
  'partnership.bring': {
    v: 1,
    side: 'hunter',
    offer: hash('o'),
    decision,
    ballots: [{ sheet: { member: address(1), revision: '1', choices: [{ decision: hash0x('d'), support: 1, votes: '0' }] }, signature }],
  },
  'deal.promise': {
    v: 1,
    offer: hash('o'),
    decision,
    ballots: [{ sheet: { member: address(1), revision: '1', choices: [{ decision: hash0x('d'), support: 1, votes: '0' }] }, signature }],
  },
  'deal.join': { v: 1, opening },
}
const kinds = Object.keys(bodies) as Kind[]

test('P13: one well-formed body of each kind is read, and its record form comes back from the wire', () => {
  for (const kind of kinds) {
    const outcome = readBody(kind, decode(encode(examples[kind])))
    expect([kind, outcome.outcome]).toEqual([kind, 'known'])
    if (outcome.outcome === 'known') expect(decode(encode(toRecord(outcome.reading.body)))).toEqual(examples[kind])
  }
})

test('P13/D13: unknown kinds and newer versions are opaque, whatever else they hold', () => {
  expect(readBody('poll.dream', { v: 1 })).toEqual({ outcome: 'opaque' })
  for (const kind of ['toString', 'constructor', '__proto__', '']) expect(readBody(kind, { v: 1 })).toEqual({ outcome: 'opaque' })
  for (const kind of kinds) {
    expect(readBody(kind, { ...examples[kind], v: 2, more: true })).toEqual({ outcome: 'opaque' })
    expect(readBody(kind, { ...examples[kind], v: 0 })).toEqual({ outcome: 'broken' })
    expect(readBody(kind, { ...examples[kind], more: true })).toEqual({ outcome: 'broken' })
  }
})

const odd = fc.oneof(
  fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true, maxDepth: 2 }),
  fc.constantFrom('x', '-1', '1e3', '0x', '00', '', '9'.repeat(79), Number.NaN, -1, 1.5, [], {}, null, { v: 1 }, { __proto__: { v: 1 } }),
)
const paths = (value: unknown, at: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null && !(value instanceof Uint8Array)
    ? Object.entries(value).flatMap(([key, inner]) => [[...at, key], ...paths(inner, [...at, key])])
    : []
const put = (value: unknown, [key, ...rest]: readonly string[], replacement: unknown): unknown => {
  if (key === undefined) return replacement
  const inner = put((value as Record<string, unknown>)[key], rest, replacement)
  return Array.isArray(value) ? value.map((old, i) => (String(i) === key ? inner : old)) : { ...(value as object), [key]: inner }
}

test('P13/D9: anything put anywhere into a body is read, opaque or broken, and never throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.nat(), odd, (kind, pick, replacement) => {
      const all = paths(examples[kind])
      const mutated = put(examples[kind], all[pick % all.length] ?? [], replacement)
      expect(['known', 'opaque', 'broken']).toContain(readBody(kind, mutated).outcome)
    }),
    { numRuns: 3000 },
  )
})

test('P106 a sheet with more votes than the chain can read is no ballot', () => {
  const outcomeOf = (votes: string) => {
    const sheet = { ...(examples['ballot.cast']['sheet'] as object), choices: [{ decision: hash0x('d'), support: 1, votes }] }
    return readBody('ballot.cast', { ...examples['ballot.cast'], sheet }).outcome
  }
  expect(['65535', '65536', '18446744073709551615'].map(outcomeOf)).toEqual(['known', 'broken', 'broken'])
})

test('P13/D9: amounts that are no decimal numbers break a body and nothing else', () => {
  for (const amount of ['abc', '-1', '0x10', '1e3', ' 1', '01', '', '1.5', '9'.repeat(78), 5, null]) {
    const sheet = { ...(examples['ballot.cast']['sheet'] as object), revision: amount }
    expect([amount, readBody('ballot.cast', { ...examples['ballot.cast'], sheet }).outcome]).toEqual([amount, 'broken'])
    expect([amount, readBody('lobby.propose', { ...examples['lobby.propose'], genesis: { ...genesis, chainId: amount } }).outcome]).toEqual(
      [amount, 'broken'],
    )
  }
})

test('P13: a DAO of a full roster, whose members each signed alone, can answer elsewhere and sign an agreement', () => {
  // 64 keys with 65 bytes each, and what stands around them: more than a signature of 4 096 bytes.
  const full = `0x${'11'.repeat(83 + 64 * 95)}`
  for (const kind of ['ballot.cast', 'deal.sign', 'lobby.agree', 'member.consent'] as const) {
    expect([kind, readBody(kind, { ...examples[kind], signature: full }).outcome]).toEqual([kind, 'known'])
    const longer = `0x${'11'.repeat(limits.daoSignatureBytes + 1)}`
    expect([kind, readBody(kind, { ...examples[kind], signature: longer }).outcome]).toEqual([kind, 'broken'])
  }
})

test('P13: a roster is sorted by account, unique and within its size', () => {
  const accepts = (members: readonly unknown[]) => genesisSchema.safeParse({ ...genesis, members }).success
  expect(accepts([member(1)])).toBe(true)
  expect(accepts([member(2), member(1)])).toBe(false)
  expect(accepts([member(1), member(1)])).toBe(false)
  expect(accepts([])).toBe(false)
  const many = Array.from({ length: limits.rosterMembers + 1 }, (_, i) => member(i + 1))
  expect([accepts(many.slice(1)), accepts(many)]).toEqual([true, false])
})

test('P13: text is limited in bytes, not letters, and holds no control characters but tab and newline', () => {
  const named = (name: string) => readBody('profile.set', { v: 1, name }).outcome
  expect([named('é'.repeat(40)), named('é'.repeat(41)), named(''), named('a\u0000'), named('a\u007f'), named('a\tb\n')]).toEqual([
    'known',
    'broken',
    'broken',
    'broken',
    'broken',
    'known',
  ])
})

test('P104: a note of a deal says that it is as arbiter, or nothing of it', () => {
  const note = examples['deal.join'] as Record<string, unknown>
  const outcome = (body: Record<string, unknown>) => readBody('deal.join', body).outcome
  expect([outcome(note), outcome({ ...note, arbiter: true })]).toEqual(['known', 'known'])
  for (const odd of [false, 1, 'true', null]) expect(outcome({ ...note, arbiter: odd })).toBe('broken')
})

test('P62: a shared file says the hash of its content as 64 hex digits, or nothing of it', () => {
  const { hash: said, ...rest } = examples['file.share'] as Record<string, unknown>
  const outcome = (body: Record<string, unknown>) => readBody('file.share', body).outcome
  expect(said).toHaveLength(64)
  expect(outcome({ ...rest, hash: said })).toBe('known')
  expect(outcome(rest)).toBe('known')
  for (const odd of ['', 'ab', `0x${String(said)}`, String(said).toUpperCase() + 'G', null, 7])
    expect(outcome({ ...rest, hash: odd })).toBe('broken')
})
