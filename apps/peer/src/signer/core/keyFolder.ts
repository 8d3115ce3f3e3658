import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { address, type Address, DaomeshError } from '@daomesh/protocol'
import { accountOfKeyFile } from '@daomesh/node/keystore'
import { makeFolder } from '../../home/makeFolder.ts'
import { readOptional } from '../../home/readOptional.ts'
import { writeDurably } from '../../home/writeDurably.ts'

const fileName = /^(0x[0-9a-f]{40})\.json$/

/** The key files of a home, one per account, named by it. Any Ethereum tool opens them with the password. */
export type KeyFolder = {
  readonly accounts: () => readonly Address[]
  /** @throws DaomeshError `IDENTITY_MISSING`. */
  readonly read: (account: Address) => string
  /** @throws DaomeshError `IDENTITY_EXISTS` rather than replace a key, `STORAGE_FAILED`. */
  readonly save: (account: Address, content: string) => void
  /** The same key under another password, in place of a file of this account. One that is damaged or holds another account is set aside. @throws DaomeshError `STORAGE_FAILED`. */
  readonly replace: (account: Address, content: string) => void
}

/** Whether a file says that it holds this account; a damaged one says nothing. */
const saysItHolds = (content: Uint8Array, account: Address): boolean => {
  try {
    return accountOfKeyFile(new TextDecoder().decode(content)) === account
  } catch {
    return false
  }
}

/** A name that no file bears yet. */
const asideOf = (path: string): string => {
  for (let n = 1; ; n++) if (!existsSync(`${path}.damaged-${n}`)) return `${path}.damaged-${n}`
}

export const openKeyFolder = (folder: string): KeyFolder => {
  makeFolder(folder)
  const pathOf = (account: Address): string => join(folder, `${account}.json`)
  return {
    accounts: () =>
      readdirSync(folder)
        .flatMap(
          (name) =>
            fileName
              .exec(name)
              ?.slice(1)
              .map((text) => address.parse(text)) ?? [],
        )
        .sort(),
    read: (account) => {
      const content = readOptional(pathOf(account))
      if (content === null) throw new DaomeshError('IDENTITY_MISSING', { meta: { account } })
      return new TextDecoder().decode(content)
    },
    save: (account, content) => {
      if (readOptional(pathOf(account)) !== null) throw new DaomeshError('IDENTITY_EXISTS', { meta: { account } })
      writeDurably(pathOf(account), content)
    },
    replace: (account, content) => {
      const path = pathOf(account)
      const old = readOptional(path)
      // Whatever is in it may be the only copy of another key. A copy first: wherever a crash or a full disk falls, a file of this account is here.
      if (old !== null && !saysItHolds(old, account)) writeDurably(asideOf(path), old)
      writeDurably(path, content)
    },
  }
}
