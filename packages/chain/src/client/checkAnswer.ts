import { address, bytes32, type Hex } from '@daomesh/protocol'
import { OddAnswer } from '../errors/OddAnswer.ts'

export type Question = { readonly method: string; readonly params?: unknown }

type Params = readonly unknown[]
/** Answers what of it is used, and throws `Odd` on anything else. */
type Read = (value: unknown, params: Params) => unknown
type Fields = { readonly [name: string]: unknown }

class Odd extends Error {}

const odd = (what: string): never => {
  throw new Odd(what)
}

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : odd('an object'))
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : odd('a list'))

/** One pattern for each letter and none for pairs: those would be remembered one by one, in a text of megabytes. */
const isHex = (value: unknown): value is Hex => typeof value === 'string' && value.length % 2 === 0 && /^0x[0-9a-fA-F]*$/.test(value)
const bytes = (value: unknown): Hex => (isHex(value) ? value : odd('bytes'))
const lower = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value)
const parsed = <T>(shape: { safeParse: (value: unknown) => { success: true; data: T } | { success: false } }, value: unknown): T => {
  const result = shape.safeParse(lower(value))
  return result.success ? result.data : odd('an address or hash')
}
const hash = (value: unknown): Hex => parsed(bytes32, value)

const bitsOf = (bits: number): bigint => (1n << BigInt(bits)) - 1n
/** Of a block, of gas; a price; an amount. Products of two still have the digits of an amount. */
const [number, price, wei] = [bitsOf(64), bitsOf(128), bitsOf(256)]
const safe = BigInt(Number.MAX_SAFE_INTEGER)
/** Seconds, up to the end of what a date can say. */
const lastSecond = 8_640_000_000_000n

const quantity = (value: unknown, most: bigint): Hex =>
  typeof value === 'string' && /^0x[0-9a-fA-F]{1,64}$/.test(value) && BigInt(value) <= most ? (value as Hex) : odd('a number in its bounds')

const quantityUpTo =
  (most: bigint): Read =>
  (value) =>
    quantity(value, most)

/** Who was asked for one thing and tells of another mixes answers up. */
const same = (asked: unknown, told: Hex): Hex => (lower(asked) === told ? told : odd('what was asked for'))
const sameNumber = (asked: unknown, told: Hex): Hex =>
  typeof asked !== 'string' || !asked.startsWith('0x') || BigInt(asked) === BigInt(told) ? told : odd('the block that was asked for')

/** Its transactions, thousands of hashes, are left where they came from. */
const block: Read = (value, [at]) => {
  if (value === null) return null
  const told = fieldsOf(value)
  return {
    number: sameNumber(at, quantity(told['number'], number)),
    hash: hash(told['hash']),
    timestamp: quantity(told['timestamp'], lastSecond),
    baseFeePerGas: (told['baseFeePerGas'] ?? null) === null ? null : quantity(told['baseFeePerGas'], price),
    transactions: [],
  }
}

const logs: Read = (value, [filter]) => {
  const asked = fieldsOf(filter)
  const emitters = new Set([asked['address']].flat().map(lower))
  const [from, to] = [asked['fromBlock'], asked['toBlock']].map((at) => BigInt(quantity(at, number))) as [bigint, bigint]
  const places = new Set<string>()
  return listOf(value).map((one) => {
    const told = fieldsOf(one)
    const emitter = parsed(address, told['address'])
    const blockNumber = quantity(told['blockNumber'], number)
    if (!emitters.has(emitter) || BigInt(blockNumber) < from || BigInt(blockNumber) > to) odd('what was asked for')
    const topics = listOf(told['topics'])
    const logIndex = quantity(told['logIndex'], safe)
    const place = `${BigInt(blockNumber)}:${BigInt(logIndex)}`
    if (places.has(place)) odd('a place of its own')
    places.add(place)
    return {
      address: emitter,
      blockNumber,
      blockHash: hash(told['blockHash']),
      transactionHash: hash(told['transactionHash']),
      logIndex,
      topics: topics.length > 4 ? odd('topics') : topics.map(hash),
      data: bytes(told['data']),
    }
  })
}

/** Some tell of a transaction that only waits: it is not mined. */
const receipt: Read = (value, [asked]) => {
  if (value === null || fieldsOf(value)['blockNumber'] === null) return null
  const told = fieldsOf(value)
  const { status } = told
  return {
    transactionHash: same(asked, hash(told['transactionHash'])),
    blockNumber: quantity(told['blockNumber'], number),
    blockHash: hash(told['blockHash']),
    gasUsed: quantity(told['gasUsed'], number),
    effectiveGasPrice: quantity(told['effectiveGasPrice'], price),
    status: status === '0x1' || status === '0x0' ? status : odd('a status'),
  }
}

const transaction: Read = (value, [asked]) => {
  if (value === null) return null
  const told = fieldsOf(value)
  return {
    hash: same(asked, hash(told['hash'])),
    from: parsed(address, told['from']),
    to: (told['to'] ?? null) === null ? null : parsed(address, told['to']),
    value: quantity(told['value'], wei),
    input: bytes(told['input']),
  }
}

const simulated: Read = (value) =>
  listOf(value).map((one) => ({
    calls: listOf(fieldsOf(one)['calls']).map((call) => {
      const { status, gasUsed, returnData, error } = fieldsOf(call)
      const { message, data }: Fields = (error ?? null) === null ? {} : fieldsOf(error)
      return {
        status: status === '0x1' || status === '0x0' ? status : odd('a status'),
        gasUsed: quantity(gasUsed, number),
        returnData: bytes(returnData),
        error: { ...(typeof message === 'string' && { message }), ...(isHex(data) && { data }) },
      }
    }),
  }))

const reads: { readonly [method: string]: Read } = {
  eth_blockNumber: quantityUpTo(number),
  eth_call: bytes,
  eth_chainId: quantityUpTo(safe),
  eth_estimateGas: quantityUpTo(number),
  eth_gasPrice: quantityUpTo(price),
  eth_getBalance: quantityUpTo(wei),
  eth_getBlockByNumber: block,
  eth_getCode: bytes,
  eth_getLogs: logs,
  eth_getTransactionByHash: transaction,
  eth_getTransactionCount: quantityUpTo(safe),
  eth_getTransactionReceipt: receipt,
  eth_maxPriorityFeePerGas: quantityUpTo(price),
  eth_sendRawTransaction: hash,
  eth_simulateV1: simulated,
}

/**
 * What an endpoint answered, read once and strictly: it may be anybody's. Only what is used of it is handed on.
 * @throws OddAnswer for what is no answer to this question, also to none that is listed here.
 */
export const checkAnswer = ({ method, params }: Question, value: unknown): unknown => {
  const read = Object.hasOwn(reads, method) ? reads[method] : undefined
  try {
    return (read ?? odd('a question that is asked'))(value, Array.isArray(params) ? params : [])
  } catch (error) {
    if (error instanceof Odd) throw new OddAnswer(method, error.message)
    throw error
  }
}
