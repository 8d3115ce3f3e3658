import { z } from 'zod'
import { genesisSchema, toRecord } from '../bodies/eip712Bodies.ts'
import { fromBase64Url, toBase64Url } from '../bytes.ts'
import { decode, encode } from '../codec/encode.ts'
import type { Genesis } from '../eip712/types.ts'
import { type Address, address, amount } from '../ids.ts'
import { limits } from '../limits.ts'

/** Who goes, and with how many shares. */
export type Leaver = { readonly account: Address; readonly shares: bigint }

/**
 * What the members of a DAO are asked: that some of them leave together into a new DAO, each with its fair part of the listed tokens. The new DAO has just these
 * members, with the power and shares that they had. `totalShares`: what their shares are a part of, at most. `tokens` sorted; the zero address is ETH.
 */
export type SpinOffQuestion = {
  readonly genesis: Genesis
  readonly totalShares: bigint
  readonly tokens: readonly Address[]
  readonly note: string
}

const label = 'daomesh/spin-off/1'
const whole = amount.refine((text) => /^[0-9]{1,39}$/.test(text) && BigInt(text) < 1n << 128n).transform((text) => BigInt(text))
const written = z.tuple([
  z.literal(label),
  genesisSchema,
  whole,
  z
    .array(address)
    .max(limits.mergerTokens)
    .refine((tokens) => tokens.every((token, i) => i === 0 || (tokens[i - 1] ?? '') < token), 'sorted'),
])
/** Behind the note, so that a person reads the note and a program the rest. */
const block = /^([\s\S]*)\n\n~~~daomesh-spin-off\n([A-Za-z0-9_-]+)\n~~~\n?$/

/**
 * Who leaves with a spin-off: the members of the new DAO.
 * @example
 * leaversOf({ genesis }).length === genesis.members.length // => true
 */
export const leaversOf = ({ genesis }: Pick<SpinOffQuestion, 'genesis'>): readonly Leaver[] =>
  genesis.members.map(({ account, shares }) => ({ account, shares }))

/**
 * The text of the proposal by which some members leave together: the note, and behind it what lets anybody work out where they go and with what.
 * @example
 * readSpinOffQuestion(writeSpinOffQuestion({ genesis, totalShares: 300n, tokens: [], note: 'Farewell.' }))?.note // => 'Farewell.'
 */
export const writeSpinOffQuestion = ({ genesis, totalShares, tokens, note }: SpinOffQuestion): string =>
  `${note}\n\n~~~daomesh-spin-off\n${toBase64Url(encode([label, toRecord(genesis), totalShares.toString(), tokens]))}\n~~~\n`

/**
 * The spin-off in the text of a proposal, or null. Whether the decision does just that is the chain package's to say (`provenSpinOff`).
 * @example
 * readSpinOffQuestion('A text.') // => null
 */
export const readSpinOffQuestion = (text: string): SpinOffQuestion | null => {
  const found = block.exec(text)
  if (found === null) return null
  try {
    const [, genesis, totalShares, tokens] = written.parse(decode(fromBase64Url(found[2] ?? '')))
    return { genesis, totalShares, tokens, note: found[1] ?? '' }
  } catch {
    // Anybody writes texts; one whose end is no spin-off is a text like any other.
    return null
  }
}
