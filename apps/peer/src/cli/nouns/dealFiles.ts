import { basename } from 'node:path'
import type { FileId, SpaceId } from '@daomesh/protocol'
import { toFileName } from '@daomesh/protocol'
import type { NodeClient } from '@daomesh/node/client'
import type { Command } from 'commander'
import { readPath } from '../../home/homePaths.ts'
import { findFile } from '../choose.ts'
import { getFile } from '../files/getFile.ts'
import { sendFile } from '../files/sendFile.ts'
import { table, when } from '../print/table.ts'
import { nodeVerb, actingVerb } from '../verb.ts'
import { findDeal } from './findDeal.ts'

const attach = async (node: NodeClient, space: SpaceId, requestId: string, path: string) => {
  await sendFile(node, space, requestId, path)
  return node.files.add({ requestId, space, upload: requestId, name: toFileName(basename(path)), type: '', about: null })
}

/** Shares files of this machine in a deal and answers the SHA-256 of each, by which terms name them. */
export const attachFiles = async (
  node: NodeClient,
  space: SpaceId,
  requestId: string,
  paths: readonly string[],
): Promise<readonly FileId[]> => {
  const hashes: FileId[] = []
  for (const [i, path] of paths.entries()) {
    const { hash } = await attach(node, space, `${requestId.slice(0, 56)}-file${i}`, readPath(path))
    if (hash !== null) hashes.push(hash as FileId)
  }
  return hashes
}

/** The files of a deal: what both sides and the arbiter share in it. */
export const addDealFiles = (deal: Command): void => {
  actingVerb(
    deal.command('attach').description('share a file of this machine in the deal').argument('<deal>', 'id or title').argument('<path>'),
    async (node, call) => attach(node, await findDeal(node, call.argument(0)), call.requestId, readPath(call.argument(1))),
    ({ name, size, entry, hash }) => `${name}  ${size} bytes: ${entry}, sha256 ${hash ?? '-'}`,
  )
  nodeVerb(
    deal.command('files').description('the files of the deal, and which offers name them').argument('<deal>', 'id or title'),
    async (node, call) => {
      const space = await findDeal(node, call.argument(0))
      const [files, { offerRows }] = [await node.files.list({ space }), await node.deals.get({ space })]
      const namedBy = (hash: string | null) =>
        offerRows.filter(({ brief }) => brief?.files.some((one) => one === hash)).map(({ offer }) => offer)
      return files.map((row) => ({ ...row, offers: namedBy(row.hash) }))
    },
    (rows) =>
      table(
        ['file', 'name', 'bytes', 'here', 'by', 'shared', 'offers'],
        rows.map((row) => [
          row.entry,
          row.name,
          String(row.size),
          row.state === 'whole' ? 'all' : `${row.bytes} ${row.state}`,
          row.byName ?? row.by,
          when(row.sharedAt),
          row.offers.map((offer) => offer.slice(0, 8)).join(' '),
        ]),
      ),
  )
  nodeVerb(
    deal
      .command('get')
      .description('bring a file of the deal here and save it')
      .argument('<deal>', 'id or title')
      .argument('<file>', 'id or name')
      .option('--output <path>', 'where; else its name in this folder')
      .option('--replace', 'over what stands there'),
    async (node, call) => {
      const space = await findDeal(node, call.argument(0))
      return getFile(node, call, { space, file: await findFile(node, space, call.argument(1)) })
    },
    ({ path, bytes, hash }) => `saved: ${path}, ${bytes} bytes, sha256 ${hash}`,
  )
}
