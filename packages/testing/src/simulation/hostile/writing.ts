import { type DraftId, type EntryId, type Hex, toHex } from '@daomesh/protocol'
import type { Known, Pen } from './pen.ts'

/** Writes one or a few records. */
export type Writing = (pen: Pen) => void | Promise<void>

export const zeroHash: Hex = `0x${'0'.repeat(64)}`
export const hash32 = ({ random }: Pen): string => toHex(random.bytes(32))
/** What was written of one kind, as far as the writer knows it. */
export const of = (pen: Pen, kind: string): readonly Known[] => pen.known.filter(({ header }) => header.kind === kind)
export const fieldOf = (known: Known | undefined, name: string): unknown => Object(known?.body)[name] as unknown
const draftsOf = (pen: Pen): readonly DraftId[] => of(pen, 'draft.open').map((one) => fieldOf(one, 'draft') as DraftId)
/** One that is there, or none. */
export const anyDraft = (pen: Pen): DraftId => pen.random.pick([...draftsOf(pen), toHex(pen.random.bytes(16)) as DraftId])
export const someId = (pen: Pen): EntryId =>
  pen.random.pick([...pen.known.map(({ id }) => id), ...pen.written.map(({ id }) => id), hash32(pen) as EntryId])
export const update = (pen: Pen, draft: DraftId, bytes = pen.random.bytes(1 + pen.random.below(60))) => ({
  v: 1,
  draft,
  session: pen.random.bytes(16),
  update: bytes,
})
