import { expect, test } from 'vitest'
import { inviteAddresses } from './inviteAddresses.ts'

const given = (addresses: readonly string[]) => inviteAddresses({ addresses: () => addresses })

test('M195 an invite names what can be called from elsewhere first, and of a node behind a router where it is relayed', () => {
  const [loop, lan, far] = ['/ip4/127.0.0.1/tcp/1', '/ip4/192.168.1.2/tcp/1', '/ip4/5.6.7.8/tcp/1']
  const through = (host: string): string => `/ip4/${host}/tcp/9/p2p/R/p2p-circuit/p2p/A`
  expect(given([loop, lan, far])).toEqual([lan, far, loop])
  expect(given([loop, lan, far, '/ip4/10.0.0.1/tcp/1', '/ip4/10.0.0.2/tcp/1', through('127.0.0.1'), through('5.5.5.5')])).toEqual([
    lan,
    far,
    through('5.5.5.5'),
    through('127.0.0.1'),
  ])
  expect(given([loop])).toEqual([loop])
})
