import { join } from 'node:path'
import { toDaomeshError } from '@daomesh/protocol'
import { demand, type Fault } from '../fault.ts'
import { giveAccount, untilEqual } from '../stage/account.ts'
import { followClaims } from '../stage/claims.ts'
import { dial, type Running, untilConnected } from '../stage/connect.ts'
import { type Ledger, openLedger } from '../stage/ledger.ts'
import { type DiskCall, injecting, type Injection, noStrace } from '../tools/strace.ts'

const fail = (call: DiskCall, fault: 'EIO' | 'ENOSPC', when: readonly (number | string)[]): readonly Injection[] =>
  when.map((n) => ({ call, fault, when: String(n) }))

const short = [...fail('fsync', 'EIO', ['22..24']), ...fail('pwrite64', 'ENOSPC', ['140..160'])]
const steps = (from: number, to: number, step: number, length: number): readonly string[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => `${from + i * step}..${from + i * step + length - 1}`)
const full: readonly Injection[] = [
  ...fail('fsync', 'EIO', steps(1, 46, 1, 1)),
  ...fail('pwrite64', 'EIO', steps(1, 320, 11, 1)),
  ...fail('pwrite64', 'ENOSPC', steps(1, 320, 16, 9)),
  // Of the plain writes only those into the log of the program: most others are no writes to a disk, and the notes are met where they are renamed.
  { call: 'write', fault: 'ENOSPC', when: '1+', path: 'daomesh.log' },
  ...fail('rename', 'EIO', steps(1, 6, 1, 1)),
  ...fail('unlink', 'EIO', steps(1, 6, 1, 1)),
  ...fail('ftruncate', 'EIO', [1, 2]),
]

const requests = 14
/** What a disk that fails may be called; a request that runs into a node that is ending hears that nobody answers. */
const coded = new Set(['STORAGE_FAILED', 'API_UNAVAILABLE'])

const inHome = (home: string, { path, ...rest }: Injection): Injection => (path === undefined ? rest : { ...rest, path: join(home, path) })

/** The code in what a node said when it could not start. */
const codeIn = (error: unknown): string =>
  /"code":"([A-Z_]+)"/.exec(error instanceof Error ? error.message : '')?.[1] ?? `no code: ${String(error)}`

// An editing session that the disk refused is over, which is another word for the same.
const noteRefusal = (code: string, refused: string[]): void => {
  refused.push(code)
  demand(coded.has(code) || code === 'DRAFT_UPDATE_REFUSED', `a disk that failed was called ${code}`)
}

const ask = async (ann: Running, ledger: Ledger, refused: string[]): Promise<void> => {
  for (let n = 0; n < requests; n += 1) {
    const code = await ledger.askMore(ann.api)
    if (code !== null) noteRefusal(code, refused)
  }
}

export const failingCalls: Fault = {
  title:
    'K2 the nth write, flush or rename of a whole node fails: a coded error, nothing acknowledged that is not there, and the node goes on',
  impossible: noStrace,
  run: async (stage, extent, tell) => {
    const home = stage.copy('ann', 'failing')
    const ben = await stage.start(stage.copy('ben', 'failing'))
    const ledger = await openLedger(stage)
    const claims = followClaims(stage, ben.api, stage.account.ann)
    const refused: string[] = []
    let unstarted = 0
    for (const injection of extent === 'full' ? full : short) {
      const words = `${injection.call} ${injection.when} ${injection.fault}`
      try {
        await ben.api.network.setOnline({ online: false, chain: true })
        const ann = await stage.start(home, { before: injecting(inHome(home.home, injection)) }).catch((error: unknown) => {
          demand(codeIn(error) === 'STORAGE_FAILED', `it did not start, and said ${codeIn(error)}`)
          return null
        })
        if (ann === null) {
          unstarted += 1
          continue
        }
        await ben.api.network.setOnline({ online: true, chain: true })
        // The address is kept on disk, which may be what fails; the second attempt finds the connection open or makes it.
        await dial(ann, ben).catch((error: unknown) => noteRefusal(toDaomeshError(error).code, refused))
        await dial(ann, ben).catch((error: unknown) => noteRefusal(toDaomeshError(error).code, refused))
        await untilConnected(ann, ben)
        await claims.write()
        await ask(ann, ledger, refused)
        await claims.note()
        // It lives: a failed call ends nothing, and what was refused is done when asked again.
        const gone = await Promise.race([ann.ended.then(() => true), ann.api.node.status().then(() => false)])
        demand(!gone, `it ended with ${ann.stderr().slice(-300)}`)
        await ann.kill()
      } catch (cause) {
        throw new Error(words, { cause })
      }
    }
    await ben.api.network.setOnline({ online: false, chain: true })
    const ann = await stage.start(home)
    await giveAccount(stage, ann, ledger, claims)
    await ben.api.network.setOnline({ online: true, chain: true })
    await dial(ann, ben)
    await untilEqual(stage, [ann, ben])
    demand(refused.length + unstarted > 0, 'no call failed')
    tell(
      `${unstarted} did not start, ${refused.length} requests refused (${[...new Set(refused)].join(', ')}), ${ledger.acknowledged()} acknowledged, ${claims.count()} claimed`,
    )
    await Promise.all([ann.stop(), ben.stop()])
  },
}
