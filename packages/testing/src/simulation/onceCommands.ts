import type { MemoryDisk } from '@daomesh/log/memory'
import {
  address,
  type Address,
  type Agreement,
  type BudgetId,
  type DecisionId,
  type DeviceId,
  type DraftId,
  encode,
  type EntryId,
  type Hex,
  type InviteId,
  noBounty,
  type OfferId,
  type PollId,
  type PostId,
  type ProjectId,
  type SpaceId,
  termsHashOf,
  toBase64Url,
  toRecord,
  ether,
} from '@daomesh/protocol'
import type { Member } from '../world/startMember.ts'
import { brief, subject, termsOf } from '../world/dealScene.ts'
import { rules } from './found.ts'
import type { Person, World } from './world.ts'

type Api = Member['api']

/** What the commands work on: all of it lies on the disk before any of them is asked. */
export type Stage = {
  readonly world: World
  readonly ada: Person
  /** The second device of the same account. */
  readonly other: DeviceId
  /** A ballot in a record that a fork set aside. */
  readonly aside: EntryId
  readonly disk: MemoryDisk
  readonly space: SpaceId
  readonly lobby: SpaceId
  /** To a lobby of somebody else. */
  readonly invite: string
  readonly genesisHash: Hex
  readonly draft: DraftId
  /** Of that draft, before its last word was written. */
  readonly version: EntryId
  readonly open: DecisionId
  readonly passed: DecisionId
  readonly poll: PollId
  readonly sealed: PollId
  /** Expired long ago. */
  readonly over: DecisionId
  readonly file: EntryId
  /** A budget with a project that this member pledges to. */
  readonly budget: BudgetId
  readonly project: ProjectId
  /** A deal in which this member is the hunter: own offers, one of which the issuer agreed to, and one of the issuer. */
  readonly deal: SpaceId
  readonly mine: OfferId
  readonly agreed: OfferId
  readonly theirs: OfferId
  /** To a deal that this device is not in. */
  readonly dealLink: string
  /** Given out by this member. */
  readonly given: InviteId
  /** A post of this member in the market, which this node has joined. */
  readonly post: PostId
  /** To a DAO of this member that this device is not in. */
  readonly elsewhere: string
}

export const offer = {
  title: 'A fence',
  brief: 'Oak.',
  tags: ['wood'] as string[],
  reward: { token: ether, amount: '5', power: null },
  deadline: 1_900_000_000,
  days: 60,
  openTo: 'anyone' as const,
}

type Command = (api: Api, id: string, stage: Stage) => Promise<unknown>

export const absent = address.parse(`0x${'ab'.repeat(20)}`)
const bountyTerms = { v: 1 as const, title: 'Fence', brief: 'Ten metres.', tags: [], files: [] }
const bountyAgreement: Agreement = {
  issuer: absent,
  hunter: address.parse(`0x${'ac'.repeat(20)}`),
  token: ether,
  amount: 5n,
  termsHash: termsHashOf(bountyTerms),
  deliverBy: 2_000_000_000,
  reviewPeriod: 86_400,
  reviewer: absent,
  arbiter: absent,
  defaultSplit: 0,
  parent: noBounty,
  validUntil: 2_000_000_000,
  nonce: 0n,
}
/** What somebody handed over of it. */
const bountyBundle = toBase64Url(encode(toRecord({ v: 1, agreement: bountyAgreement, terms: bountyTerms, splits: [] })))
/** The chain is one for all runs, and what lies there is distributed and claimed once: a token for each request. */
export const [waiting, credited] = ['70', '71'].map((byte) =>
  Array.from({ length: 14 }, (_, i) => address.parse(`0x${byte.repeat(19)}${(i + 16).toString(16)}`)),
) as [Address[], Address[]]
const taken = new Map<string, Address>()
const takeToken = (tokens: readonly Address[], id: string): Address => {
  const token = taken.get(id) ?? tokens.find((one) => ![...taken.values()].includes(one))
  if (token === undefined) throw new RangeError('a token for each request')
  taken.set(id, token)
  return token
}
export const question = {
  question: 'Where?',
  about: '',
  options: ['Here', 'There'] as string[],
  choice: 'single',
  most: 1,
  weight: 'member',
} as const
export const choice = (decision: DecisionId) => [{ decision, support: 'for' as const }]
/** Somebody who never signs keeps a founding from becoming a DAO. */
export const seats = (...accounts: readonly Member['account'][]) =>
  [...accounts, absent].map((account) => ({ account, power: '1', shares: '1' }))

