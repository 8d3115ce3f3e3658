import { packSheets, supports } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { genesisState } from '../facts/chainState.ts'
import { accountOf } from '../fixtures/accounts.ts'
import {
  ballotBody,
  chain,
  dao,
  decisionOf,
  entryOf,
  genesis,
  idOf,
  proposalBody,
  recover,
  seat,
  sheetOf,
  viewIn,
} from '../fixtures/dao.ts'
import { foldAll } from '../fixtures/registers.ts'
import { daoReducer } from '../fold/daoReducer.ts'
import { ballotsOf } from './ballotsOf.ts'
import { enactingSheets } from './enactingSheets.ts'
import { recordingSheets } from './proposalRecord.ts'

const people = Array.from({ length: 12 }, (_, n) => accountOf(`m${n}`)).sort((a, b) => (a.address < b.address ? -1 : 1))
const members = people.map((one) => seat(one.address))
const state = { ...genesisState({ ...genesis, members }), founded: true }
const view = viewIn(state)
const [author] = people as [(typeof people)[number]]
const hosting = decisionOf(author, 0n)
const id = idOf(hosting)

/** The first five answer 63 decisions beside, each its own, that nobody proposed. */
const isCrowding = (n: number): boolean => n < 5
const ballots = people.map((one, n) => {
  const beside = isCrowding(n) ? Array.from({ length: 63 }, (_, i) => [decisionOf(one, BigInt(i + 1)), supports.for] as const) : []
  return entryOf(one, 'ballot.cast', ballotBody(one, sheetOf(one, 1n, [hosting, supports.for], ...beside)), { depth: 3, view })
})
const registers = foldAll(
  daoReducer({ chain, dao, recover }),
  [entryOf(author, 'proposal.submit', proposalBody(hosting), { at: 5, view }), ...ballots],
  view,
)
const honest = people.filter((_, n) => !isCrowding(n)).map(({ address }) => address)
const pack = (sheets: ReturnType<typeof recordingSheets>) => packSheets({ seats: members, decisions: [id], sheets })

test('S31 members who answer what nobody proposed keep nobody else from enacting or recording', () => {
  const { decisions, sheets } = enactingSheets(registers, state, [id])
  expect(decisions).toEqual([id])
  expect(sheets.map(({ member }) => member)).toEqual(expect.arrayContaining(honest))
  expect(pack(sheets).others.length).toBeLessThan(255)

  const recorded = recordingSheets(
    registers,
    ballotsOf(registers, state, id),
    members.map(({ account }) => account),
  )
  expect(recorded.map(({ member }) => member)).toEqual(expect.arrayContaining(honest))
  // Four of the five still fit.
  expect([recorded.length, pack(recorded).others.length]).toEqual([11, 4 * 63])
})
