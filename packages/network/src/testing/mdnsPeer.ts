import { systemClock } from '@daomesh/protocol/system'
import { createLibp2pNetwork } from '../libp2p/createLibp2pNetwork.ts'
import { testDevice } from './memorySpace.ts'

/** A process of its own that knows nothing but a service name: prints its id, then each peer it met. Ends when its input ends. */
const [serviceName = '', listen = '/ip4/0.0.0.0/tcp/0'] = process.argv.slice(2)
const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
const network = await createLibp2pNetwork({
  deviceKey: testDevice(),
  listen: [listen],
  mdns: { serviceName, interval: 1000 },
  clock: systemClock,
})
network.onPeer((change) => print(change))
await network.start()
print({ type: 'up', device: network.self, addresses: network.addresses() })
process.stdin.resume()
process.stdin.on('end', () => void network.stop().then(() => process.exit(0)))
