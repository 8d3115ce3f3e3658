import type { NodeClient } from '@daomesh/node/client'

type Storage = Awaited<ReturnType<NodeClient['node']['status']>>['storage']

/** The state of the database in words. Names of files and rows are the node's own, not of others. */
export const wordsOf = ({ damage, restored, unreadable }: Storage): string => {
  const words = [
    ...(damage === null ? [] : [`was damaged, set aside as ${damage.file}; ${damage.entries} records taken over`]),
    ...(restored === null
      ? []
      : [
          restored.older
            ? 'put back from a copy that is older than what others remember; what they hold comes back from them'
            : 'moved, or put back from a copy',
        ]),
    ...(unreadable.length === 0 ? [] : [`rows that cannot be read: ${unreadable.join(', ')}`]),
  ]
  return words.length === 0 ? 'sound' : words.join('; ')
}
