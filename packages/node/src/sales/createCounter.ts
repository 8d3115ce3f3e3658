import { salesOfWork } from '@daomesh/governance'
import { fault } from '@daomesh/network'
import {
  type Address,
  accountSignature,
  bytes32,
  DaomeshError,
  decode,
  type DeviceId,
  encode,
  equalBytes,
  fromHex,
  type Hex,
  isExchangeKey,
  isLinked,
  linkDeviceSchema,
  lockOf,
  openSealedKey,
  type QuoteId,
  sealKey,
  toRecord,
} from '@daomesh/protocol'
import { z } from 'zod'
import type { NodeAdapters } from '../adapters.ts'
import type { AccountChoice } from '../identity/createAccountChoice.ts'
import { isUnlinkedOn } from '../identity/heardUnlinks.ts'
import type { DeviceLinks } from '../identity/createDeviceLinks.ts'
import type { MarketDesk } from '../market/createMarketDesk.ts'
import { answerStrangers, askStranger } from '../reach/strangers.ts'
import { createReaderBook } from './createReaderBook.ts'
import type { Spaces } from '../spaces/spaces.ts'
import type { SaleDesk } from './createSaleDesk.ts'

const protocol = '/daomesh/works/1'
/** Room for a link, or for the words of so many buyers. */
const mostBytes = 64 * 1024
/** Words of buyers in one answer. */
export const mostOpened = 64
/** Strangers that are read at a time. */
const mostAtOnce = 8

const bytes = (max: number) => z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= max)
const v = z.literal(1)
const request = z.discriminatedUnion('ask', [
  /** A buyer asks for the key of what it paid for. */
  z.strictObject({ v, ask: z.literal('key'), quote: bytes32, link: linkDeviceSchema, signature: accountSignature }),
  /** Anybody asks which buyers say that the files of a work opened. */
  z.strictObject({ v, ask: z.literal('opened'), seller: bytes(20), work: bytes32 }),
  /** A buyer says so. */
  z.strictObject({ v, ask: z.literal('tell'), opened: bytes(1024) }),
])
type Request = z.input<typeof request>
const keyAnswer = z.strictObject({ v, box: bytes(128).nullable() })
const openedAnswer = z.strictObject({ v, opened: z.array(bytes(1024)).max(mostOpened) })

/** Where buyers and sellers of works meet, device to device: they share no space. */
export type Counter = {
  /** The key of a work that was paid for, as this peer hands it over; null where it does not. @throws DaomeshError `PEER_UNREACHABLE`, `WORK_KEY` for another key. */
  readonly askKey: (peer: DeviceId, quote: QuoteId, lock: Uint8Array) => Promise<Uint8Array | null>
  readonly askOpened: (peer: DeviceId, seller: Address, work: Hex) => Promise<readonly Uint8Array[]>
  readonly tellOpened: (peer: DeviceId, opened: Uint8Array) => Promise<void>
}

type Parameters = {
  readonly adapters: Pick<NodeAdapters, 'network' | 'clock' | 'verifier' | 'deviceKey' | 'chain' | 'random' | 'logger'>
  readonly links: DeviceLinks
  readonly account: AccountChoice
  readonly market: { readonly rosters: Pick<MarketDesk['rosters'], 'read'> }
  readonly sales: Pick<SaleDesk, 'look' | 'keyOf' | 'openedOf' | 'takeOpened'>
  /** What an account revoked in one of them it revoked. */
  readonly spaces: Pick<Spaces, 'all'>
}

/**
 * Hands the key of a work to whoever the chain says has paid for it, and to nobody else: sealed to the exchange key that the reader's own account signed. Any
 * node that has the key does so, a member's of the selling DAO as well as another buyer's. What the chain does not say for good hands over nothing.
 */
export const createCounter = (node: Parameters): Counter => {
  const { network, clock, verifier, deviceKey, chain, random, logger } = node.adapters
  const line = { network, clock, protocol }
  const { chainId } = chain.client.profile.identity
  const readerBook = createReaderBook({ rosters: node.market.rosters, clock })

  /** Whose copies an account may read: its own, and those of a DAO in whose roster it sits. */
  const mayRead = async (quote: QuoteId, account: Address): Promise<boolean> => {
    const { final } = await node.sales.look()
    return readerBook.isAmong(new Set((final.get(quote) ?? []).map(({ reader }) => reader)), account)
  }
  const handOver = async ({ quote, link, signature }: Extract<z.output<typeof request>, { ask: 'key' }>) => {
    const known = node.sales.keyOf(quote)
    // The cheap questions first: a stranger costs no signature check.
    if (known === null || !(await mayRead(quote, link.member))) return null
    const receiver = fromHex(link.exchangeKey)
    if (!isExchangeKey(receiver) || !isLinked({ link, linkSignature: signature }, chainId, verifier)) return null
    if (isUnlinkedOn(node.spaces.all(), chainId, link.member, link.device.slice(2) as DeviceId)) return null
    return sealKey(known.key, receiver, random.bytes(32))
  }
  const openedOf = async (seller: Uint8Array, work: Hex): Promise<readonly Uint8Array[]> => {
    const { final } = await node.sales.look()
    const dao = `0x${Buffer.from(seller).toString('hex')}` as Address
    const quotes = new Set(salesOfWork(final, dao, work).map(({ quote }) => quote))
    return [...quotes].flatMap((quote) => node.sales.openedOf(quote).map(({ wire }) => wire)).slice(0, mostOpened)
  }
  const answer = async (frame: Uint8Array): Promise<unknown> => {
    const asked = request.parse(decode(frame))
    switch (asked.ask) {
      case 'key':
        return { v: 1, box: await handOver(asked) }
      case 'opened':
        return { v: 1, opened: await openedOf(asked.seller, asked.work) }
      case 'tell':
        await node.sales.look()
        return { v: 1, taken: await node.sales.takeOpened(asked.opened) }
    }
  }

  answerStrangers({
    ...line,
    atOnce: mostAtOnce,
    answer: async (frame, peer) => {
      try {
        if (frame.length > mostBytes) throw fault('too long')
        return encode(await answer(frame))
      } catch (error) {
        // Who asks for nothing that this version knows, or while the chain is away, gets no answer and comes again.
        logger.debug('work.unanswered', { peer, error: String(error) })
        throw error
      }
    },
  })

  const ask = async (peer: DeviceId, what: Request | Record<string, unknown>): Promise<unknown> => {
    const frame = await askStranger(line, peer, encode(toRecord(what)))
    if (frame === null || frame.length > 2 * mostBytes) throw new DaomeshError('PEER_UNREACHABLE', { meta: { peer } })
    return decode(frame)
  }
  return {
    askKey: async (peer, quote, lock) => {
      const signed = node.links.known(chainId, node.account.required())
      if (signed === null) throw new DaomeshError('SIGNING_REFUSED')
      const { box } = keyAnswer.parse(await ask(peer, { v: 1, ask: 'key', quote, link: signed.link, signature: signed.signature }))
      if (box === null) return null
      const key = openSealedKey(box, deviceKey.exchangeSecret)
      if (!equalBytes(lockOf(key), lock)) throw new DaomeshError('WORK_KEY', { meta: { reason: 'another key', peer } })
      return key
    },
    askOpened: async (peer, seller, work) =>
      openedAnswer.parse(await ask(peer, { v: 1, ask: 'opened', seller: fromHex(seller), work })).opened,
    tellOpened: async (peer, opened) => {
      await ask(peer, { v: 1, ask: 'tell', opened })
    },
  }
}
