import type { z } from 'zod'
import type { NodeContext } from '../context.ts'
import type { statusShape } from '../contract/node.ts'
import { codeOfDifference } from '../frontiers/createFrontierBook.ts'
import { nameOfDevice } from './nameOfDevice.ts'

/** Devices whose chain history or state was compared with this node's and is another. */
export const listDifferences = (node: NodeContext): z.input<typeof statusShape>['differences'] =>
  node.spaces
    .daos()
    .flatMap((space) =>
      node.frontiers
        .differences(space.id)
        .map(({ device, what }) => ({ space: space.id, device, name: nameOfDevice(space, device), what, code: codeOfDifference[what] })),
    )
