import { termsHashOf, type OpenEntry } from '@daomesh/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ann, ben } from '../fixtures/dao.ts'
import { brief, dan, dealEntry, idOfOffer, longer, offerOf, reduce, view } from '../fixtures/deals.ts'
import { foldAll } from '../fixtures/registers.ts'
import { keys } from '../fold/keys.ts'
import { registersOf } from '../selectors/registers.ts'
import { type DealPresent, dealState } from './dealState.ts'
import { diffLines } from './diffLines.ts'
import { offerDiff } from './offerDiff.ts'

const now: DealPresent = { now: 100, signs: () => false, isFunded: () => false }
const stateOf = (entries: readonly OpenEntry[], present: Partial<DealPresent> = {}) =>
  dealState(foldAll(reduce, entries, view), { ...now, ...present })
const frozen = dealEntry(dan, 'deal.brief', { side: 'hunter', draft: null, brief })
const first = offerOf('hunter')
const made = dealEntry(dan, 'deal.offer', { offer: first }, 3)
const id = idOfOffer(first)
const yes = (depth = 4) => dealEntry(ann, 'deal.accept', { side: 'issuer', offer: id }, depth)
const no = (depth = 4) => dealEntry(ben, 'deal.decline', { side: 'issuer', offer: id, reason: 'Too dear.' }, depth)
const back = dealEntry(dan, 'deal.withdraw', { side: 'hunter', offer: id }, 9)
const signature = `0x${'33'.repeat(65)}` as const
const signed = dealEntry(dan, 'deal.sign', { offer: id, signature }, 5)
const signs: DealPresent['signs'] = (offer, given) => offer === id && given === signature

test('O3 an offer is read with the brief that its terms name, whichever came first, and shown as unread without it', () => {
  expect(stateOf([made]).offers).toMatchObject([{ id, brief: null, status: 'open' }])
  expect(stateOf([made, frozen]).offers[0]?.brief).toEqual(brief)
  const other = offerOf('issuer', { termsHash: termsHashOf(longer) }, { answers: id })
  expect(stateOf([frozen, made, dealEntry(ann, 'deal.offer', { offer: other }, 4)]).offers).toMatchObject([
    { id, brief },
    { id: idOfOffer(other), brief: null, offer: { answers: id } },
  ])
})

test('O4 the latest word of a side stands, whichever of its members said it, and own words answer nothing', () => {
  expect(stateOf([made, yes(4), no(5)]).offers[0]).toMatchObject({ status: 'declined', answer: { by: ben.address, reason: 'Too dear.' } })
  expect(stateOf([made, yes(6), no(5)])).toMatchObject({ status: 'agreed', current: { id, status: 'agreed' } })
  const own = dealEntry(dan, 'deal.accept', { side: 'hunter', offer: id }, 8)
  expect(stateOf([made, own]).offers[0]).toMatchObject({ status: 'open', answer: null })
  expect(stateOf([made, yes(), back]).offers[0]?.status).toBe('withdrawn')
  // What the other side "takes back" was never its own.
  expect(stateOf([made, dealEntry(ann, 'deal.withdraw', { side: 'issuer', offer: id }, 9)]).offers[0]?.status).toBe('open')
})

test('O5 a signature counts where it signs that very agreement, and is not taken back by words', () => {
  expect(stateOf([made, yes(), signed]).status).toBe('agreed')
  expect(stateOf([made, yes(), signed, back], { signs })).toMatchObject({
    status: 'signed',
    current: { id, status: 'signed', signature, withdrawn: { by: dan.address } },
  })
})

test('O6 D6 an offer ends by chain time alone, unless it is funded; a later one of the same side replaces it', () => {
  expect(stateOf([made], { now: 1_000 }).offers[0]?.status).toBe('open')
  expect(stateOf([made], { now: 1_001 })).toMatchObject({ status: 'expired', current: null })
  expect(stateOf([made, yes(), signed], { now: 1_001, signs }).offers[0]?.status).toBe('expired')
  expect(stateOf([made, yes(), signed], { now: 1_001, signs, isFunded: (offer) => offer === id }).status).toBe('funded')
  const second = offerOf('hunter', { amount: '4' })
  const newer = dealEntry(dan, 'deal.offer', { offer: second }, 6)
  expect(stateOf([made, newer])).toMatchObject({ offers: [{ status: 'replaced' }, { status: 'open' }], current: { id: idOfOffer(second) } })
  const taken = dealEntry(dan, 'deal.withdraw', { side: 'hunter', offer: idOfOffer(second) }, 7)
  expect(stateOf([made, newer, taken]).current?.id).toBe(id)
  // Accepted while the other was written: both are shown, and the one that is agreed is spoken of.
  expect(stateOf([made, yes(7), newer]).current).toMatchObject({ id, status: 'agreed' })
})

