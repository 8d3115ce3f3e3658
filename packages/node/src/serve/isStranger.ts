import { readFileSync } from 'node:fs'

/** How Linux writes 127.0.0.1, the same where a program goes there by a socket of IPv6, and a port. */
const hosts = ['0100007F', '0000000000000000FFFF00000100007F'] as const
const written = (port: number): readonly string[] => hosts.map((host) => `${host}:${port.toString(16).toUpperCase().padStart(4, '0')}`)

/** The account that holds the end of a connection on this machine, in one of the tables that Linux keeps of them; null where it is not in there. */
export const accountIn = (table: string, from: number, to: number): number | null => {
  const [ends, others] = [written(from), written(to)]
  for (const line of table.split('\n')) {
    const [, local = '', remote = '', , , , , account] = line.trim().split(/\s+/)
    if (ends.includes(local) && others.includes(remote) && account !== undefined) return Number(account)
  }
  return null
}

const tables = (): readonly string[] =>
  ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => {
    try {
      return [readFileSync(path, 'utf8')]
    } catch {
      // Another system, or one that keeps the table to itself.
      return []
    }
  })

/** Whether a connection from a port of 127.0.0.1 to another is somebody else's than this account's; false where the system does not say. */
export const isStranger = (from: number, to: number, account: number): boolean => {
  const all = tables()
  return all.length > 0 && !all.some((table) => accountIn(table, from, to) === account)
}
