/** What the examples in the sources speak of without saying it again: four people, their DAO, and the ports of a node. */
import { sandboxProfile } from '@daomesh/chain'
import { createDevnetSigner, devnetAccounts } from '@daomesh/chain/devnet'
import { type EscrowCall, foldFacts, keys, type RecordScene, registersOf } from '@daomesh/governance'
import { deviceKeyFromSeed, nativeVerifier } from '@daomesh/log/native'
import {
  address,
  type Agreement,
  type BallotSheet,
  budgetId,
  bytes32,
  daomeshDomain,
  daoSpaceOf,
  type DealOpening,
  type Decision,
  type DraftId,
  draftId,
  type EntryHeader,
  exchangePublicKey,
  type Genesis,
  governanceStream,
  hashOf,
  keyIdOf,
  type LinkDevice,
  logIdOf,
  noBounty,
  type Member,
  type Offer,
  type PollQuestion,
  type Post,
  postId,
  projectId,
  type Rules,
  slotOf,
  to0x,
  toHex,
  utf8,
  viewOf,
  rosterHashOf,
  fileId,
  type Listing,
  sealWork,
} from '@daomesh/protocol'

const named = (name: string): Uint8Array => hashOf('daomesh/example', utf8(name))

export const [alice, bob, carol, dao, factory] = ['a1', 'b0', 'ca', 'da', 'fa'].map((byte) => address.parse(`0x${byte.repeat(20)}`)) as [
  ReturnType<typeof address.parse>,
  ReturnType<typeof address.parse>,
  ReturnType<typeof address.parse>,
  ReturnType<typeof address.parse>,
  ReturnType<typeof address.parse>,
]
export const chain = { chainId: 31_337n, genesisHash: bytes32.parse(`0x${'11'.repeat(32)}`) }
export const space = daoSpaceOf(chain, dao)
export const rules: Rules = {
  mode: 0,
  quorumBps: 5000,
  thresholdBps: 5000,
  votingPeriod: 3600,
  gracePeriod: 0,
  challengeWindow: 3600,
  credits: 0,
  incomeBps: 0,
  refundCap: 0,
}
export const members: readonly Member[] = [alice, bob, carol].map((account) => ({ account, kind: 0, power: 1n, shares: 100n }))
export const genesis: Genesis = {
  chainId: chain.chainId,
  chainGenesis: chain.genesisHash,
  name: 'Orchard',
  members,
  rules,
  salt: to0x(named('salt')),
}
/** The DAO on chain when the voting on `decision` closes. */
export const scene: RecordScene = {
  now: 1_900_000_000,
  cited: members,
  current: members,
  exited: new Set(),
  minRevisions: new Map(),
  reserved: new Map(),
}
export const draft: DraftId = draftId.parse('d0'.repeat(16))
export const decision: Decision = {
  rosterEpoch: 0,
  rulesEpoch: 0,
  slot: slotOf(alice, 0n),
  closesAt: 1_900_000_000,
  expiresAt: 1_900_600_000,
  executor: address.parse(`0x${'00'.repeat(20)}`),
  afterDecision: bytes32.parse(`0x${'00'.repeat(32)}`),
  calls: [],
  contentHash: to0x(named('text')),
}
/** Of all three, one of two places. */
export const pollQuestion: PollQuestion = {
  question: 'Where do we meet?',
  about: '',
  options: ['Garden', 'Boathouse'],
  choice: 'single',
  most: 1,
  weight: 'member',
  view: viewOf([{ space, index: 0, rosterHash: rosterHashOf(members) }]),
  rulesEpoch: 0,
  nonce: 'ab'.repeat(16),
}
/** Bob builds a fence for Alice; Carol rules if they quarrel. */
export const agreement: Agreement = {
  issuer: alice,
  hunter: bob,
  token: address.parse(`0x${'00'.repeat(20)}`),
  amount: 1000n,
  termsHash: to0x(named('terms')),
  deliverBy: 1_900_600_000,
  reviewPeriod: 259_200,
  reviewer: alice,
  arbiter: carol,
  defaultSplit: 5000,
  parent: noBounty,
  validUntil: 1_900_000_000,
  nonce: 0n,
}
export const sheet: BallotSheet = { member: alice, revision: 1n, choices: [] }

export const verifier = nativeVerifier()
export const deviceKey = deviceKeyFromSeed(named('device'))
export const random = { bytes: (length: number) => named('random').slice(0, length) }
export const clock = { now: () => 1_900_000_000_000, setTimer: () => () => undefined }
export const key = named('space key')
export const nonce = named('nonce').slice(0, 24)