test('O7 a side that broke off talks again as soon as it offers or accepts, and no words undo a signature', () => {
  const off = (depth: number) => dealEntry(ann, 'deal.decline', { side: 'issuer', offer: null, reason: 'Enough.' }, depth)
  expect(stateOf([made, off(5)])).toMatchObject({ status: 'declined', declined: { side: 'issuer', reason: 'Enough.' } })
  expect(stateOf([made, off(5), yes(6)]).status).toBe('agreed')
  expect(stateOf([made, off(5), dealEntry(ben, 'deal.offer', { offer: offerOf('issuer') }, 6)]).status).toBe('talking')
  // The other side's offer does not speak for the one that broke off.
  expect(stateOf([made, off(5), dealEntry(dan, 'deal.offer', { offer: offerOf('hunter') }, 6)]).status).toBe('declined')
  expect(stateOf([made, yes(), signed, off(9)], { signs }).status).toBe('signed')
  expect(stateOf([]).status).toBe('talking')
})

test('O8 the difference of two offers names every term that changed and no other', () => {
  const before = { terms: first.terms, brief }
  const after = offerOf('issuer', { amount: '4', deliverBy: 9_500, arbiter: ben.address, termsHash: termsHashOf(longer) })
  expect(offerDiff(before, before)).toEqual({ terms: [], brief: null, briefUnread: false })
  expect(offerDiff(before, { terms: after.terms, brief: null })).toMatchObject({ brief: null, briefUnread: true })
  expect(offerDiff(before, { terms: after.terms, brief: { ...longer, tags: ['dark'], title: 'Lamps' } })).toMatchObject({
    terms: [
      { field: 'amount', before: '5', after: '4', change: 'lowered' },
      { field: 'deliverBy', before: '9000', after: '9500', change: 'raised' },
      { field: 'arbiter', change: 'replaced' },
    ],
    brief: {
      title: ['Lamp', 'Lamps'],
      tagsAdded: ['dark'],
      tagsRemoved: ['light'],
      lines: [
        { kind: 'same', text: 'A lamp.' },
        { kind: 'added', text: 'With a switch.' },
        { kind: 'same', text: 'For the yard.' },
      ],
    },
  })
})

const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 }).map((lines) => lines.join('\n'))
/** As many common lines as there can be, by the definition. */
const longest = (a: readonly string[], b: readonly string[]): number => {
  const [x, ...as] = a
  const [y, ...bs] = b
  if (x === undefined || y === undefined) return 0
  return x === y ? 1 + longest(as, bs) : Math.max(longest(as, b), longest(a, bs))
}

test('O8 both texts are read back out of their difference, but for the end of the last line, which keeps as many common lines as there are', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after)
      const without = (kind: string) => lines.flatMap((line) => (line.kind === kind ? [] : [line.text])).join('\n')
      const [older, newer] = [before, after].map((whole) => whole.replace(/\n$/, '')) as [string, string]
      expect(without('added')).toBe(older)
      expect(without('removed')).toBe(newer)
      const common = lines.filter(({ kind }) => kind === 'same').length
      expect(common).toBe(longest(older.split('\n'), newer.split('\n')))
    }),
    { numRuns: 150 },
  )
  const [long, other] = ['x', 'y'].map((name) => Array.from({ length: 3_000 }, (_, i) => `${name} ${i}`).join('\n')) as [string, string]
  expect(diffLines(long, other)).toHaveLength(6_000)
})

test('S24 D1 a deal can be read however many offers a side made in it', () => {
  // More than a call takes as arguments.
  const value = { offer: offerOf('hunter'), by: dan.address, entry: made.id, at: 1, depth: 3 }
  const offers = Array.from({ length: 200_000 }, (_, i) => ({
    key: `${keys.offers}${i.toString(16).padStart(64, '0')}`,
    value: { ...value, depth: i },
  }))
  const registers = registersOf(offers)
  expect(dealState(registers, now)).toMatchObject({ status: 'talking', current: { depth: 199_999 } })
})
