import type { StorageAdapterInterface } from '@automerge/automerge-repo'
import { openDurableFile } from '../../durableFile.ts'

const separator = '/'

/** automerge-repo over SQLite, since its own adapter for Node does not flush to disk. */
export const durableStorage = (home: string): StorageAdapterInterface => {
  const file = openDurableFile(home)
  const within = (prefix: readonly string[]) => file.range([...prefix, ''].join(separator))
  return {
    load: async (key) => file.get(key.join(separator)),
    save: async (key, bytes) => file.set(key.join(separator), bytes),
    remove: async (key) => file.remove(key.join(separator)),
    loadRange: async (prefix) => within(prefix).map(({ key, bytes }) => ({ key: key.split(separator), data: bytes })),
    removeRange: async (prefix) => {
      for (const { key } of within(prefix)) file.remove(key)
    },
  }
}
