import { fileName, limits, mediaType } from '@daomesh/protocol'
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { base64, codedError, id, requestId } from './shapes.ts'

const about = z.union([id.decisionId, id.draftId]).nullable()
const place = z.object({ space: id.spaceId, file: id.entryId })
/** Chosen by the client for one attempt. */
const upload = z.string().min(8).max(64)

/**
 * A file as one record names it: `file` in the other calls is that record's `entry`. Sizes in bytes; `bytes`: how much is on this machine.
 * `absent`: not asked for; `waiting`: for its turn; `partial`: begun and not being fetched. `from`: devices that give it now.
 */
export const fileRow = z.object({
  entry: id.entryId,
  file: id.fileId,
  name: z.string(),
  type: z.string(),
  size: z.number().int(),
  about,
  /** SHA-256 of the content: as its manifest says where that is here, else as its author says. */
  hash: z.string().nullable(),
  by: id.address,
  byName: z.string().nullable(),
  sharedAt: z.number(),
  /** Its author withdrew it: nobody gives it any more. Listed while something of it is on this machine. */
  withdrawn: z.boolean(),
  mine: z.boolean(),
  state: z.enum(['absent', 'waiting', 'fetching', 'partial', 'whole', 'failed']),
  bytes: z.number().int(),
  from: z.array(z.object({ device: id.deviceId, name: z.string().nullable() })),
  error: codedError.nullable(),
})

/**
 * Bytes go over the API in pieces, in base64: the node opens no path that a client names, so a page can neither read nor write a file of this machine
 * that its user did not choose.
 */
export const filesContract = {
  list: oc.input(z.object({ space: id.spaceId })).output(z.array(fileRow)),
  get: oc.input(place).output(fileRow),
  /** A piece of a file from `at` on; `next` is null at its end. Every piece was checked. */
  read: oc.input(place.extend({ at: z.number().int().min(0) })).output(z.object({ content: base64, next: z.number().int().nullable() })),
  /** Asks the connected members now. */
  holders: oc
    .input(place)
    .output(z.array(z.object({ device: id.deviceId, name: z.string().nullable(), chunks: z.number().int(), of: z.number().int() }))),
  /** No request id: what is handed over binds nothing until it is added. Begins, or says how far it came. A restart of the node ends all uploads. */
  upload: oc
    .input(z.object({ space: id.spaceId, upload, size: z.number().int().min(0).max(limits.fileBytes) }))
    .output(z.object({ at: z.number().int() })),
  /** The next piece. No request id: one that came before is passed over. */
  write: oc
    .input(z.object({ space: id.spaceId, upload, at: z.number().int().min(0), content: base64 }))
    .output(z.object({ at: z.number().int() })),
  /** Names the uploaded file in a record: from here on others can fetch it. */
  add: oc.input(z.object({ requestId, space: id.spaceId, upload, name: fileName, type: mediaType, about })).output(fileRow),
  /** Fetches it until it is here, also over restarts. */
  fetch: oc.input(place.extend({ requestId })).output(fileRow),
  /** Takes it off this machine, and stops fetching it. The record stays. */
  remove: oc.input(place.extend({ requestId })).output(z.object({ file: id.entryId })),
  /** Of one's own record: for good. What others hold stays with them. */
  withdraw: oc.input(place.extend({ requestId })).output(z.object({ entry: id.entryId })),
}
