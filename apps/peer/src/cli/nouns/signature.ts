import { DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { runningSigner } from '../keyDesk.ts'
import { linesOf } from '../../signer/terminal/linesOf.ts'
import { askSigner } from '../signerClient.ts'
import { type Call, verb } from '../verb.ts'

const idOf = (call: Call): number => {
  const id = Number(call.argument(0))
  if (!Number.isInteger(id) || id < 1)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'id', reason: 'a number from “signature list”' } })
  return id
}

export const addSignature = (program: Command): void => {
  const signature = program.command('signature').description('what waits for your yes or no')
  verb(
    signature.command('list').description('requests in words, as the signer decodes them'),
    async (call) => (await askSigner(runningSigner(call.home), 'view', {})).pending,
    (rows) => rows.map((row) => [`request ${row.id}`, ...linesOf(row)].join('\n')).join('\n\n'),
  )
  verb(
    signature.command('approve').description('sign it').argument('<id>'),
    async (call) => askSigner(runningSigner(call.home), 'approve', { id: idOf(call) }),
    () => 'signed',
  )
  verb(
    signature.command('decline').description('do not sign it').argument('<id>'),
    async (call) => askSigner(runningSigner(call.home), 'decline', { id: idOf(call) }),
    () => 'declined',
  )
}
