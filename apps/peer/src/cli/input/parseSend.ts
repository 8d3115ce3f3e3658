import { address, amount, type Address, DaomeshError } from '@daomesh/protocol'

/** What `--send` asks for: a token, or one item of it, to whom, and how much as it was written. */
export type SendInput = { readonly token: Address; readonly item: string | null; readonly to: Address; readonly amount: string }

/** `TOKEN:TO=AMOUNT`, or `TOKEN#ID:TO` for an NFT, `TOKEN#ID:TO=COUNT` for more of an ERC-1155 item. @throws DaomeshError `INPUT_INVALID`. */
export const parseSend = (text: string): SendInput => {
  const [, token = '', id, to = '', sum = '1'] =
    /^(0x[0-9a-fA-F]{40})(?:#([0-9]+))?:(0x[0-9a-fA-F]{40})(?:=([0-9.]+))?$/.exec(text.trim()) ?? []
  const [of, payee] = [address.safeParse(token), address.safeParse(to)]
  const item = id === undefined ? null : amount.safeParse(id)
  if (!of.success || !payee.success || item?.success === false || (item === null && !text.includes('=')))
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field: 'send', given: text.slice(0, 120), reason: 'write TOKEN:TO=AMOUNT or TOKEN#ID:TO' },
    })
  return { token: of.data, item: item?.data ?? null, to: payee.data, amount: sum }
}
