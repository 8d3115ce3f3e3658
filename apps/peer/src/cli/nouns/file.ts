import { basename } from 'node:path'
import type { NodeClient } from '@daomesh/node/client'
import { DaomeshError, toFileName } from '@daomesh/protocol'
import type { Command } from 'commander'
import { readPath } from '../../home/homePaths.ts'
import { findDao, findDraft, findFile, findProposal } from '../choose.ts'
import { getFile } from '../files/getFile.ts'
import { sendFile } from '../files/sendFile.ts'
import { lines, table, when } from '../print/table.ts'
import { type Call, nodeVerb, signingVerb, actingVerb } from '../verb.ts'

type File = Awaited<ReturnType<NodeClient['files']['list']>>[number]

const fileText = ({ name, size, state, bytes, entry, byName, by }: File): string =>
  `${name}  ${size} bytes by ${byName ?? by}, ${state === 'whole' ? 'here' : `${bytes} here, ${state}`}: ${entry}`

const placeOf = async (node: NodeClient, call: Call) => {
  const space = await findDao(node, call.argument(0))
  return { space, file: await findFile(node, space, call.argument(1)) }
}

const subjectOf = async (node: NodeClient, space: Awaited<ReturnType<typeof findDao>>, text: string | undefined) => {
  if (text === undefined) return null
  try {
    return await findProposal(node, space, text)
  } catch (error) {
    if (error instanceof DaomeshError && error.code === 'PROPOSAL_UNKNOWN') return findDraft(node, space, text)
    throw error
  }
}

export const addFile = (program: Command): void => {
  const file = program.command('file').description('files that members share')
  const named = (name: string, description: string): Command =>
    file.command(name).description(description).argument('<dao>', 'id, address or name').argument('<file>', 'id or name')

  signingVerb(
    file
      .command('add')
      .description('share a file of this machine')
      .argument('<dao>', 'id, address or name')
      .argument('<path>')
      .option('--name <name>', 'what the others see; else the name it has here')
      .option('--type <media type>', 'such as application/pdf')
      .option('--about <subject>', 'a proposal or a draft, id or title'),
    async (node, call) => {
      const space = await findDao(node, call.argument(0))
      const path = readPath(call.argument(1))
      const about = await subjectOf(node, space, call.option('about'))
      const { requestId } = call
      await sendFile(node, space, requestId, path)
      const name = call.option('name') ?? toFileName(basename(path))
      return node.files.add({ requestId, space, upload: requestId, name, type: call.option('type') ?? '', about })
    },
    fileText,
  )
  nodeVerb(
    file.command('list').description('the files of a DAO').argument('<dao>', 'id, address or name'),
    async (node, call) => node.files.list({ space: await findDao(node, call.argument(0)) }),
    (rows) =>
      table(
        ['file', 'name', 'bytes', 'here', 'by', 'shared'],
        rows.map((row) => [
          row.entry,
          row.name,
          String(row.size),
          row.state === 'whole' ? 'all' : `${row.bytes} ${row.state}`,
          row.byName ?? row.by,
          when(row.sharedAt),
        ]),
      ),
  )
  nodeVerb(
    named('show', 'one file, and which connected members have it'),
    async (node, call) => {
      const place = await placeOf(node, call)
      return { ...(await node.files.get(place)), holders: await node.files.holders(place) }
    },
    (row) =>
      lines([
        ['name', row.name],
        ['bytes', row.size],
        ['sha256', row.hash ?? '-'],
        ['here', row.state],
        ...row.holders.map(({ device, name, chunks, of }) => ['at', `${name ?? device}: ${chunks} of ${of}`] as const),
      ]),
  )
  actingVerb(
    named('fetch', 'bring a file here, in the background'),
    async (node, call) => node.files.fetch({ requestId: call.requestId, ...(await placeOf(node, call)) }),
    fileText,
  )
  nodeVerb(
    named('get', 'bring a file here and save it')
      .option('--output <path>', 'where; else its name in this folder')
      .option('--replace', 'over what stands there'),
    async (node, call) => getFile(node, call, await placeOf(node, call)),
    ({ path, bytes, hash }) => `saved: ${path}, ${bytes} bytes, sha256 ${hash}`,
  )
  actingVerb(
    named('remove', 'take a file off this machine; others keep theirs'),
    async (node, call) => node.files.remove({ requestId: call.requestId, ...(await placeOf(node, call)) }),
    ({ file }) => `removed here: ${file}`,
  )
  signingVerb(
    named('withdraw', 'share your own file no longer; for good'),
    async (node, call) => node.files.withdraw({ requestId: call.requestId, ...(await placeOf(node, call)) }),
    ({ entry }) => `saved here: ${entry}`,
  )
}
