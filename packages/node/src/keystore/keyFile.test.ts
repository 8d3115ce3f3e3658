import { createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { type DaomeshError, fromHex, keccak256, toHex } from '@daomesh/protocol'
import { Keystore } from 'ox'
import { mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'
import { expect, test } from 'vitest'
import { createAccount, restoreAccount } from './createAccount.ts'
import { accountOfKeyFile, openKeyFile, writeKeyFile } from './keyFile.ts'
import { keyOfPhrase } from './phrase.ts'

const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) }
const light = { random, light: true }
const password = 'correct horse'
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'nothing'
  } catch (error) {
    return (error as DaomeshError).code
  }
}

/** Web3 Secret Storage written down a second time, from its definition. */
const openByHand = (json: string, secret: string): string => {
  const { crypto } = JSON.parse(json) as {
    crypto: { ciphertext: string; mac: string; cipherparams: { iv: string }; kdfparams: { n: number; r: number; p: number; salt: string } }
  }
  const { n, r, p, salt } = crypto.kdfparams
  const key = scryptSync(secret, Buffer.from(salt, 'hex'), 32, { N: n, r, p, maxmem: 2 ** 29 })
  const sealed = Buffer.from(crypto.ciphertext, 'hex')
  expect(toHex(keccak256(Buffer.concat([key.subarray(16), sealed])))).toBe(crypto.mac)
  const cipher = createDecipheriv('aes-128-ctr', key.subarray(0, 16), Buffer.from(crypto.cipherparams.iv, 'hex'))
  return Buffer.concat([cipher.update(sealed), cipher.final()]).toString('hex')
}

test(
  'M10 E4 an account is sealed at full cost unless asked otherwise, and a second implementation opens it',
  { timeout: 120_000 },
  async () => {
    const account = await createAccount({ password, random })
    expect(JSON.parse(account.keyFile)).toMatchObject({
      version: 3,
      address: account.address.slice(2),
      crypto: { kdf: 'scrypt', kdfparams: { n: 262_144, r: 8, p: 1 } },
    })
    const privateKey = openByHand(account.keyFile, password)
    expect(privateKeyToAccount(`0x${privateKey}`).address.toLowerCase()).toBe(account.address)
    expect(account.keyFile).not.toContain(privateKey)
    expect(account.keyFile).not.toContain(account.phrase.split(' ')[0] ?? '')
  },
)

test('M11 the phrase has twelve words and gives the account that any other program derives from it', async () => {
  const { phrase, address, keyFile, privateKey } = await createAccount({ password, ...light })
  expect(phrase.split(' ').length).toBe(12)
  expect(mnemonicToAccount(phrase).address.toLowerCase()).toBe(address)
  expect(await openKeyFile(keyFile, password)).toEqual(privateKey)
  expect(accountOfKeyFile(keyFile)).toBe(address)
  const other = await createAccount({ password, ...light })
  expect(other.phrase).not.toBe(phrase)
})

test('M11 a known phrase restores the known account, however it is written', async () => {
  const phrase = 'test test test test test test test test test test test junk'
  const restored = await restoreAccount({ phrase: `  ${phrase.toUpperCase().replaceAll(' ', '\n ')} `, password, ...light })
  expect(restored.address).toBe('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266')
  expect(toHex(keyOfPhrase(phrase))).toBe('ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80')
})

test('M11 the words of the BIP-39 vectors come from their entropy', async () => {
  const fixed = (byte: number) => ({ bytes: (length: number) => new Uint8Array(length).fill(byte) })
  expect((await createAccount({ password, random: fixed(0), light: true })).phrase).toBe(`${'abandon '.repeat(11)}about`)
  expect((await createAccount({ password, random: fixed(0x7f), light: true })).phrase).toBe(
    'legal winner thank year wave sausage worth useful legal winner thank yellow',
  )
})

test('M10 M11 E4 a wrong phrase, a weak password and a wrong password are named', async () => {
  const phrase = 'test test test test test test test test test test test test'
  expect(await codeOf(restoreAccount({ phrase, password, ...light }))).toBe('PHRASE_INVALID')
  expect(await codeOf(restoreAccount({ phrase: 'hello', password, ...light }))).toBe('PHRASE_INVALID')
  expect(await codeOf(createAccount({ password: '1234567', ...light }))).toBe('PASSWORD_WEAK')
  const { keyFile } = await createAccount({ password, ...light })
  expect(await codeOf(openKeyFile(keyFile, 'correct house'))).toBe('PASSWORD_WRONG')
})

test('M10 E4 a damaged or changed key file is told from a wrong password, and never opened', async () => {
  const { keyFile } = await createAccount({ password, ...light })
  const changed = (
    change: (file: { crypto: { ciphertext: string; kdfparams: { n: number } }; address: string; check?: string }) => void,
  ): string => {
    const file = JSON.parse(keyFile) as Parameters<typeof change>[0]
    change(file)
    return JSON.stringify(file)
  }
  const bad = [
    '',
    'null',
    '{}',
    keyFile.slice(0, -9),
    changed(
      (file) => (file.crypto.ciphertext = `${file.crypto.ciphertext.slice(0, -1)}${file.crypto.ciphertext.endsWith('0') ? '1' : '0'}`),
    ),
    changed((file) => (file.crypto.kdfparams.n = 2 ** 30)),
    changed((file) => (file.crypto.kdfparams.n = 8192)),
    changed((file) => (file.address = '00'.repeat(20))),
  ]
  for (const json of bad) expect(await codeOf(openKeyFile(json, password))).toBe('KEYSTORE_DAMAGED')
  const unmarked = changed((file) => delete file.check)
  expect(await codeOf(openKeyFile(unmarked, password))).toBe('nothing')
})

test('M10 files of other programs open: their own scrypt shape, pbkdf2, no address', async () => {
  const privateKey = fromHex('ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80')
  const [scryptKey, scryptOptions] = Keystore.scrypt({ password, n: 1024, r: 1, p: 8 })
  expect(await openKeyFile(JSON.stringify(Keystore.encrypt(privateKey, scryptKey, scryptOptions)), password)).toEqual(privateKey)
  const [pbkdf2Key, pbkdf2Options] = Keystore.pbkdf2({ password, iterations: 1000 })
  const file = JSON.stringify(Keystore.encrypt(privateKey, pbkdf2Key, pbkdf2Options))
  expect(await openKeyFile(file, password)).toEqual(privateKey)
  expect(accountOfKeyFile(file)).toBeNull()
})

test('M10 a password beyond ASCII opens however it was composed', async () => {
  const keyFile = await writeKeyFile(fromHex('11'.repeat(32)), 'Schlüssel-Ä', light)
  expect(toHex(await openKeyFile(keyFile, 'Schlüssel-Ä'.normalize('NFD')))).toBe('11'.repeat(32))
})
