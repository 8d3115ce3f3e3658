import { address, amount, type Address, DaomeshError } from '@daomesh/protocol'

/** What `treasury deposit` is given: a token, or one item of it, and how much as it was written. */
export type HoldingInput = { readonly token: Address; readonly item: string | null; readonly amount: string }

/** `TOKEN=AMOUNT`, or `TOKEN#ID` for an NFT, `TOKEN#ID=COUNT` for more of an ERC-1155 item. @throws DaomeshError `INPUT_INVALID`. */
export const parseHolding = (text: string): HoldingInput => {
  const [, token = '', id, sum = '1'] = /^(0x[0-9a-fA-F]{40})(?:#([0-9]+))?(?:=([0-9.]+))?$/.exec(text.trim()) ?? []
  const of = address.safeParse(token)
  const item = id === undefined ? null : amount.safeParse(id)
  if (!of.success || item?.success === false || (item === null && !text.includes('=')))
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field: 'token', given: text.slice(0, 120), reason: 'write TOKEN=AMOUNT or TOKEN#ID' },
    })
  return { token: of.data, item: item?.data ?? null, amount: sum }
}
