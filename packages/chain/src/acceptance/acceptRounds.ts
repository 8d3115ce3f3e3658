import { type EscrowHost, openRoundCast, type RoundCast, unwilling } from '@daomesh/testing'
import { type Address, address, type Round, type RoundAction, type RoundProject, ether } from '@daomesh/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectsHashOf } from '../rounds/roundIds.ts'

const day = 86_400
const well = address.parse(`0x${'71'.repeat(20)}`)
let nonce = 1n << 64n

/** What the contract of rounds does, on a chain of either kind, with DAOs in three levels (chain A56). */
export const acceptRounds = (name: string, open: () => Promise<EscrowHost>): void => {
  describe(`${name}, rounds`, () => {
    let host: EscrowHost
    let cast: RoundCast
    beforeAll(async () => {
      host = await open()
      cast = await openRoundCast(host)
    }, 120_000)
    afterAll(() => host.close())

    const projects = (): readonly RoundProject[] =>
      [unwilling, cast.valley.dao, well].map((payee) => ({ payee, contentHash: `0x${'ab'.repeat(32)}` }))
    const act = async (from: number, action: RoundAction): Promise<void> => expect(await cast.act(from, action)).toBe('done')
    const refused = async (error: string, from: number, action: RoundAction): Promise<void> =>
      expect(await cast.act(from, action)).toMatchObject({ error: `Round_${error}` })
    const openRound = async (change: Partial<Round> = {}): Promise<Round> => {
      const closesAt = (await cast.now()) + day
      const terms = { confederation: cast.valley.dao, token: ether, closesAt, finaliseBy: closesAt + day, minimum: 4n, capBps: 10_000 }
      const hashes = { projectsHash: projectsHashOf(projects()), contentHash: `0x${'cd'.repeat(32)}` } as const
      const round: Round = { ...terms, ...hashes, nonce: nonce++, ...change }
      await cast.decide(cast.valley, [{ kind: 'open', round, projects: projects() }])
      return round
    }
    const seat = () => cast.seatOf(cast.valley, cast.mill.dao)
    /** By one of the mill for its seat, by anybody else for their own. */
    const gift = (round: Round, who: number, project: number, amount: bigint): RoundAction => {
      const own = cast.seatOf(cast.valley, cast.person(who))
      const place = cast.seatOf(cast.mill, cast.person(who))
      return { kind: 'contribute', round, project, amount, ...(own < 0 ? { seat: seat(), place } : { seat: own, place: null }) }
    }
    const told = async (since: number) => (await cast.facts()).slice(since).map(({ fact }) => fact.kind)
    const worth = (account: Address, token?: Address) => host.worth(account, token)

    it('A56 G8: three levels give for one seat with one root; counted, paid, refused and claimed, each to the unit', async () => {
      const since = (await cast.facts()).length
      const round = await openRound()
      await refused('NotYours', 3, { kind: 'open', round, projects: projects() })
      await act(7, { kind: 'fund', round, amount: 10n })
      await act(3, { kind: 'fund', round, amount: 5n })
      // Nine in all for the seat of the mill: of two of its people, and of the ridge by its own decision.
      await act(0, gift(round, 0, 0, 4n))
      await refused('BelowMinimum', 1, gift(round, 1, 0, 3n))
      await host.call(7, { to: cast.ridge.dao, value: 5n, data: '0x' })
      const place = cast.seatOf(cast.mill, cast.ridge.dao)
      await cast.decide(cast.ridge, [{ kind: 'contribute', round, seat: seat(), place, project: 0, amount: 5n }])
      await act(3, gift(round, 3, 0, 4n))
      await act(4, gift(round, 4, 1, 9n))
      // Nobody of the ridge is one of the mill, and a stranger is nobody's.
      const ofMill = (who: number): RoundAction => ({
        kind: 'contribute',
        round,
        seat: seat(),
        place,
        project: 0,
        amount: 4n + BigInt(who),
      })
      for (const who of [7, 8]) await refused('NotYours', who, ofMill(who))
      await refused('TooEarly', 9, { kind: 'finalise', round })
      await host.pass(day + 60)
      await refused('TooLate', 5, gift(round, 5, 0, 4n))
      await act(9, { kind: 'finalise', round })
      const finalised = (await cast.facts()).at(-1)?.fact
      // (3 + 2)² − 13 and nothing for who gave alone.
      expect(finalised).toMatchObject({ kind: 'finalised', deserved: 12n, pool: 15n, left: 3n })
      await host.refuse(unwilling, true)
      await act(9, { kind: 'payout', round, projects: projects(), which: [0] })
      await host.refuse(unwilling, false)
      const before = await Promise.all([unwilling, cast.valley.dao, cast.person(7)].map((one) => worth(one)))
      await act(9, { kind: 'payout', round, projects: projects(), which: [1, 2] })
      await refused('AlreadyPaid', 9, { kind: 'payout', round, projects: projects(), which: [1] })
      await act(9, { kind: 'claim', vault: ether, account: unwilling, recipient: ether })
      await refused('NothingToClaim', 9, { kind: 'claim', vault: ether, account: unwilling, recipient: ether })
      await act(9, { kind: 'refundPool', round, numbers: [1, 0] })
      await refused('NoSuchFunding', 9, { kind: 'refundPool', round, numbers: [0] })
      const after = await Promise.all([unwilling, cast.valley.dao, cast.person(7)].map((one) => worth(one)))
      expect(after.map((one, i) => one - (before[i] ?? 0n))).toEqual([25n, 9n, 2n])
      const gifts = ['funded', 'funded', 'contributed', 'contributed', 'contributed', 'contributed']
      const ends = ['finalised', 'paid', 'credited', 'paid', 'paid', 'claimed', 'poolRefunded', 'poolRefunded']
      expect(await told(since)).toEqual(['opened', ...gifts, ...ends])
    })

    it('A56 C15 C19: called off, or never counted, in a token: all of it goes back, once, and not before', async () => {
      for (const isCalledOff of [true, false]) {
        const round = await openRound({ token: host.coin })
        const before = await Promise.all([0, 3].map((i) => worth(cast.person(i), host.coin)))
        await act(0, gift(round, 0, 2, 7n))
        await act(0, gift(round, 0, 1, 6n))
        await act(3, { kind: 'fund', round, amount: 50n })
        const back: RoundAction = { kind: 'refund', round, account: cast.person(0) }
        await refused('TooEarly', 9, back)
        await refused('NotYours', 3, { kind: 'callOff', round })
        if (isCalledOff) await cast.decide(cast.valley, [{ kind: 'callOff', round }])
        else await host.pass(2 * day + 60)
        await act(9, back)
        await refused('NothingToRefund', 9, back)
        await act(9, { kind: 'refundPool', round, numbers: [0] })
        expect(await Promise.all([0, 3].map((i) => worth(cast.person(i), host.coin)))).toEqual(before)
      }
    })
  })
}
