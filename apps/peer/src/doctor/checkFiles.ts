import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding, finding } from '@daomesh/node/contract'
import { homePaths } from '../home/homePaths.ts'
import { isDeviceKeySound } from '../home/openDeviceKey.ts'

const mebibyte = 1024 * 1024
/** A start, a checkpoint and some weeks of records. */
const enough = 256 * mebibyte
/** Below this not even the log of writes fits. */
const least = 32 * mebibyte

const codeIn = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error))

/** @param free bytes; passed in by tests only */
export const checkDisk = (home: string, free?: number): readonly Finding[] => {
  const { bavail, bsize } = statfsSync(home)
  const bytes = free ?? bavail * bsize
  const mebibytes = Math.floor(bytes / mebibyte)
  if (bytes >= enough) return []
  return [finding(bytes < least ? 'DISK_FULL' : 'DISK_LOW', { mebibytes })]
}

/** Files that make whoever reads them this device or its signer. */
const secretFiles = (home: string): readonly string[] => {
  const { device, api, signer, keys, database } = homePaths(home)
  const keyFiles = existsSync(keys) ? readdirSync(keys).map((name) => join(keys, name)) : []
  return [device, api, signer, database, `${database}.kept`, ...keyFiles].filter((path) => existsSync(path))
}

/** The folder keeps others out; where it does not, each file must. */
const checkRights = (home: string): readonly Finding[] => {
  if (process.platform === 'win32') return []
  const isOpen = (path: string): boolean => (statSync(path).mode & 0o077) !== 0
  if (!isOpen(home)) return []
  const open = secretFiles(home).find(isOpen)
  return open === undefined ? [] : [finding('HOME_OPEN', { path: open })]
}

const checkDeviceKey = (path: string): readonly Finding[] =>
  !existsSync(path) || isDeviceKeySound(path) ? [] : [finding('DEVICE_KEY_DAMAGED', { path })]

/** The files of a home, whether a node runs there or not. Changes nothing. */
export const checkFiles = (home: string): readonly Finding[] => {
  try {
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK)
    return [...checkRights(home), ...checkDisk(home), ...checkDeviceKey(homePaths(home).device)]
  } catch (error) {
    return [finding('HOME_UNREACHABLE', { path: home, reason: codeIn(error) })]
  }
}
