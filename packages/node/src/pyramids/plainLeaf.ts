import { toRecord } from '@daomesh/protocol'
import type { AnchorLeaf } from '../contract/bountyPlans.ts'
import type { PyramidLeaf } from '../contract/bountyPyramid.ts'

/** Amounts as decimal strings, as the page hands it back. */
export const plainLeaf = ({ agreement, terms, carried }: AnchorLeaf): PyramidLeaf => ({
  agreement: toRecord(agreement) as PyramidLeaf['agreement'],
  terms,
  carried: carried === null ? null : { signature: carried.signature, leaves: carried.leaves.map(plainLeaf) },
})
