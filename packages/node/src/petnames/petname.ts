import type { Address } from '@daomesh/protocol'

export const petnamePrefix = 'petname:'

/** The row in which the name of an account lies. */
export const petnameKey = (account: Address): string => petnamePrefix + account
