import { contentHashOf } from '@daomesh/governance'
import {
  type Address,
  address,
  type BallotSheet,
  type DecisionId,
  type Decision,
  type DraftId,
  draftStream,
  type EntryId,
  type Hex,
  keyIdOf,
  exchangePublicKey,
  sealKey,
  type Support,
  supports,
  to0x,
  toHex,
  type ViewId,
  zeroAddress,
} from '@daomesh/protocol'
import { mutate } from './mutate.ts'
import type { Known, OwnLog, Pen } from './pen.ts'

/** Writes one or a few records. */
export type Writing = (pen: Pen) => void | Promise<void>

const zeroHash: Hex = `0x${'0'.repeat(64)}`
const hash32 = ({ random }: Pen): string => toHex(random.bytes(32))
const of = (pen: Pen, kind: string): readonly Known[] => pen.known.filter(({ header }) => header.kind === kind)
const fieldOf = (known: Known | undefined, name: string): unknown => Object(known?.body)[name] as unknown
const draftsOf = (pen: Pen): readonly DraftId[] => of(pen, 'draft.open').map((one) => fieldOf(one, 'draft') as DraftId)
const anyDraft = (pen: Pen): DraftId => pen.random.pick([...draftsOf(pen), toHex(pen.random.bytes(16)) as DraftId])
const someId = (pen: Pen): EntryId =>
  pen.random.pick([...pen.known.map(({ id }) => id), ...pen.written.map(({ id }) => id), hash32(pen) as EntryId])
const update = (pen: Pen, draft: DraftId, bytes = pen.random.bytes(1 + pen.random.below(60))) => ({
  v: 1,
  draft,
  session: pen.random.bytes(16),
  update: bytes,
})

/** A record of anybody under the own name, with something in it changed. */
const bendRecord: Writing = (pen) => {
  const log = pen.open(pen.random.chance(0.3) ? draftStream(anyDraft(pen)) : undefined)
  for (let i = 0; i < 4; i++) {
    const { header, body } = pen.random.pick(pen.known)
    pen.write(log, header.kind, mutate(body, pen.random))
  }
}

/** Somebody's record word for word, under the own name: foreign openings, seals and sheets among them. */
const copyRecord: Writing = (pen) => {
  const log = pen.open()
  for (let i = 0; i < 3; i++) {
    const { header, body } = pen.random.pick(pen.known)
    pen.write(log, header.kind, body)
  }
}

/** Bodies that are no body at all. */
const noBody: Writing = (pen) => {
  const log = pen.open()
  const plaintexts = [
    new Uint8Array(0),
    pen.random.bytes(40),
    Uint8Array.of(0x80),
    new Uint8Array(70_000),
    Uint8Array.of(0x9b, 255, 255, 255, 255),
  ]
  pen.write(log, 'comment.post', null, { plaintext: pen.random.pick(plaintexts) })
  pen.write(log, 'key.seal', null, { plaintext: pen.random.pick(plaintexts) })
  pen.write(log, 'comment.post', null, { plaintext: pen.random.pick(plaintexts), unsealed: true })
}

/** Kinds and versions of no app so far. */
const newerRecord: Writing = (pen) => {
  const log = pen.open()
  for (const kind of ['poll.dream', '__proto__', 'constructor', 'k'.repeat(48)]) pen.write(log, kind, { v: 1, what: 1 })
  pen.write(log, 'ballot.cast', { v: 2, sheet: [] })
}

