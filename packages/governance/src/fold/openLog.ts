import {
  daomeshDomain,
  fromHex,
  governanceStream,
  hashTypedData,
  isExchangeKey,
  type LogAuthor,
  type OpenEntry,
  seatIn,
  type Verdict,
  type ViewFact,
} from '@daomesh/protocol'
import type { FoldContext, Reading } from './context.ts'
import { keys } from './keys.ts'
import { accepted, rejected, write } from './verdicts.ts'

/** `governance`, or `draft:` and a draft id. */
export const isDaoStream = (stream: string): boolean => stream === governanceStream || /^draft:[0-9a-f]{32}$/.test(stream)
export const isLobbyStream = (stream: string): boolean => stream === governanceStream

/**
 * The opening of a log proves whose it is: the member's account linked this device.
 * Later links of the same device stand beside earlier ones; the later `notAfter` is shown.
 */
export const openLog = (
  context: FoldContext,
  entry: OpenEntry,
  body: Reading<'log.open'>,
  view: ViewFact,
  isStream: (stream: string) => boolean,
): Verdict => {
  const { header } = entry
  const { link, signature } = body
  if (header.seq !== 0 || header.opening === null) return rejected('ENTRY_LINK')
  if (!isStream(header.opening.stream)) return rejected('ENTRY_STREAM')
  if (link.device !== `0x${header.device}` || !isExchangeKey(fromHex(link.exchangeKey))) return rejected('ENTRY_LINK')
  // A contract member cannot be told from its key here yet: its links need its own finalized roster.
  if (context.memberKindOf?.(link.member, view) === 'contract') return rejected('ENTRY_LINK')
  if (context.recover(hashTypedData(daomeshDomain(context.chain.chainId), 'LinkDevice', link), signature) !== link.member)
    return rejected('ENTRY_LINK')
  const seat = seatIn(view, link.member)
  if (seat === null || (seat !== link.member && header.opening.stream !== governanceStream)) return rejected('ENTRY_AUTHOR')
  const author: LogAuthor = { member: link.member, device: header.device, stream: header.opening.stream }
  const value = { member: link.member, device: header.device, exchangeKey: link.exchangeKey, notAfter: link.notAfter.toString() }
  const order = `${value.notAfter.padStart(20, '0')}/${link.nonce}`
  return accepted([write(keys.device(link.member, header.device), order, value)], author)
}
