import type { Bounty, Move } from '../bounties.ts'

/** What a dialog of one act is told. */
export type ActProps = { readonly bounty: Bounty; readonly move: Move; readonly onClose: () => void }

/** What a move is about: the bounty, or one part of it. */
export const aboutOf = ({ title, hunter, amount, margins }: Bounty, node: string | null) => {
  const part = node === null ? undefined : margins.find((row) => row.node === node)
  return part === undefined
    ? { title, payee: hunter as string, amount: amount as string, margin: margins[0]?.margin ?? amount }
    : { title: part.title ?? title, payee: part.payee as string, amount: part.amount as string, margin: part.margin }
}
