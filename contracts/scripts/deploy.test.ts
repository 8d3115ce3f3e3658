import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { factoryAddress } from '@daomesh/chain'
import { startDevnet } from '@daomesh/chain/devnet'
import { createPublicClient, http } from 'viem'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('deploy.ts', import.meta.url))

const run = (...words: readonly string[]): Promise<{ readonly ok: boolean; readonly out: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, ...words], { timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ ok: error === null, out: stdout + stderr }),
    )
  })

test('S3.7 whoever pays puts all contracts on a chain, at the addresses that they have everywhere, and is told what it costs before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daomesh-deploy-'))
  const devnet = await startDevnet({ chainId: 100 })
  const reader = createPublicClient({ transport: http(devnet.rpcUrl), cacheTime: 0 })
  try {
    const [account] = devnet.accounts
    if (account === undefined) throw new RangeError('a chain for tests has accounts')
    const keyFile = join(folder, 'key')
    const words = ['--rpc', devnet.rpcUrl, '--key-file', keyFile]
    writeFileSync(keyFile, 'no key\n')
    expect(await run(...words)).toMatchObject({ ok: false, out: expect.stringMatching(/^INPUT_INVALID: .*no private key/) })
    writeFileSync(keyFile, `${account.privateKey.slice(2)}\n`)

    const away = await run('--rpc', 'http://127.0.0.1:1', '--key-file', keyFile)
    expect(away).toMatchObject({ ok: false, out: expect.stringMatching(/^CHAIN_UNREACHABLE: /) })
    const plan = await run(...words)
    expect(plan).toMatchObject({ ok: true, out: expect.stringMatching(/Chain 100: 9 contracts, \d+ gas.*Nothing was sent/s) })
    expect(await reader.getTransactionCount({ address: account.address })).toBe(0)

    expect(await run(...words, '--send')).toMatchObject({ ok: true, out: expect.stringContaining(`founded by ${factoryAddress()}`) })
    expect(await reader.getTransactionCount({ address: account.address })).toBe(9)
    expect(await run(...words, '--send')).toMatchObject({ ok: true, out: expect.stringContaining('has all contracts') })
    expect(await reader.getTransactionCount({ address: account.address })).toBe(9)
  } finally {
    await devnet.stop()
    rmSync(folder, { recursive: true })
  }
})
