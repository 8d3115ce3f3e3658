import type { Bounty, Move } from '../bounties.ts'

/** What a dialog of one act is told. */
export type ActProps = { readonly bounty: Bounty; readonly move: Move; readonly onClose: () => void }

/** Who pays for it, and the deal that it was agreed in, where that is here. */
export const dealAbout = ({ issuer, hunter, deal, margins, leaves }: Bounty, node: string | null) => {
  const leaf = leaves.find((row) => row.node === node)
  if (leaf === undefined) return { payer: issuer as string, deal: deal as string | null }
  return { payer: (margins.find((row) => row.node === leaf.owner)?.payee ?? hunter) as string, deal: leaf.deal as string | null }
}

/** What a move is about: the bounty, or one part of it. */
export const aboutOf = ({ title, hunter, amount, margins }: Bounty, node: string | null) => {
  const part = node === null ? undefined : margins.find((row) => row.node === node)
  return part === undefined
    ? { title, payee: hunter as string, amount: amount as string, margin: margins[0]?.margin ?? amount }
    : { title: part.title ?? title, payee: part.payee as string, amount: part.amount as string, margin: part.margin }
}
