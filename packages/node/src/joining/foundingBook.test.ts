import { keys, registersOf } from '@daomesh/governance'
import { type Address, address, type Cbor, type Genesis, genesisHashOf, type Hex, memberKinds, toRecord } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { createFoundingBook } from './createFoundingBook.ts'

const at = (byte: string) => address.parse(`0x${byte.repeat(20)}`)
const factory = at('fa')
const daos = ['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9'].map(at)
const zero: Hex = `0x${'00'.repeat(32)}`
const genesis: Genesis = {
  chainId: 1n,
  chainGenesis: zero,
  name: 'Watershed',
  members: daos.map((account) => ({ account, kind: memberKinds.contract, power: 1n, shares: 1n })),
  rules: {
    mode: 0,
    quorumBps: 5_000,
    thresholdBps: 5_000,
    votingPeriod: 60,
    gracePeriod: 0,
    challengeWindow: 0,
    credits: 0,
    incomeBps: 0,
    refundCap: 0,
  },
  salt: zero,
}
const signatureOf = (n: number): Hex => `0x${n.toString(16).padStart(8, '0')}`

/** Sixteen signatures of each of ten DAOs, as anybody in the lobby may bring them. */
const registers = registersOf([
  {
    key: keys.genesis(factory, genesisHashOf(genesis), factory),
    value: { factory, genesis: toRecord(genesis) as Cbor, by: factory, entry: 'e' },
  },
  ...daos.flatMap((dao) =>
    Array.from({ length: 16 }, (_, n) => ({
      key: keys.agreement(genesisHashOf(genesis), dao, String(n).padStart(2, '0')),
      value: { dao, signature: signatureOf(n) },
    })),
  ),
])

test('M175 J15 whoever brings signatures without end costs the others 64 questions at a time, and keeps none from its turn', async () => {
  const asked: string[] = []
  const client = {
    signs: async ({ signer, signature }: { readonly signer: string; readonly signature: Hex }) => {
      asked.push(`${signer} ${signature}`)
      return signer === daos.at(-1) && signature === signatureOf(15)
    },
    codeHash: async () => null,
  }
  const book = createFoundingBook({ client, onChange: () => undefined })
  const claim = { dao: daos.at(-1) ?? factory, signature: signatureOf(15) }
  await book.ask(registers)
  expect([asked.length, book.isSigned({ factory, genesis }, claim)]).toEqual([64, false])
  await book.ask(registers)
  await book.ask(registers)
  expect([asked.length, new Set(asked).size, book.isSigned({ factory, genesis }, claim)]).toEqual([192, 160, true])
})

test('M335 J15 signatures that others bring for a founder do not keep its own one from being asked about', async () => {
  const [dao] = daos as [Address]
  // Others choose what they bring, and so its hash: here all of it stands before the one that holds.
  const brought = Array.from({ length: 300 }, (_, n) => ({
    key: keys.agreement(genesisHashOf(genesis), dao, String(n).padStart(3, '0')),
    value: { dao, signature: signatureOf(n) },
  }))
  const claim = { dao, signature: signatureOf(299) }
  const client = { signs: async ({ signature }: { readonly signature: Hex }) => signature === claim.signature, codeHash: async () => null }
  const book = createFoundingBook({ client, onChange: () => undefined })
  const lobby = registersOf([...registers.entries('genesis/'), ...brought])
  for (let look = 0; look < Math.ceil(300 / 64); look++) await book.ask(lobby)
  expect(book.isSigned({ factory, genesis }, claim)).toBe(true)
})
