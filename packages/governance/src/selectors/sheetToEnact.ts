import type { BallotSheet, Hex } from '@daomesh/protocol'

/** A sheet with its member's signature, in the form that `packSheets` takes. */
export type SheetToEnact = BallotSheet & { readonly signature: Hex }
