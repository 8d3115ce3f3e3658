import {
  begin,
  type BountyShape,
  cast,
  createSeededRandom,
  type EscrowHost,
  keysOf,
  makeBounty,
  pathTo,
  paying,
  sign,
  signHash,
  type Walk,
  type Walked,
} from '@daomesh/testing'
import { type EscrowAction, type EscrowGroup, type Hex, ether } from '@daomesh/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const day = 86_400
const [issuer, , hunter] = [0, 1, 2]
const { lead, stranger, refusing, arbiter } = cast
const [ann, bob] = cast.workers
/** Of 1000: the lead 300 (100 to each worker, 100 its own), ann 200, who may refuse 100, late 50 to bob; 350 stay with the hunter. */
const shape: BountyShape = { issuer, hunter, amount: 1_000n, parts: [300n, 200n, 100n, 50n], days: 1, defaultSplit: 4_000, signer: lead }

const leafAt = (bounty: Walked, i: number): Hex => keysOf(bounty)[i] as Hex

/** What the escrow does, on a chain of either kind (chain A40). */
export const acceptEscrow = (name: string, open: () => Promise<EscrowHost>): void => {
  describe(`${name}, the escrow`, () => {
    let host: EscrowHost
    let walk: Walk
    beforeAll(async () => {
      host = await open()
      walk = { random: createSeededRandom('escrow'), accounts: host.accounts, coin: host.coin, all: [], nonce: 0n, now: begin }
    }, 120_000)
    afterAll(() => host.close())

    const act = async (from: number, action: EscrowAction): Promise<void> => expect(await host.attempt(from, action)).toBe('done')
    const refused = async (error: string, from: number, action: EscrowAction): Promise<void> =>
      expect(await host.attempt(from, action)).toMatchObject({ error: `Escrow_${error}` })
    const pass = async (seconds: number): Promise<void> => {
      walk.now += seconds
      await host.pass(seconds)
    }
    const fund = async (change: Partial<BountyShape> = {}): Promise<Walked> => {
      walk.now = (await host.client.head()).timestamp
      const bounty = await makeBounty(walk, { ...shape, ...change })
      await act(issuer, { kind: 'fund', agreement: bounty.agreement, hunterSignature: await signHash(walk, hunter, bounty.id) })
      return bounty
    }
    const split = ({ agreement, top, late }: Walked): Promise<void> =>
      act(hunter, {
        kind: 'split',
        agreement,
        path: [],
        splits: [top, late].map(({ root, sum }, i) => ({ from: 0, number: i + 1, root, sum, signature: '0x' })),
      })
    const deliver = ({ agreement, id }: Walked): Promise<void> =>
      act(hunter, { kind: 'deliver', agreement, contentHash: id, signature: '0x' })
    const levels = (leaves: bigint) => [{ from: 0, split: 1, block: 0, leaves, signature: '0x' }] as const
    /** What each of these accounts gains, apart from fees. */
    const gains = async (accounts: readonly number[], work: () => Promise<void>, token?: Walk['coin']): Promise<readonly bigint[]> => {
      const worths = () => Promise.all(accounts.map((i) => host.worth((host.accounts[i] as (typeof host.accounts)[number]).address, token)))
      const before = await worths()
      await work()
      return (await worths()).map((worth, i) => worth - (before[i] ?? 0n))
    }
    const told = async (since: number) => (await host.facts()).slice(since).map(({ fact }) => fact.kind)

    it('A40 E1 E2 E3: funded, split, opened, delivered, accepted, redirected and paid, each to the unit', async () => {
      const since = (await host.facts()).length
      const bounty = await fund()
      const { agreement, id, planned, top } = bounty
      await refused('WrongStatus', issuer, { kind: 'fund', agreement, hunterSignature: await signHash(walk, hunter, id) })
      await refused('NotYours', stranger, { kind: 'split', agreement, path: [], splits: [{ from: 0, number: 1, ...top, signature: '0x' }] })
      await split(bounty)
      const [leads] = keysOf(bounty) as [Hex]
      const { root, sum } = planned
      await act(lead, {
        kind: 'split',
        agreement,
        path: pathTo(bounty, [leads]),
        splits: [{ from: 1, number: 0, root, sum, signature: '0x' }],
      })
      await refused('NotYours', stranger, { kind: 'deliver', agreement, contentHash: id, signature: '0x' })
      await deliver(bounty)
      expect(await gains([hunter], () => act(stranger, { kind: 'accept', agreement, signature: '0x' }))).toEqual([350n])
      const keys = keysOf(bounty).slice(0, 6)
      await refused('NotFinal', stranger, paying(bounty, keys))
      await act(hunter, { kind: 'acceptLeaves', agreement, path: [], levels: levels(3n) })
      await act(ann, { kind: 'redirect', agreement, path: pathTo(bounty, [leafAt(bounty, 1)]), to: agreement.arbiter, signature: '0x' })
      expect(await gains([lead, ann, arbiter], () => act(stranger, paying(bounty, keys.slice(0, 2))))).toEqual([100n, 0n, 200n])
      await refused('AlreadyPaid', stranger, paying(bounty, keys.slice(0, 1)))
      await pass(day)
      expect(await gains([refusing, ann, bob], () => act(stranger, paying(bounty, keys.slice(2))))).toEqual([100n, 100n, 150n])
      const kinds = ['funded', 'split', 'split', 'split', 'delivered', 'accepted', 'released', 'leavesAccepted', 'redirected', 'paid']
      expect(await told(since)).toEqual([...kinds, 'paid', 'paid', 'paid'])
    })

    it('A40 E5 E8: objection, contest, ruling, what leaves did not earn, and a silent arbiter', async () => {
      const since = (await host.facts()).length
      const bounty = await fund()
      const { agreement, id, subs } = bounty
      await split(bounty)
      await deliver(bounty)
      await act(issuer, { kind: 'object', agreement, reasonHash: id })
      await refused('AlreadyContested', hunter, { kind: 'contest', node: id, signature: '0x' })
      await refused('TooMuch', arbiter, { kind: 'rule', node: id, hunterAmount: 1_001n })
      expect(await gains([arbiter], () => act(arbiter, { kind: 'rule', node: id, hunterAmount: 620n }))).toEqual([20n])
      // Of 620 the first split has its 600, the late one 20 of 50, the hunter nothing.
      expect(await gains([issuer, hunter], () => act(stranger, { kind: 'release', agreement }))).toEqual([380n, 0n])
      const path = (i: number): readonly EscrowGroup[] => pathTo(bounty, [leafAt(bounty, i)])
      const objection = (i: number): EscrowAction => ({
        kind: 'objectLeaf',
        agreement,
        path: path(i),
        sub: subs[i] as (typeof subs)[number],
        reasonHash: id,
      })
      await refused('NotYours', stranger, objection(1))
      await act(hunter, objection(1))
      await act(hunter, objection(2))
      await act(stranger, {
        kind: 'contest',
        node: leafAt(bounty, 1),
        signature: await sign(walk, ann, 'Contest', { node: leafAt(bounty, 1) }),
      })
      await refused('NotFinal', stranger, paying(bounty, [leafAt(bounty, 2)]))
      await pass(day)
      // Uncontested: its 100 and the bond of 2 go back to the hunter.
      expect(await gains([hunter, refusing], () => act(stranger, paying(bounty, [leafAt(bounty, 2)])))).toEqual([102n, 0n])
      await refused('NotFinal', stranger, paying(bounty, [leafAt(bounty, 1)]))
      await pass(60 * day)
      // The arbiter stayed silent: four tenths of 200, the rest and the bond of 4 to the hunter.
      expect(await gains([ann, hunter], () => act(stranger, paying(bounty, [leafAt(bounty, 1)])))).toEqual([80n, 124n])
      expect(await gains([bob], () => act(stranger, paying(bounty, [leafAt(bounty, 3)])))).toEqual([20n])
      const kinds = [
        'funded',
        'split',
        'split',
        'delivered',
        'objected',
        'ruled',
        'released',
        'refunded',
        'objected',
        'objected',
        'contested',
      ]
      expect(await told(since)).toEqual([...kinds, 'returned', 'paid', 'returned', 'paid', 'paid'])
    })

    it('A40 E8: half is no defeat, so the bond of a silent arbiter is the payee’s; what is ruled on is not accepted any more', async () => {
      const bounty = await fund({ defaultSplit: 5_000 })
      const { agreement, subs } = bounty
      await split(bounty)
      await deliver(bounty)
      await act(issuer, { kind: 'accept', agreement, signature: '0x' })
      for (const [i, payee] of [
        [1, ann],
        [2, refusing],
      ] as const) {
        const node = leafAt(bounty, i)
        const sub = subs[i] as (typeof subs)[number]
        await act(hunter, { kind: 'objectLeaf', agreement, path: pathTo(bounty, [node]), sub, reasonHash: node })
        await act(stranger, { kind: 'contest', node, signature: await sign(walk, payee, 'Contest', { node }) })
      }
      await act(arbiter, { kind: 'rule', node: leafAt(bounty, 2), hunterAmount: 20n })
      await refused('AlreadyRuled', arbiter, { kind: 'rule', node: leafAt(bounty, 2), hunterAmount: 20n })
      await refused('AlreadyRuled', hunter, { kind: 'acceptLeaves', agreement, path: [], levels: levels(4n) })
      await pass(61 * day)
      const all = () => act(stranger, paying(bounty, [leafAt(bounty, 1), leafAt(bounty, 2)]))
      expect(await gains([ann, refusing, hunter], all)).toEqual([104n, 18n, 182n])
    })

    it('A40 C12 E7: what is refused waits as a credit; silence releases, expiry refunds, both sides settle, either cancels', async () => {
      const since = (await host.facts()).length
      const bounty = await fund()
      const { agreement } = bounty
      await split(bounty)
      const freeing = { node: leafAt(bounty, 1), amount: 150n }
      const signature = await sign(walk, ann, 'Freeing', freeing)
      await act(stranger, { kind: 'free', agreement, path: pathTo(bounty, [freeing.node]), amount: 150n, signature })
      await deliver(bounty)
      await refused('NotFinal', stranger, { kind: 'release', agreement })
      await pass(day)
      expect(await gains([hunter], () => act(stranger, { kind: 'release', agreement }))).toEqual([400n])
      await pass(day)
      const { address: stubborn } = host.accounts[refusing] as (typeof host.accounts)[number]
      await host.refuse(stubborn, true)
      expect(await gains([ann, refusing], () => act(stranger, paying(bounty, [leafAt(bounty, 1), leafAt(bounty, 2)])))).toEqual([150n, 0n])
      const credit: EscrowAction = {
        kind: 'claim',
        vault: ether,
        account: stubborn,
        recipient: stubborn,
      }
      await refused('TransferFailed', stranger, credit)
      await host.refuse(stubborn, false)
      expect(await gains([refusing], () => act(stranger, credit))).toEqual([100n])
      await refused('NothingToClaim', stranger, credit)
      const [late, ended] = [await fund(), await fund({ token: host.coin })]
      await refused('TooEarly', stranger, { kind: 'refund', agreement: late.agreement })
      const settlement = { bounty: ended.id, hunterAmount: 600n, validUntil: walk.now + day }
      const signatures = { hunterSignature: await sign(walk, hunter, 'Settlement', settlement), issuerSignature: '0x' as const }
      const settle: EscrowAction = {
        kind: 'settle',
        agreement: ended.agreement,
        hunterAmount: 600n,
        validUntil: settlement.validUntil,
        ...signatures,
      }
      await refused('NotYours', stranger, settle)
      expect(await gains([issuer, hunter], () => act(issuer, settle), host.coin)).toEqual([400n, 600n])
      await pass(5 * day)
      expect(await gains([issuer], () => act(stranger, { kind: 'refund', agreement: late.agreement }))).toEqual([1_000n])
      const other = await makeBounty(walk, shape)
      await act(hunter, { kind: 'cancel', agreement: other.agreement })
      const hunterSignature = await signHash(walk, hunter, other.id)
      await refused('BadAgreement', issuer, { kind: 'fund', agreement: { ...other.agreement, hunter: agreement.issuer }, hunterSignature })
      await refused('WrongStatus', issuer, { kind: 'cancel', agreement: other.agreement })
      const kinds = ['funded', 'split', 'split', 'freed', 'delivered', 'released', 'credited', 'paid', 'claimed']
      expect(await told(since)).toEqual([...kinds, 'funded', 'funded', 'released', 'refunded', 'released', 'refunded', 'cancelled'])
    })
  })
}
