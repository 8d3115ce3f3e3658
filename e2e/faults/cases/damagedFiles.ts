import { readRecords } from '@daomesh/node/client'
import { toDaomeshError } from '@daomesh/protocol'
import { requestId, until } from '../../scene/until.ts'
import { demand, type Fault } from '../fault.ts'
import { giveAccount, untilEqual } from '../stage/account.ts'
import { dial, type Running, untilConnected } from '../stage/connect.ts'
import { type Ledger, openLedger } from '../stage/ledger.ts'
import type { Copy, Stage } from '../stage/openStage.ts'
import { cutOff, filesOf, type HomeFiles, replaceWith, turnBits } from '../tools/damage.ts'
import { pauseFor } from '../tools/measure.ts'

/** Damage that a node lives through, after it was killed: its log of writes lies beside the database. Bits that lie below a later write harm nothing. */
const damages: Readonly<Record<string, (files: HomeFiles) => void>> = {
  'a bit turned in the database': ({ database }) => turnBits(database, 0.4),
  'bits turned all over the database': ({ database }) => turnBits(database, ...Array.from({ length: 40 }, (_, i) => i / 40)),
  'the database cut in half': ({ database }) => cutOff(database, 0.5),
  'nothing left of the database': ({ database, wal }) => {
    replaceWith(database, '')
    replaceWith(wal, '')
  },
  'noise instead of the database': ({ database }) => replaceWith(database, Buffer.alloc(65_536, 0xa7)),
  'a bit turned in the log of writes': ({ wal }) => turnBits(wal, 0.5),
  'the log of writes cut in half': ({ wal }) => cutOff(wal, 0.5),
  'no log of writes': ({ wal }) => replaceWith(wal, ''),
  'noise instead of the kept rows': ({ kept }) => replaceWith(kept, 'noise'),
  'bits turned in database and kept rows': ({ database, kept }) => {
    turnBits(database, 0.3, 0.6)
    turnBits(kept, 0.5)
  },
  'noise instead of every note': ({ chain, api, lock }) => {
    for (const note of [chain, api, lock]) replaceWith(note, '{"pid": 1, torn')
  },
}
/** A log of writes that ends early shows no trace of it; settled transactions and outcomes of requests, which no peer has, may be gone with it. */
const losing = ['a bit turned in the log of writes', 'the log of writes cut in half', 'no log of writes']
const inShort = ['bits turned all over the database', 'noise instead of every note']

/** Damage that nobody can make good: the node says so by its code and touches nothing. */
const keys: Readonly<Record<string, (files: HomeFiles) => void>> = {
  'a bit turned in the device key': ({ device }) => turnBits(device, 0.2),
  'half a device key': ({ device }) => cutOff(device, 0.5),
  'a bit turned in the account key': ({ key }) => turnBits(key, 0.3),
  'half an account key': ({ key }) => cutOff(key, 0.5),
}

const within = <T>(promise: Promise<T>, seconds: number, otherwise: T): Promise<T> =>
  Promise.race([promise, pauseFor(seconds).then(() => otherwise)])

const codeIn = (error: unknown): string => /"code":"([A-Z_]+)"/.exec(error instanceof Error ? error.message : '')?.[1] ?? String(error)

/** Ann works while Ben listens, and is killed as soon as he holds everything. */
const work = async (stage: Stage, home: Copy, ben: Running, ledger: Ledger): Promise<void> => {
  const ann = await stage.start(home)
  await dial(ann, ben)
  await untilConnected(ann, ben)
  for (let n = 0; n < 12; n += 1) demand((await ledger.askMore(ann.api)) === null, 'a request was refused')
  await until('the deposits', async () => (await ann.api.chain.transactions()).every(({ state }) => state === 'final'))
  await untilEqual(stage, [ann, ben])
  await ann.kill()
}

const liveThrough = async (stage: Stage, words: string, label: string): Promise<string> => {
  const home = stage.copy('ann', label)
  const ben = await stage.start(stage.copy('ben', label))
  const ledger = await openLedger(stage)
  await work(stage, home, ben, ledger)
  damages[words]?.(filesOf(home.home))
  const ann = await stage.start(home)
  const { storage } = await ann.api.node.status()
  await dial(ann, ben)
  await untilEqual(stage, [ann, ben], 90_000)
  const held = new Set(
    (await readRecords({ daos: ann.api.daos, space: stage.space })).filter(({ status }) => status === 'accepted').map(({ entry }) => entry),
  )
  const lost = ledger.entries().filter((entry) => !held.has(entry as never))
  demand(lost.length === 0, `${lost.length} acknowledged records did not come back from the peer`)
  const { treasury } = await ann.api.daos.get({ space: stage.space })
  demand(treasury === (await ben.api.daos.get({ space: stage.space })).treasury, 'the treasuries differ')
  // Whole again: it writes, and both count it.
  demand((await ledger.askMore(ann.api)) === null, 'it does not write any more')
  await untilEqual(stage, [ann, ben])
  if (storage.damage !== null) {
    await ann.api.node.dismissDamage({ requestId: requestId() })
    demand((await ann.api.node.status()).storage.damage === null, 'the word of the damage stays')
  } else if (!losing.includes(words)) await giveAccount(stage, ann, ledger, null)
  await Promise.all([ann.kill(), ben.kill()])
  return storage.damage === null ? 'no trace' : `${storage.damage.entries} entries taken over`
}

const refuse = async (stage: Stage, words: string, label: string): Promise<void> => {
  const home = stage.copy('ann', label)
  keys[words]?.(filesOf(home.home))
  const node = await stage.start(home).catch((error: unknown) => codeIn(error))
  if (typeof node === 'string') return demand(node === 'KEYSTORE_DAMAGED', `it ended with ${node}`)
  // The signer says it: the node may have answered before.
  const ended = node.ended.then(() => codeIn(new Error(node.stderr())))
  const asked = node.api.daos.setDisplayName({ requestId: requestId(), space: stage.space, name: 'Nobody' }).then(
    () => 'nothing',
    (error: unknown) => toDaomeshError(error).code,
  )
  // A connection that is cut says that the process ends, which then says why.
  const code = await Promise.race([ended, asked.then((said) => (said === 'API_UNAVAILABLE' ? within(ended, 15, said) : said))])
  await node.kill()
  demand(code === 'KEYSTORE_DAMAGED', `with a damaged key it said ${code}`)
}

export const damagedFiles: Fault = {
  title: 'K3 damaged files: what a node can lose comes back from its peers, and a damaged key is named and never replaced',
  run: async (stage, extent, tell) => {
    const all = Object.keys(damages)
    for (const words of extent === 'full' ? all : inShort) {
      try {
        tell(`${words}: ${await liveThrough(stage, words, `damaged ${all.indexOf(words)}`)}`)
      } catch (cause) {
        throw new Error(words, { cause })
      }
    }
    const some = Object.keys(keys)
    for (const words of extent === 'full' ? some : some.slice(2, 3)) {
      try {
        await refuse(stage, words, `keys ${some.indexOf(words)}`)
      } catch (cause) {
        throw new Error(words, { cause })
      }
    }
  },
}
