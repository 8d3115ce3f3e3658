import type { NodeClient } from '@daomesh/node/client'
import { catalogue } from '@daomesh/protocol'

type Difference = Awaited<ReturnType<NodeClient['node']['status']>>['differences'][number]

/** Whose device differs, and in what. */
export const differenceLine = ({ name, device, code }: Difference): readonly [string, string] => [
  'differs',
  `${name ?? 'unnamed'} (${device.slice(0, 8)}): ${code}. ${catalogue[code].what} ${catalogue[code].todo}`,
]
