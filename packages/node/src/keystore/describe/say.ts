import { type Address, chainNameOf, type Domain, ether as noToken, type Hex, showUnseen } from '@daomesh/protocol'
import * as OxAddress from 'ox/Address'

/** An amount of a token, in its smallest unit, as it stands in what is signed; of the zero address: of the chain's own coin. */
export type Worth = { readonly token: Address; readonly units: bigint }

/** A statement about a request that is not worded yet: only where it is known on which chain it counts has its coin a name. */
export type Saying = { readonly key: string; readonly pattern: string; readonly facts: Readonly<Record<string, string | Worth>> }

/** One statement about a request: a key and its facts for translation, and the same in plain English. `amounts`: those of tokens that it names. */
export type Sentence = {
  readonly key: string
  readonly params: Readonly<Record<string, string>>
  readonly text: string
  readonly amounts: readonly Worth[]
}

/** A statement by its English pattern, in which `{name}` is filled; whole sentences only, never parts of one. */
export const say = (key: string, pattern: string, facts: Saying['facts'] = {}): Saying => ({ key, pattern, facts })

/** @param coin what the chain's own coin is called */
export const inWords = ({ key, pattern, facts }: Saying, coin: string): Sentence => {
  const params = Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === 'string' ? fact : amountText(fact, coin)]),
  )
  const amounts = Object.values(facts).flatMap((fact) => (typeof fact === 'string' || BigInt(fact.token) === 0n ? [] : [fact]))
  return { key, params, text: pattern.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? ''), amounts }
}

/** A chain by its name, where it has one here, and by its number, which is what is signed. */
export const chainText = (chainId: bigint): string => {
  const name = chainNameOf(chainId)
  return name.endsWith(`:${chainId}`) ? `chain ${chainId}` : `${name} (chain ${chainId})`
}

export const onChain = (domain: Domain): Saying => say('sign.chain', 'It counts on {chain} only.', { chain: chainText(domain.chainId) })

/** EIP-55, in full: a shortened address can be imitated. */
export const person = (account: Address | Hex): string => OxAddress.checksum(account)

const visible = (text: string): string => showUnseen(text, () => '·')

/** What opens and closes a quotation, or looks as if it did: inside of one it becomes a single quotation mark. */
const [openers, closers, straight] = [/[“„‟«〝❝⹂]/gu, /[”»〞〟❞″‶ˮ״]/gu, /["＂ʺ]|''|‘‘|’’|ʼʼ|′′/gu]

/** Ours are the only double marks of a sentence, so nothing that stands between them can end the quotation and go on in our words. */
const enclosed = (text: string): string => `“${visible(text).replace(openers, '‘').replace(closers, '’')}”`

/** Text that others wrote, made unable to hide or reorder anything, or to look like words of ours. Never cut: what is left out could be what matters. */
export const quoted = (text: string): string => enclosed(text.replace(straight, "'"))

/** The same for what a machine wrote, whose straight marks are part of its form. */
export const quotedJson = (value: unknown, replacer: (key: string, inner: unknown) => unknown): string =>
  enclosed(JSON.stringify(value, replacer))

/** The same for a text of several lines. */
export const legible = (text: string): string => text.replaceAll('\r\n', '\n').split('\n').map(visible).join('\n')

/** Enough of a hash to compare by eye or by voice, 48 bits, in the form in which the interface shows it. */
export const short = (hash: Hex): string => `${hash.slice(2, 6)} ${hash.slice(6, 10)} … ${hash.slice(-4)}`

/** An amount of a token; of the zero address: of the chain's own coin. */
export const worth = (token: Address, units: bigint): Worth => ({ token, units })

/** An amount of the chain's own coin. */
export const ether = (wei: bigint): Worth => worth(noToken, wei)

/** Whole and exact: of the coin in itself, of a token in its smallest unit, since nothing else is known of it for sure. */
export const amountText = ({ token, units }: Worth, coin: string): string => {
  if (BigInt(token) !== 0n) return `${units} units of the token ${person(token)}`
  const whole = units / 10n ** 18n
  const rest = (units % 10n ** 18n).toString().padStart(18, '0').replace(/0+$/, '')
  return rest === '' ? `${whole} ${coin}` : `${whole}.${rest} ${coin}`
}

export const percent = (bps: number): string => `${bps / 100} %`

const units = [
  [86_400, 'days'],
  [3600, 'hours'],
  [60, 'minutes'],
] as const

export const period = (seconds: number): string => {
  const fits = units.find(([size]) => seconds >= size && seconds % size === 0)
  if (!fits) return seconds === 1 ? '1 second' : `${seconds} seconds`
  const count = seconds / fits[0]
  return count === 1 ? `1 ${fits[1].slice(0, -1)}` : `${count} ${fits[1]}`
}

/** UTC, to the minute. Years that no calendar reaches are shown as the number they are. */
export const moment = (seconds: bigint | number): string => {
  const date = new Date(Number(seconds) * 1000)
  return Number.isNaN(date.getTime()) ? `second ${seconds}` : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
