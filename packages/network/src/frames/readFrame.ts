import { decode } from '@daomesh/protocol'
import type { z } from 'zod'
import { fault } from './fault.ts'

/**
 * The one frame these bytes are, by the schema that stands at their first element.
 * @throws DaomeshError `SYNC_FRAME` for anything that is not exactly one known frame in canonical form.
 */
export const readFrame = <Frame>(frames: Readonly<Record<number, z.ZodType<Frame>>>, wire: Uint8Array): Frame => {
  let raw: unknown
  try {
    raw = decode(wire)
  } catch (cause) {
    throw fault('not canonical CBOR', cause)
  }
  const type: unknown = Array.isArray(raw) ? raw[0] : null
  const schema = typeof type === 'number' && Object.hasOwn(frames, type) ? frames[type] : undefined
  if (schema === undefined) throw fault('unknown type')
  const parsed = schema.safeParse(raw)
  if (!parsed.success) throw fault('wrong shape', parsed.error)
  return parsed.data
}
