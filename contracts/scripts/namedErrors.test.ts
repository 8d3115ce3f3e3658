import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contractsFolder } from './runForge.ts'

/** Errors that no test names, and what is asked instead. */
const askedOtherwise: Readonly<Record<string, string>> = {
  Court_RulingFailed: 'whoever sends a ruling chooses its gas: whatever they choose, it counts or can be sent again',
  Escrow_GasTooLow: 'a caller that brings too little gas makes nobody a creditor',
  Records_OtherDecision: 'calldata that no encoder makes: read one way and hashed another',
  Signatures_Stale: 'whoever asks for a signature is told that it is none',
}
/** What a caller that comes back is told reaches the caller alone; the tests look at what it got. */
const guard = /_Reentered$/

const textsIn = async (folder: string): Promise<string> => {
  const names = (await readdir(join(contractsFolder, folder), { recursive: true })).filter((name) => name.endsWith('.sol'))
  return (await Promise.all(names.map((name) => readFile(join(contractsFolder, folder, name), 'utf8')))).join('\n')
}

test('a test makes every error of the contracts happen and names it, or is said to ask otherwise', async () => {
  const [sources, tests] = await Promise.all([textsIn('src'), textsIn('test')])
  const errors = new Set([...sources.matchAll(/\berror (\w+)\(/g)].map(([, name = '']) => name))
  const unnamed = [...errors].filter((name) => !guard.test(name) && !new RegExp(`\\b${name}\\b`).test(tests))
  expect(unnamed.toSorted()).toEqual(Object.keys(askedOtherwise).toSorted())
})
