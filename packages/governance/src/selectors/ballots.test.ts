import { daomeshDomain, supports } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { foldFacts } from '../facts/foldFacts.ts'
import { signTyped } from '../fixtures/accounts.ts'
import { ann, ballotBody, ben, cat, chain, dao, entryOf, genesis, idOf, rules, seat, sheetOf } from '../fixtures/dao.ts'
import { foldAll } from '../fixtures/registers.ts'
import { ballotsOf, latestSupport, standingYes, usableSupport } from './ballotsOf.ts'
import { enactingSheets } from './enactingSheets.ts'
import { equivocationsOf } from './revisions.ts'
import { reduce, fold, founded, later, hosting, party, submitted, cast, bothYes, stateAt, statusOf } from '../fixtures/voting.ts'

test('S2/R4: the higher revision counts, in whatever order they come', () => {
  const entries = [submitted(hosting), cast(ann, 2n, supports.against, hosting, 'too dear'), cast(ann, 1n, supports.abstain)]
  for (const order of [entries, entries.toReversed()]) {
    const [ballot] = ballotsOf(fold(...order), founded, idOf(hosting))
    expect(ballot).toMatchObject({
      member: ann.address,
      support: supports.against,
      revision: 2n,
      reason: 'too dear',
      ignored: null,
      equivocated: false,
    })
  }
})

test('S2/R4/G7: of equal revisions the larger digest counts and both stay as proof', () => {
  const entries = [cast(ann, 1n, supports.for), cast(ann, 1n, supports.against)]
  const registers = fold(submitted(hosting), ...entries)
  expect(foldAll(reduce, entries.toReversed()).get(`ballot/${idOf(hosting)}/${ann.address}`)).toEqual(
    registers.get(`ballot/${idOf(hosting)}/${ann.address}`),
  )
  const [proof] = equivocationsOf(registers, seat(ann.address))
  expect(proof).toMatchObject({ revision: 1n })
  expect(proof?.digests).toHaveLength(2)
  const [ballot] = ballotsOf(registers, founded, idOf(hosting))
  expect(ballot).toMatchObject({ equivocated: true, digest: [...(proof?.digests ?? [])].sort().at(-1) })
  expect(equivocationsOf(registers, seat(ben.address))).toEqual([])
})

test('S3/R4/G13: a signed Yes stays usable after a change of mind, until it is revoked on chain', () => {
  const registers = fold(...bothYes, cast(ben, 2n, supports.against))
  const ballots = ballotsOf(registers, founded, idOf(hosting))
  expect(latestSupport(ballots).get(ben.address)).toBe(supports.against)
  expect(usableSupport(ballots).get(ben.address)).toBe(supports.for)
  expect(standingYes(ballots)).toEqual([ben.address])
  expect(stateAt(registers, founded)).toMatchObject({ status: 'decisive', tally: { decisive: false }, enactment: { decisive: true } })

  const revoked = later(founded, { kind: 'revoked', member: ben.address, minRevision: 2n })
  expect(standingYes(ballotsOf(registers, revoked, idOf(hosting)))).toEqual([])
  expect(statusOf(registers, revoked)).toBe('open')
  const all = later(founded, { kind: 'revoked', member: ben.address, minRevision: 3n })
  expect(ballotsOf(registers, all, idOf(hosting)).find((ballot) => ballot.member === ben.address)).toMatchObject({
    usable: null,
    ignored: { key: 'ballot.revoked' },
  })
})

test('S2/G6: ballots of who left, and sheets with quadratic votes, are shown and not counted', () => {
  const left = later(founded, { kind: 'ragequit', member: ben.address, shares: 100n, full: true })
  const registers = fold(...bothYes)
  expect(ballotsOf(registers, left, idOf(hosting)).find((ballot) => ballot.member === ben.address)?.ignored?.key).toBe('ballot.notSeated')
  const votes = fold(submitted(hosting), entryOf(cat, 'ballot.cast', ballotBody(cat, sheetOf(cat, 1n, [hosting, supports.for, 2n]))))
  expect(ballotsOf(votes, founded, idOf(hosting))[0]).toMatchObject({ usable: null, ignored: { key: 'ballot.votes' } })
})

