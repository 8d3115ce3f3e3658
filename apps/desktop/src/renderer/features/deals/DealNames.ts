import { createContext } from 'react'
import type { Deal } from './deals.ts'

/** How the accounts of a deal are called: both parties, their members, and the arbiters. */
export type Names = ReadonlyMap<string, string>

export const namesIn = ({ issuer, hunter, arbiters }: Pick<Deal, 'issuer' | 'hunter' | 'arbiters'>): Names =>
  new Map(
    [...issuer.members, ...hunter.members, ...arbiters, issuer, hunter].flatMap(({ account, name }) =>
      name === null ? [] : [[account, name] as const],
    ),
  )

export const DealNames = createContext<Names>(new Map())