/** Openings that open nothing, and what is then written behind them. */
const badOpening: Writing = async (pen) => {
  const { random, link } = pen
  const stream = random.pick([undefined, draftStream(anyDraft(pen)), 'draft:zz', 'nowhere'])
  const log = pen.log(stream)
  const foreign = random.pick(of(pen, 'log.open'))
  const changed = {
    ...link.link,
    exchangeKey: random.pick([zeroHash, to0x(random.bytes(32))]),
    nonce: to0x(random.bytes(32)),
    notAfter: 1n,
  }
  switch (random.below(5)) {
    case 0:
      pen.write(log, 'log.open', { v: 2, ...link })
      break
    case 1:
      pen.write(log, 'log.open', foreign.body)
      break
    case 2:
      pen.write(log, 'profile.set', { v: 1, name: 'no opening' })
      break
    case 3:
      pen.write(log, 'log.open', { v: 1, link: changed, signature: link.signature })
      break
    default:
      // A true link whose exchange key is a point of small order or nobody's; an old one, or its writer would lock itself out.
      pen.write(log, 'log.open', { v: 1, link: changed, signature: await pen.sign('LinkDevice', changed) })
  }
  const draft = (stream ?? '').slice('draft:'.length) as DraftId
  for (let i = 0; i < 2; i++)
    if (stream?.startsWith('draft:') === true) pen.write(log, 'draft.update', update(pen, draft))
    else pen.write(log, 'comment.post', { v: 1, about: anyDraft(pen), replyTo: null, text: `behind ${hash32(pen)}` })
}

/** Seals: rubbish for everybody, for oneself only, the key in use under rubbish, a predecessor that is none. */
const badSeal: Writing = (pen) => {
  const { random } = pen
  const devices = [...new Set(of(pen, 'log.open').map(({ header }) => header.device))]
  const log = pen.open()
  const key = random.pick(pen.keys)
  const seal = (body: object) => pen.write(log, 'key.seal', { v: 1, ...body }, { view: random.pick([...pen.views]) })
  const rubbish = devices.map((device) => ({ device, box: random.bytes(1 + random.below(128)) }))
  seal({ keyId: hash32(pen), boxes: rubbish, previous: null })
  seal({ keyId: keyIdOf(key), boxes: rubbish, previous: { keyId: hash32(pen), box: random.bytes(72) } })
  seal({ keyId: hash32(pen), boxes: rubbish.slice(0, 1), previous: { keyId: keyIdOf(key), box: random.bytes(1) } })
  const own = random.bytes(32)
  const box = sealKey(own, exchangePublicKey(pen.device.exchangeSecret), random.bytes(32))
  seal({ keyId: keyIdOf(own), boxes: [{ device: pen.device.device, box }], previous: { keyId: keyIdOf(own), box: random.bytes(72) } })
  // Everybody gets a true box that holds another key than it says.
  const wrong = sealKey(random.bytes(32), exchangePublicKey(pen.device.exchangeSecret), random.bytes(32))
  seal({ keyId: hash32(pen), boxes: [{ device: pen.device.device, box: wrong }], previous: null })
}

/** Edits that are no edits, in drafts that are there and in others, behind a locked opening too. */
const badUpdate: Writing = (pen) => {
  const draft = anyDraft(pen)
  const log = pen.open(draftStream(draft))
  pen.write(log, 'draft.update', update(pen, draft))
  pen.write(log, 'draft.update', update(pen, anyDraft(pen)))
  pen.write(log, 'draft.update', update(pen, draft, Uint8Array.of(0, 0)))
  const copied = pen.random.pick([...of(pen, 'draft.update'), ...of(pen, 'draft.open')])
  pen.write(log, copied.header.kind, copied.body)
  const locked = pen.log(draftStream(draft))
  pen.write(locked, 'log.open', { v: 1, ...pen.link }, { keyId: keyIdOf(pen.random.bytes(32)) })
  pen.write(locked, 'draft.update', update(pen, draft))
}

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
const oddProposal: Writing = (pen) => {
  const log = pen.open()
  const [title, content] = [`\u202Eodd ${hash32(pen)}`, pen.random.pick(['', '<script>', '# '.repeat(900)])]
  const decision = oddDecision(pen, title, content, pen.link.link.member)
  const body = { v: 1, draft: pen.random.pick([null, anyDraft(pen)]), title, content, decision }
  pen.write(log, 'proposal.submit', body)
  pen.write(log, 'proposal.submit', { ...body, title: `${title} ` })
  pen.write(log, 'proposal.submit', body)
}

