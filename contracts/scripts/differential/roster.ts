import type { Member } from '@daomesh/protocol'
import type { Packer } from './pack.ts'

/** Accounts of cases are small numbers from 1. */
export const whoOf = (account: string): number => Number.parseInt(account.slice(-4), 16) - 1

export const putRoster = ({ put }: Packer, roster: readonly Member[]): void => {
  put(roster.length, 1)
  for (const { account, power } of roster) {
    put(whoOf(account), 1)
    put(power, 8)
  }
}

export const hasPower = (roster: readonly Member[]): boolean => roster.some(({ power }) => power > 0n)

/** The seats of these accounts in a roster, as bits. */
export const maskOf = (roster: readonly Member[], accounts: readonly string[]): bigint =>
  roster.reduce((mask, { account }, seat) => (accounts.includes(account) ? mask | (1n << BigInt(seat)) : mask), 0n)