/** Three bytes, handed over and named. */
export const addFile = async (api: Api, id: string, space: SpaceId) => {
  await api.files.upload({ space, upload: id, size: 3 })
  await api.files.write({ space, upload: id, at: 0, content: 'AAEC' })
  return api.files.add({ requestId: id, space, upload: id, name: 'three.bin', type: '', about: null })
}

/** Ether for a lamp, accepted by this account. */
export const offerBy = (reviewer: Address, amount: string) => ({
  side: null,
  answers: null,
  terms: { ...termsOf(amount, reviewer), deliverBy: 2_000_000_000, validUntil: 1_990_000_000 },
  brief,
  draft: null,
  note: '',
})

export const commands: Readonly<Record<string, Command>> = {
  'node.useAccount': (api, id, { ada }) => api.node.useAccount({ requestId: id, account: ada.account }),
  'node.dismissRestored': (api, id) => api.node.dismissRestored({ requestId: id }),
  'node.dismissDamage': (api, id) => api.node.dismissDamage({ requestId: id }),
  'lobbies.create': (api, id) => api.lobbies.create({ requestId: id, name: 'Hill', displayName: 'ada', expiresInHours: 2 }),
  'lobbies.join': (api, id, { invite }) => api.lobbies.join({ requestId: id, invite, displayName: 'ada' }),
  'lobbies.revokeInvite': (api, id, { lobby }) => api.lobbies.revokeInvite({ requestId: id, space: lobby }),
  'lobbies.propose': (api, id, { lobby, ada }) =>
    api.lobbies.propose({ requestId: id, space: lobby, members: seats(ada.account), rules: { ...rules, votingPeriod: 99 } }),
  'lobbies.bring': async (api, id, { lobby, space }) =>
    api.lobbies.bring({ requestId: id, space: lobby, dao: (await api.daos.get({ space })).dao }),
  'lobbies.cosign': (api, id, { lobby, genesisHash }) => api.lobbies.cosign({ requestId: id, space: lobby, genesisHash }),
  'daos.enter': (api, id, { elsewhere: invite }) => api.daos.enter({ requestId: id, invite, displayName: 'ada' }),
  'daos.invite': (api, id, { space }) => api.daos.invite({ requestId: id, space, expiresInHours: 2 }),
  'daos.revokeInvite': (api, id, { space, given }) => api.daos.revokeInvite({ requestId: id, space, invite: given }),
  'daos.deploy': (api, id, { space }) => api.daos.deploy({ requestId: id, space }),
  'daos.deposit': (api, id, { space }) => api.daos.deposit({ requestId: id, space, wei: '1' }),
  'bounties.keep': async (api, id) => api.bounties.keep({ requestId: id, bundle: bountyBundle }),
  'bounties.sign': (api, id, { ada }) =>
    api.bounties.sign({ requestId: id, agreement: toRecord({ ...bountyAgreement, hunter: ada.account }), terms: bountyTerms }),
  'bounties.fund': (api, id, { ada }) =>
    api.bounties.fund({
      requestId: id,
      as: null,
      agreement: toRecord({ ...bountyAgreement, issuer: ada.account }),
      terms: bountyTerms,
      hunterSignature: '0x',
    }),
  'rounds.open': (api, id, { space }) =>
    api.rounds.open({
      requestId: id,
      as: space,
      title: 'Wells',
      about: '',
      token: ether,
      closesAt: 2_000_000_000,
      minimum: '1',
      pool: '5',
      capBps: 10_000,
      projects: [{ name: 'Mill well', about: '', payee: absent }],
    }),
  'bounties.plan': async (api, id, { space }) => {
    const dao = (await api.daos.get({ space })).dao
    const agreement = { ...bountyAgreement, hunter: address.parse(dao) }
    const part = { ...bountyAgreement, issuer: address.parse(dao) }
    const leaves = [{ agreement: toRecord(part), terms: bountyTerms, planned: null }]
    return api.bounties.plan({ requestId: id, as: space, agreement: toRecord(agreement), leaves })
  },
  ...Object.fromEntries(
    (['cancel', 'deliver', 'accept', 'object', 'contest', 'rule', 'release', 'refund', 'settle', 'consent'] as const).map(
      (verb): [string, Command] => [
        `bounties.${verb}`,
        async (api, id) => {
          const { bounty } = await api.bounties.keep({ requestId: `${id} kept`, bundle: bountyBundle })
          const asked = { requestId: id, as: null, bounty, node: null }
          if (verb === 'deliver') return api.bounties.deliver({ ...asked, contentHash: bounty })
          if (verb === 'consent') return api.bounties.consent({ ...asked, what: { kind: 'release' } })
          if (verb === 'object') return api.bounties.object({ ...asked, reason: 'late' })
          if (verb === 'rule') return api.bounties.rule({ ...asked, hunterAmount: '1' })
          if (verb === 'settle')
            return api.bounties.settle({ ...asked, hunterAmount: '1', validUntil: 1, hunterSignature: '0x', issuerSignature: '0x' })
          return api.bounties[verb](asked)
        },
      ],
    ),
  ),
  'daos.setDisplayName': (api, id, { space }) => api.daos.setDisplayName({ requestId: id, space, name: 'Ada L.' }),
  'daos.ragequit': (api, id, { space }) => api.daos.ragequit({ requestId: id, space, shares: '1', tokens: [ether] }),
  'income.distribute': (api, id, { space }) => api.income.distribute({ requestId: id, space, token: takeToken(waiting, id) }),
  'income.claim': (api, id, { space }) => api.income.claim({ requestId: id, space, token: takeToken(credited, id), recipient: absent }),
  'treasury.list': (api, id, { space }) =>
    api.treasury.list({ requestId: id, space, token: credited[0] ?? ether, standard: 'erc20', item: null }),
  'treasury.deposit': async (api, id, { space }) => {
    const token = { token: credited[0] ?? ether, standard: 'erc20' as const, item: null }
    await api.treasury.list({ requestId: `${id} listed`, space, ...token })
    return api.treasury.deposit({ requestId: id, space, ...token, amount: '1' })
  },
  'treasury.tribute': async (api, id, { space, ada }) => {
    const token = credited[0] ?? ether
    await api.treasury.list({ requestId: `${id} listed`, space, token, standard: 'erc20', item: null })
    const asked = { shares: '1', power: null, funds: null, reason: '' }
    return api.treasury.tribute({ requestId: id, space, account: ada.account, token, amount: '1', ...asked })
  },
  'treasury.allow': (api, id, { space }) => api.treasury.allow({ requestId: id, space, token: credited[0] ?? ether, amount: '1' }),
  'treasury.unlist': (api, id, { space }) => api.treasury.unlist({ requestId: id, space, token: credited[0] ?? ether, item: null }),
  'drafts.open': (api, id, { space }) => api.drafts.open({ requestId: id, space, title: 'Another' }),
  'drafts.rename': (api, id, { space, draft }) => api.drafts.rename({ requestId: id, space, draft, title: 'Better' }),
  'drafts.discard': (api, id, { space, draft }) => api.drafts.discard({ requestId: id, space, draft }),
  'drafts.restore': (api, id, { space, draft, version }) => api.drafts.restore({ requestId: id, space, draft, what: { version } }),
  'proposals.submit': (api, id, { space }) =>
    api.proposals.submit({ requestId: id, space, draft: null, title: 'New', content: 'text', calls: [] }),
  'proposals.replaceMember': (api, id, { space, ada }) =>
    api.proposals.replaceMember({ requestId: id, space, from: ada.account, to: absent, reason: '' }),
  'proposals.changePower': (api, id, { space, ada }) =>
    api.proposals.changePower({ requestId: id, space, changes: [{ account: ada.account, power: '7', mint: '1' }], reason: '' }),
  'proposals.setHalfLife': (api, id, { space }) =>
    api.proposals.setHalfLife({ requestId: id, space, rule: { period: 60, halfLife: 2 }, reason: '' }),
  'proposals.changeRules': (api, id, { space }) =>
    api.proposals.changeRules({ requestId: id, space, rules: { ...rules, quorumBps: 6_000 }, reason: '' }),
  'proposals.resubmit': (api, id, { space, over }) => api.proposals.resubmit({ requestId: id, space, decision: over }),
  'proposals.withdraw': (api, id, { space, open }) => api.proposals.withdraw({ requestId: id, space, decision: open }),
  'proposals.enact': (api, id, { space, passed }) => api.proposals.enact({ requestId: id, space, decisions: [passed] }),
  'comments.post': (api, id, { space, open }) => api.comments.post({ requestId: id, space, about: open, replyTo: null, text: 'yes' }),
  'files.add': (api, id, { space }) => addFile(api, id, space),
  'files.fetch': (api, id, { space, file }) => api.files.fetch({ requestId: id, space, file }),
  'files.remove': (api, id, { space, file }) => api.files.remove({ requestId: id, space, file }),
  'files.withdraw': (api, id, { space, file }) => api.files.withdraw({ requestId: id, space, file }),
  'devices.unlink': (api, id, { other }) => api.devices.unlink({ requestId: id, device: other }),
  'petnames.give': (api, id, { ada }) => api.petnames.give({ requestId: id, account: ada.account, name: 'Me' }),
  'petnames.forget': (api, id, { ada }) => api.petnames.forget({ requestId: id, account: ada.account }),
  'ballots.republish': (api, id, { space, aside }) => api.ballots.republish({ requestId: id, space, entry: aside }),
  'ballots.sheet': (api, id, { space, open }) =>
    api.ballots.sheet({ requestId: id, space, choices: [{ decision: open, support: 'against', reason: 'Too high.' }] }),
  'ballots.revoke': (api, id, { space }) => api.ballots.revoke({ requestId: id, space }),
  'polls.open': (api, id, { space }) => api.polls.open({ requestId: id, space, ...question }),
  'polls.answer': (api, id, { space, poll }) => api.polls.answer({ requestId: id, space, poll, choices: [1] }),
  'polls.close': (api, id, { space, poll }) => api.polls.close({ requestId: id, space, poll, close: null, anew: false }),
  'polls.anchor': (api, id, { space, sealed }) => api.polls.anchor({ requestId: id, space, title: 'Fixed', polls: [sealed] }),
  'budgets.open': (api, id, { space }) =>
    api.budgets.open({ requestId: id, space, title: 'Winter', token: ether, amount: '9', allocation: '5', closesAt: 0 }),
  'budgets.addProject': (api, id, { space, budget }) =>
    api.budgets.addProject({ requestId: id, space, budget, name: 'Roof', payee: absent, text: '' }),
  'budgets.pledge': (api, id, { space, budget, project }) =>
    api.budgets.pledge({ requestId: id, space, budget, pledges: [{ project, amount: '2' }] }),
  'budgets.setPeriodic': (api, id, { space }) =>
    api.budgets.setPeriodic({
      requestId: id,
      space,
      rule: { name: 'Garden', token: ether, amount: '9', allocation: '9', every: 'week', start: 0 },
      reason: '',
    }),
  'budgets.close': (api, id, { space, budget }) => api.budgets.close({ requestId: id, space, budget, without: [] }),
  'deals.open': (api, id) =>
    api.deals.open({
      requestId: id,
      as: { side: 'hunter', dao: null },
      other: { account: absent, kind: 'person' },
      contacts: [],
      subject: { ...subject, title: 'Bench' },
    }),
  'deals.enter': (api, id, { dealLink: link }) => api.deals.enter({ requestId: id, link }),
  'deals.offer': (api, id, { deal, ada }) => api.deals.offer({ requestId: id, space: deal, ...offerBy(ada.account, '6') }),
  'deals.withdraw': (api, id, { deal, mine }) => api.deals.withdraw({ requestId: id, space: deal, offer: mine }),
  'deals.decline': (api, id, { deal, theirs }) => api.deals.decline({ requestId: id, space: deal, side: null, offer: theirs, reason: '' }),
  'deals.accept': (api, id, { deal, theirs }) => api.deals.accept({ requestId: id, space: deal, offer: theirs }),
  'deals.sign': (api, id, { deal, agreed }) => api.deals.sign({ requestId: id, space: deal, offer: agreed }),
  'market.join': (api, id) => api.market.join({ requestId: id }),
  'market.leave': (api, id) => api.market.leave({ requestId: id }),
  'market.post': (api, id) => api.market.post({ requestId: id, space: null, ...offer }),
  'market.revise': (api, id, { ada, post }) => api.market.revise({ requestId: id, issuer: ada.account, post, ...offer }),
  'market.close': (api, id, { ada, post }) => api.market.close({ requestId: id, issuer: ada.account, post }),
  'ballots.cast': (api, id, { space, open }) => api.ballots.cast({ requestId: id, space, choices: choice(open), reason: '' }),
}
