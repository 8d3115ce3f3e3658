import { ether } from '@daomesh/protocol'
import { readUnits } from '../../format/parseUnits.ts'
import { readTags } from '../market/readTags.ts'

export type ListingValues = {
  readonly title: string
  readonly brief: string
  readonly tags: readonly string[]
  readonly token: string
  readonly amount: string
  /** Empty: as many as are asked for. */
  readonly copies: number | string
  readonly days: number
  readonly files: readonly string[]
  readonly samples: readonly string[]
}

export const freshListing: ListingValues = {
  title: '',
  brief: '',
  tags: [],
  token: ether,
  amount: '',
  copies: '',
  days: 30,
  files: [],
  samples: [],
}

/** What is wrong with the fields, by field; empty: it can be sent. Values are keys of sentences. */
export const listingProblems = (
  values: ListingValues,
  decimals: number,
  needsFiles: boolean,
): Partial<Record<keyof ListingValues, 'title' | 'amount' | 'files' | 'samples'>> => ({
  ...(values.title.trim() === '' && { title: 'title' }),
  ...(readUnits(values.amount, decimals) === null && { amount: 'amount' }),
  ...(needsFiles && values.files.length === 0 && { files: 'files' }),
  ...(values.samples.some((sample) => values.files.includes(sample)) && { samples: 'samples' }),
})

/** The words of the node's commands. */
export const readListing = ({ title, brief, tags, token, amount, copies, days }: ListingValues, decimals: number) => ({
  title: title.trim(),
  brief: brief.trim(),
  tags: readTags(tags),
  price: { token, amount: (readUnits(amount, decimals) ?? 0n).toString() },
  copies: typeof copies === 'number' ? copies : 0,
  days,
})