test('S2/T12/G11: in quadratic counting ballots spend their votes, and a sheet that costs more than the credits counts as uncast whole', () => {
  const byCredits = foldFacts({ ...genesis, rules: { ...rules, mode: 2, credits: 25 } }, [{ kind: 'founded', genesis }])
  const sheet = (of: typeof ann, ...choices: Parameters<typeof sheetOf>[2][]) =>
    entryOf(of, 'ballot.cast', ballotBody(of, sheetOf(of, 1n, ...choices)))
  const registers = fold(
    submitted(hosting),
    submitted(party, 'Party', 'Cake.'),
    sheet(ann, [hosting, supports.for, 4n], [party, supports.for, 3n]),
    sheet(ben, [hosting, supports.against, 4n], [party, supports.for, 4n]),
  )
  const row = stateAt(registers, byCredits)
  expect(row).toMatchObject({ status: 'open', enactable: false, tally: { for: 4n, against: 0n, took: 1n, voters: 3n } })
  expect(row?.ballots.find(({ member }) => member === ben.address)).toMatchObject({
    votes: 4n,
    usable: null,
    ignored: { key: 'ballot.overspent', params: { cost: '32', credits: 25 } },
  })
  expect(enactingSheets(registers, byCredits, [idOf(hosting)])).toMatchObject({ decisions: [], sheets: [] })
})

test('S4: the sheets of an enactment are one per member and signed, a weekly sheet before a newer single one', () => {
  const weekly = (of: typeof ann) =>
    entryOf(of, 'ballot.cast', ballotBody(of, sheetOf(of, 1n, [hosting, supports.for], [party, supports.for])))
  const registers = fold(submitted(hosting), submitted(party, 'Party', 'Cake.'), weekly(ann), weekly(ben), cast(ann, 2n, supports.for))
  const plan = enactingSheets(registers, founded, [idOf(hosting), idOf(party)])
  expect(plan.decisions).toEqual([idOf(hosting), idOf(party)])
  expect(plan.sheets.map((sheet) => [sheet.member, sheet.revision])).toEqual([
    [ann.address, 1n],
    [ben.address, 1n],
  ])
  for (const { signature, ...sheet } of plan.sheets)
    expect(signature).toBe(
      signTyped(
        [ann, ben].find((one) => one.address === sheet.member)!,
        daomeshDomain(chain.chainId, dao),
        'BallotSheet',
        sheet,
      ),
    )
})

test('S4: sheets that are not For go along only where the quorum needs them', () => {
  const entries = [...bothYes, cast(cat, 1n, supports.against)]
  expect(enactingSheets(fold(...entries), founded, [idOf(hosting)]).sheets.map((one) => one.member)).toEqual([ann.address, ben.address])
  const all = foldFacts({ ...genesis, rules: { ...rules, quorumBps: 10_000 } }, [{ kind: 'founded', genesis }])
  expect(enactingSheets(fold(...entries), all, [idOf(hosting)])).toMatchObject({ decisions: [idOf(hosting)], sheets: [{}, {}, {}] })
})

test('S4: decisions signed on different sheets go in two transactions, the first asked one first', () => {
  const registers = fold(
    ...bothYes,
    submitted(party, 'Party', 'Cake.'),
    cast(ann, 2n, supports.for, party),
    cast(ben, 2n, supports.for, party),
  )
  const ids = [idOf(hosting), idOf(party)]
  expect(enactingSheets(registers, founded, ids).decisions).toEqual([idOf(hosting)])
  expect(enactingSheets(registers, founded, ids.toReversed()).decisions).toEqual([idOf(party)])
  expect(enactingSheets(fold(submitted(hosting)), founded, ids)).toEqual({ sheets: [], decisions: [] })
})

test('S4 N4: for one decision the sheet of a member is looked up, however many others it signed', () => {
  const rows = (revisions: number): number => {
    const own = Array.from({ length: revisions }, (_, i) => cast(ann, BigInt(i + 1), i % 2 === 0 ? supports.for : supports.against))
    const registers = fold(submitted(hosting), ...own, cast(ben, 1n, supports.for))
    let read = 0
    const entries = (prefix: string) => {
      const found = registers.entries(prefix)
      read += found.length
      return found
    }
    const { decisions, sheets } = enactingSheets({ get: registers.get, entries }, founded, [idOf(hosting)])
    expect(decisions).toEqual([idOf(hosting)])
    // Her newest Yes, whatever she said since.
    expect(sheets.find(({ member }) => member === ann.address)?.revision).toBe(BigInt(revisions % 2 === 0 ? revisions - 1 : revisions))
    return read
  }
  expect(rows(200)).toBe(rows(20))
})
