import { supports } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { recover } from '../fixtures/accounts.ts'
import { ann, ballotBody, ben, chain, dao, decisionOf, genesis, sheetOf } from '../fixtures/dao.ts'
import { brief, dan, dealEntry, idOfOffer, offerOf, reduce, view } from '../fixtures/deals.ts'
import { foldAll } from '../fixtures/registers.ts'
import { genesisState } from '../facts/chainState.ts'
import { applyFacts } from '../facts/foldFacts.ts'
import { gatheredSide } from './gatheredSide.ts'
import { offerDiff } from './offerDiff.ts'
import { type PromisePresent, promiseState } from './promiseState.ts'

const offer = offerOf('issuer')
const id = idOfOffer(offer)
const decision = decisionOf(ann, 1n)
const ballots = [ann, ben].map((by) => {
  const { sheet, signature } = ballotBody(by, sheetOf(by, 1n, [decision, supports.for]))
  return { sheet, signature }
})
const bring = (by: typeof ann, of = decision) => dealEntry(by, 'deal.promise', { offer: id, decision: of, ballots }, 5)

test('J18 O24 the issuing DAO brings its decision and ballots into the deal; nobody else speaks for it', () => {
  expect(reduce(bring(ann), view)).toMatchObject({ outcome: 'accepted' })
  expect(reduce(bring(dan), view)).toMatchObject({ outcome: 'rejected', reason: 'ENTRY_DEAL' })
  const gathered = gatheredSide({
    registers: foldAll(reduce, [dealEntry(ann, 'deal.offer', { offer }, 3), bring(ann)], view),
    offer: id,
    side: 'issuer',
    chainId: chain.chainId,
    dao,
    partner: null,
    state: applyFacts(genesisState(genesis), [{ kind: 'founded', genesis }]),
    now: 100,
    isSide: () => true,
    signs: ({ account }, digest, signature) => recover(digest, signature) === account,
  })
  expect(gathered).toMatchObject({ ready: 'ballots', enacted: false })
  expect(gathered?.sheets).toHaveLength(2)
})

test('O24 a promise is words until the hunter signed, then as far as its ballots carry it, and given once all was paid and never where less was', () => {
  const base: PromisePresent = { offer: 'funded', end: 'open', gathered: null, asked: null }
  const ready = { ready: 'ballots', enacted: false } as const
  const given = { ready: null, enacted: true } as const
  const rows: readonly (readonly [Partial<PromisePresent>, ReturnType<typeof promiseState>])[] = [
    [{ offer: 'open' }, 'words'],
    [{ offer: 'agreed', gathered: ready }, 'words'],
    [{ offer: 'signed' }, 'unsigned'],
    [{}, 'unsigned'],
    [{ asked: { status: 'open', enactable: false } }, 'unsigned'],
    [{ asked: { status: 'closed', enactable: false } }, 'refused'],
    [{ asked: { status: 'withdrawn', enactable: false } }, 'refused'],
    // Lost with roster or rules: it is asked anew.
    [{ asked: { status: 'superseded', enactable: false } }, 'unsigned'],
    [{ asked: { status: 'decisive', enactable: true } }, 'signed'],
    [{ gathered: ready }, 'signed'],
    [{ gathered: { ready: 'record', enacted: false }, end: 'whole' }, 'ready'],
    [{ gathered: ready, end: 'whole' }, 'ready'],
    [{ asked: { status: 'executable', enactable: false }, end: 'whole' }, 'ready'],
    [{ end: 'whole' }, 'unsigned'],
    [{ gathered: ready, end: 'less' }, 'lapsed'],
    [{ gathered: given, end: 'whole' }, 'given'],
    [{ asked: { status: 'enacted', enactable: false }, offer: 'expired' }, 'given'],
  ]
  expect(rows.map(([more]) => promiseState({ ...base, ...more }))).toEqual(rows.map(([, state]) => state))
})

test('O8 O24 a counter-offer says what it changes of the promised power, from none and to none too', () => {
  const { terms } = offer
  const of = (power?: string) => ({
    terms: { ...terms, termsHash: `0x${(power ?? '0').padStart(64, '0')}` as const },
    brief: power === undefined ? brief : { ...brief, power },
  })
  expect(offerDiff(of(), of('5')).brief?.power).toEqual(['0', '5'])
  expect(offerDiff(of('5'), of('7')).brief?.power).toEqual(['5', '7'])
  expect(offerDiff(of('5'), of()).brief?.power).toEqual(['5', '0'])
})
