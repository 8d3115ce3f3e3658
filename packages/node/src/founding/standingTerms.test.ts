import type { LobbyProposal, LobbyState } from '@daomesh/governance'
import { type Address, address, type EntryId } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import type { LobbySpace } from '../spaces/space.ts'
import { standingTerms } from './standingTerms.ts'

const [ana, ben, eve] = ['a1', 'b2', 'e3'].map((digits) => address.parse(`0x${digits.repeat(20)}`)) as [Address, Address, Address]

/** Of terms what the choice between them asks; whole lobbies are in world/founding.test.ts and in the browser. By somebody, at a depth of the lobby's log, for some members, signed by as many of them. */
const terms = (by: Address, depth: number, members: readonly Address[], signed: number): LobbyProposal =>
  ({
    proposed: [{ by, entry: String(depth) as EntryId }],
    genesis: { members: members.map((account) => ({ account })) },
    signed: members.slice(0, signed),
    complete: signed === members.length,
    problems: [],
  }) as unknown as LobbyProposal

const space = { replica: { entry: (id: EntryId) => ({ depth: Number(id) }) } } as unknown as Pick<LobbySpace, 'replica'>
const standing = (...proposals: LobbyProposal[]) =>
  standingTerms(space, { proposals, foundings: proposals.filter(({ complete }) => complete) } as unknown as LobbyState, new Set([ana]))

test('M290 terms that were proposed anew take the place of what the same person proposed before, however many signed that', () => {
  const first = terms(ana, 3, [ana, ben, eve], 2)
  const second = terms(ana, 7, [ana, ben, eve], 1)
  expect(standing(first, second)).toBe(second)
  expect(standing(second, first)).toBe(second)
  expect(standing()).toBeNull()
})

test('M290 nobody displaces the terms of another by proposing later; those that hold this member come first', () => {
  const hers = terms(ana, 3, [ana, ben, eve], 2)
  expect(standing(hers, terms(eve, 9, [ana, ben, eve], 1))).toBe(hers)
  expect(standing(terms(ben, 2, [ben, eve], 1), terms(eve, 9, [ana, eve], 0))).toMatchObject({ proposed: [{ by: eve }] })
})

test('M290 what everybody signed stands, whatever was proposed after it', () => {
  const signed = terms(ana, 3, [ana, ben], 2)
  expect(standing(signed, terms(ana, 7, [ana, ben, eve], 1))).toBe(signed)
})

test('J23 M290 who proposes the terms of another once more, and then others, takes nothing off the screen', () => {
  const hers = terms(ana, 3, [ana, ben], 1)
  const copied = { ...hers, proposed: [...hers.proposed, { by: eve, entry: '5' as EntryId }] }
  expect(standing(copied, terms(eve, 9, [ana, eve], 0))).toBe(copied)
})
