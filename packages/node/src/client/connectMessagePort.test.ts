import { implement, ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { DaomeshError } from '@daomesh/protocol'
import { expect, test } from 'vitest'
import { contract } from '../contract/index.ts'
import { connectMessagePort } from './connectMessagePort.ts'
import { createNodeClient } from './createNodeClient.ts'

const node = implement(contract)

test('M5 calls and coded errors cross a port', async () => {
  const { port1, port2 } = new MessageChannel()
  new RPCHandler({
    network: { syncNow: node.network.syncNow.handler(() => ({ sessions: 2 })) },
    daos: {
      list: node.daos.list.handler(() => {
        throw new ORPCError('STORAGE_FAILED', { status: 500, data: new DaomeshError('STORAGE_FAILED').toJSON() })
      }),
    },
  }).upgrade(port2, { context: {} })
  port2.start()
  const transport = connectMessagePort(port1)
  const client = createNodeClient({ transport })
  expect(await client.network.syncNow()).toEqual({ sessions: 2 })
  await expect(client.daos.list()).rejects.toMatchObject({ code: 'STORAGE_FAILED', todo: expect.stringContaining('try again') })
  transport.close()
  expect(transport.connection()).toEqual({ state: 'closed' })
  port2.close()
})
