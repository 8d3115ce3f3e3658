import type { Address } from '@daomesh/protocol'

/** A name that the person of this node gave an account. */
export type Petname = { account: Address; name: string }

export const petnamePrefix = 'petname:'

/** The row in which the name of an account lies. */
export const petnameKey = (account: Address): string => petnamePrefix + account
