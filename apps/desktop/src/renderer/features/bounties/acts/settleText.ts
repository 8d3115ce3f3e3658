import { amount, bountyId, hexBytes } from '@daomesh/protocol'

/** What one side signed of a settlement, to be handed to the other: `hunterAmount` in the smallest unit, `validUntil` in seconds of chain time. */
export type SettleConsent = {
  readonly bounty: string
  readonly side: 'issuer' | 'hunter'
  readonly hunterAmount: string
  readonly validUntil: number
  readonly signature: string
}

const head = 'daomesh-settle'

/** As a text that survives a chat. */
export const settleText = ({ bounty, side, hunterAmount, validUntil, signature }: SettleConsent): string =>
  [head, bounty, side, hunterAmount, validUntil, signature].join(':')

/** The consent in a text that somebody pasted, wherever in it; null where there is none. The chain judges what it is worth. */
export const readSettleText = (text: string): SettleConsent | null => {
  const found = /daomesh-settle:(0x[0-9a-f]{64}):(issuer|hunter):(\d{1,39}):(\d{1,12}):(0x[0-9a-f]*)/.exec(text)
  if (found === null) return null
  const [, bounty, side, hunterAmount, validUntil, signature] = found
  const isWhole = bountyId.safeParse(bounty).success && amount.safeParse(hunterAmount).success && hexBytes.safeParse(signature).success
  if (!isWhole || bounty === undefined || hunterAmount === undefined || signature === undefined) return null
  return { bounty, side: side === 'issuer' ? 'issuer' : 'hunter', hunterAmount, validUntil: Number(validUntil), signature }
}