/** Ballots under odd revisions, twice under one, on what is not there; sheets of others with words in their mouths. */
const oddBallot: Writing = async (pen) => {
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

/** Talk about nothing, in answer to itself; other people's drafts renamed, opened again and thrown away. */
const oddTalk: Writing = (pen) => {
  const log = pen.open()
  const draft = anyDraft(pen)
  const about = pen.random.pick([draft, `0x${hash32(pen)}`])
  pen.write(log, 'comment.post', { v: 1, about, replyTo: someId(pen), text: `<img src=x> ${hash32(pen)}` })
  pen.write(log, 'draft.open', { v: 1, draft, title: 'mine now' })
  pen.write(log, 'draft.rename', { v: 1, draft: toHex(pen.random.bytes(16)), title: 'nothing' })
  pen.write(log, 'draft.rename', { v: 1, draft, title: '\u202Etfard' })
  pen.write(log, 'proposal.withdraw', { v: 1, decision: `0x${hash32(pen)}` })
  pen.write(log, 'profile.set', { v: 1, name: pen.random.pick(['ada', '\u202Eada', '<b>ben</b>']) })
  pen.write(log, 'lobby.revoke', { v: 1 })
}

/** Records of decisions under keys that nobody has, a whole log and branches of one among them (log L22). */
const lockedRecord: Writing = (pen) => {
  const keyId = keyIdOf(pen.random.bytes(32))
  const talk = () => ({ v: 1, about: anyDraft(pen), replyTo: null, text: `for nobody ${hash32(pen)}` })
  const log = pen.open()
  pen.write(log, 'comment.post', talk(), { keyId })
  pen.write(log, 'comment.post', talk())
  const hidden = pen.log()
  pen.write(hidden, 'log.open', { v: 1, ...pen.link }, { keyId })
  pen.write(hidden, 'comment.post', talk())
  if (pen.random.chance(0.7)) return
  const root = log.last
  pen.write(log, 'comment.post', talk(), { keyId })
  log.last = root
  pen.write(log, 'comment.post', talk(), { keyId })
}

/** Two and more histories of one log, from its opening or later. */
const fork: Writing = (pen) => {
  const stream = pen.random.chance(0.5) ? undefined : draftStream(anyDraft(pen))
  const log = pen.open(stream)
  const branch = (from: OwnLog['last']) => {
    log.last = from
    for (let i = 0; i < 2; i++)
      if (stream === undefined) pen.write(log, 'comment.post', { v: 1, about: anyDraft(pen), replyTo: null, text: `branch ${hash32(pen)}` })
      else pen.write(log, 'draft.update', update(pen, stream.slice('draft:'.length) as DraftId))
  }
  const root = log.last
  branch(root)
  branch(pen.random.pick([root, log.last]))
  branch(root)
}

/** Headers that name what is not there, what is elsewhere, or too much of it. */
const oddHeader: Writing = (pen) => {
  const { random } = pen
  const stream = random.chance(0.5) ? undefined : draftStream(anyDraft(pen))
  const log = pen.open(stream)
  const body = () => ({ v: 1, about: anyDraft(pen), replyTo: null, text: `odd ${hash32(pen)}` })
  const ids = random.shuffle([...pen.known.map(({ id }) => id), ...pen.written.map(({ id }) => id)])
  const at = random.pick([0, Number.MAX_SAFE_INTEGER])
  switch (random.below(5)) {
    case 0:
      pen.write(log, 'comment.post', body(), { parents: [hash32(pen) as EntryId], at })
      break
    case 1:
      pen.write(log, 'comment.post', body(), { view: random.pick([hash32(pen) as ViewId, ...pen.views]), at })
      break
    case 2:
      pen.write(log, 'comment.post', body(), { parents: ids.slice(0, 16), at })
      break
    case 3:
      pen.write(log, 'comment.post', body(), { seq: 7, at })
      break
    default:
      pen.write(log, 'comment.post', body(), { prev: random.pick(ids), at })
  }
  pen.write(log, 'comment.post', body())
}

/**
 * Everything a member with real keys can put into a record. Left out is only what has a scenario of its own: an entry of the governance stream under
 * a key that nobody else gets (log L22), and a true history beside another one (`equivocate`).
 */
export const writings = {
  bendRecord,
  copyRecord,
  noBody,
  newerRecord,
  badOpening,
  badSeal,
  badUpdate,
  oddProposal,
  oddBallot,
  oddTalk,
  lockedRecord,
  fork,
  oddHeader,
} as const satisfies Readonly<Record<string, Writing>>