const opening = { stream: governanceStream, incarnation: toHex(named('incarnation').slice(0, 16)) }
/** A record of Alice's device that opens its log. */
export const header: EntryHeader = {
  v: 1,
  space,
  log: logIdOf(deviceKey.device, space, opening),
  seq: 0,
  prev: null,
  parents: [],
  view: viewOf([{ space, index: 0, rosterHash: rosterHashOf(members) }]),
  at: clock.now(),
  device: deviceKey.device,
  opening,
  kind: 'log.open',
  keyId: keyIdOf(key),
  bodyHash: toHex(named('body')),
  bodySize: 40,
}

/** The DAO as founded on chain, and what its records folded to: Alice told her name and opened a draft. */
export const state = foldFacts(genesis, [{ kind: 'founded', genesis }])
export const registers = registersOf([
  { key: keys.profile(alice), value: { name: 'Alice' } },
  {
    key: keys.device(alice, deviceKey.device),
    value: { member: alice, device: deviceKey.device, exchangeKey: to0x(named('x')), notAfter: '1' },
  },
  { key: keys.draft(draft), value: { by: alice, at: 1 } },
])
export const profile = sandboxProfile(chain, factory)
export const token = 'a token'

/** Ids of a budget, of one of its projects and of the pledges that were counted. */
export const [budget, project, root] = [budgetId.parse(to0x(named('budget'))), projectId.parse(to0x(named('project'))), to0x(named('root'))]
export const statement = { budget, part: 1, parts: 2, root }

/** Alice asks, Bob may do it. */
export const dealOpening: DealOpening = {
  v: 1,
  chain,
  escrow: factory,
  issuer: { kind: 'person', account: alice },
  hunter: { kind: 'person', account: bob },
  subject: { post: null, title: 'A lamp', brief: 'For the yard.', tags: [], reward: null, deadline: 0 },
  nonce: 'e0'.repeat(16),
}
export const offer: Offer = {
  side: 'hunter',
  answers: null,
  terms: {
    token: dao,
    amount: '5',
    termsHash: chain.genesisHash,
    deliverBy: 2_000,
    reviewPeriod: 3_600,
    reviewer: alice,
    arbiter: carol,
    defaultSplit: 5_000,
    parent: chain.genesisHash,
    validUntil: 1_000,
  },
  note: '',
  nonce: 'e1'.repeat(16),
}
const [postingAccount] = devnetAccounts(1)
if (postingAccount === undefined) throw new Error('there is an account')
/** An account that offers work, and its statement that `deviceKey` speaks for it. */
export const issuer = address.parse(postingAccount.address)
const link: LinkDevice = {
  member: issuer,
  device: bytes32.parse(`0x${deviceKey.device}`),
  exchangeKey: to0x(exchangePublicKey(deviceKey.exchangeSecret)),
  notAfter: 1_950_000_000n,
  nonce: to0x(named('nonce')),
}
export const signedLink = {
  link,
  linkSignature: await createDevnetSigner([postingAccount]).sign(issuer, {
    type: 'typedData',
    domain: daomeshDomain(chain.chainId),
    name: 'LinkDevice',
    message: link,
    context: { title: '', lines: [] },
  }),
}
export const marketPost: Post = {
  v: 1,
  chain: { chainId: chain.chainId.toString(), genesisHash: chain.genesisHash },
  issuer,
  post: postId.parse('90'.repeat(16)),
  revision: 0,
  title: 'A fence for the orchard',
  brief: 'Two hundred metres, **oak**.',
  tags: ['garden', 'wood'],
  reward: { token: address.parse(`0x${'00'.repeat(20)}`), amount: '2000000000000000000' },
  deadline: 1_902_000_000,
  expires: 1_901_000_000,
  openTo: 'anyone',
  contact: [],
  closed: false,
}
/** Work that the DAO sells. */
export const listing: Listing = {
  v: 2,
  chain: marketPost.chain,
  issuer: dao,
  post: postId.parse('91'.repeat(16)),
  revision: 0,
  title: 'Songs of the meadow',
  brief: 'Twelve songs.',
  tags: ['music'],
  price: { token: marketPost.reward.token, amount: '500000000000000000' },
  copies: 0,
  files: [{ file: fileId.parse('92'.repeat(32)), name: 'songs.flac', size: 7 }],
  samples: [],
  ...sealWork(named('work'), [named('file')]),
  key: null,
  expires: 1_901_000_000,
  contact: [],
  closed: false,
}
/** A call to an escrow in which nobody but keys takes part, and all money moves. */
export const escrowCall: EscrowCall = {
  from: issuer,
  value: 0n,
  now: 1_900_000_000,
  chainId: chain.chainId,
  escrow: address.parse(`0x${'e5'.repeat(20)}`),
  recover: (digest, signature) => verifier.recoverAccount(digest, signature),
  contractSigns: () => null,
  isMember: () => false,
  isContract: () => false,
  vaultOf: () => address.parse(`0x${'00'.repeat(20)}`),
  tokenOf: () => address.parse(`0x${'00'.repeat(20)}`),
  take: () => 'taken',
  push: () => true,
  incomeOf: (payee) => payee,
}
