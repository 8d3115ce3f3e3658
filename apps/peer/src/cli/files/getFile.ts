import { join } from 'node:path'
import type { EntryId, SpaceId } from '@daomesh/protocol'
import type { NodeClient } from '@daomesh/node/client'
import { readPath } from '../../home/homePaths.ts'
import type { Call } from '../verb.ts'
import { awaitFile } from './awaitFile.ts'
import { saveFile } from './saveFile.ts'

/** Brings a file here unless it is, and saves it: at `--output`, else by its name in this folder. */
export const getFile = async (node: NodeClient, call: Call, place: { readonly space: SpaceId; readonly file: EntryId }) => {
  const { name, state } = await node.files.get(place)
  const given = call.option('output')
  const path = given === undefined ? join(process.cwd(), name) : readPath(given)
  if (state !== 'whole') {
    await node.files.fetch({ requestId: call.requestId, ...place })
    await awaitFile(node, place)
  }
  const { hash } = await node.files.get(place)
  return { path, ...(await saveFile({ read: (at) => node.files.read({ ...place, at }), path, hash, replace: call.flag('replace') })) }
}
