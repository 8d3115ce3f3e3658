import { existsSync, readFileSync } from 'node:fs'
import { type Address, DaomeshError } from '@daomesh/protocol'
import type { Command } from 'commander'
import { readPath } from '../../home/homePaths.ts'
import { writeDurably } from '../../home/writeDurably.ts'
import { askHidden } from '../../terminal/askHidden.ts'
import { askLine } from '../../terminal/askLine.ts'
import { chooseOne } from '../choose.ts'
import { interrupted, takePassword } from '../input/takePassword.ts'
import { type KeyDesk, runningSigner, withKeys } from '../keyDesk.ts'
import { lines } from '../print/table.ts'
import { note } from '../print/output.ts'
import { askSigner } from '../signerClient.ts'
import { type Call, nodeVerb, verb } from '../verb.ts'

const passwordFile = ['--password-file <path>', 'its first line is the password; else DAOMESH_PASSWORD, else it is asked'] as const

type Created = { readonly account: Address; readonly phraseFile: string | null }

/** On a terminal: shows the words once, then asks two of them back before anything is kept. */
const createWithPerson = async (desk: KeyDesk, password: string): Promise<Created> => {
  const { phrase, ask } = await desk.begin(password)
  note(
    `\nWrite down these words, in this order. They are the only way back to this account, and are shown once. On another device, restore the account\nand open each DAO by an invite of its members.\n\n  ${phrase}\n`,
  )
  const words: string[] = []
  for (const position of ask) {
    const word = await askLine(`Word ${position}: `)
    if (word === null) throw interrupted('word')
    words.push(word)
  }
  return { account: await desk.confirmWords(words), phraseFile: null }
}

/** The phrase is on disk, whole and flushed, before anything is kept: an account whose phrase was never written can be lost for good. */
const createForScript = async (desk: KeyDesk, password: string, file: string): Promise<Created> => {
  const path = readPath(file)
  if (existsSync(path)) throw new DaomeshError('INPUT_INVALID', { meta: { field: 'phrase-file', reason: 'the file exists' } })
  const { phrase, ask } = await desk.begin(password)
  // It stays there whatever comes: where an answer is lost, the account may be kept already, and words of no account harm nobody.
  writeDurably(path, `${phrase}\n`)
  const words = phrase.split(' ')
  return { account: await desk.confirmWords(ask.map((position) => words[position - 1] ?? '')), phraseFile: path }
}

const create = async (call: Call): Promise<Created> => {
  const file = call.option('phraseFile')
  if (file === undefined && !process.stdin.isTTY)
    throw new DaomeshError('INPUT_INVALID', {
      meta: { field: 'phrase-file', reason: 'this is no terminal: say where the recovery phrase is to be kept' },
    })
  const password = await takePassword(call.option('passwordFile'), { twice: true })
  return withKeys(call.home, (desk) => (file === undefined ? createWithPerson(desk, password) : createForScript(desk, password, file)))
}

const takePhrase = async (file: string | undefined): Promise<string> => {
  if (file !== undefined) {
    try {
      return readFileSync(readPath(file), 'utf8').trim()
    } catch (cause) {
      throw new DaomeshError('INPUT_INVALID', { cause, meta: { field: 'phrase-file', reason: 'the file cannot be read' } })
    }
  }
  if (!process.stdin.isTTY)
    throw new DaomeshError('INPUT_INVALID', { meta: { field: 'phrase-file', reason: 'missing: this is no terminal' } })
  const typed = await askHidden('Recovery phrase: ')
  if (typed === null) throw interrupted('phrase')
  return typed
}

export const addIdentity = (program: Command): void => {
  const identity = program.command('identity').description('the account this member signs with')
  verb(
    identity
      .command('create')
      .description('make an account and its recovery phrase')
      .option(...passwordFile)
      .option('--phrase-file <path>', 'write the recovery phrase there instead of showing it'),
    create,
    ({ account, phraseFile }) => (phraseFile === null ? account : `${account}\nrecovery phrase: ${phraseFile}`),
  )
  verb(
    identity
      .command('restore')
      .description('bring an account back from its recovery phrase')
      .option(...passwordFile)
      .option('--phrase-file <path>', 'holds the recovery phrase; else it is asked'),
    async (call) => {
      const phrase = await takePhrase(call.option('phraseFile'))
      const password = await takePassword(call.option('passwordFile'), { twice: true })
      return { account: await withKeys(call.home, (desk) => desk.restore(phrase, password)) }
    },
    ({ account }) => account,
  )
  nodeVerb(
    identity
      .command('use')
      .description('say which account the node speaks for, where the home holds several')
      .argument('<account>', 'address, or its beginning'),
    async (node, call) => {
      const { accounts } = (await node.node.status()).signer
      const rows = accounts.map((account) => ({ id: account, names: [] }))
      return node.node.useAccount({ requestId: call.requestId, account: chooseOne(rows, call.argument(0), 'account', 'INPUT_INVALID') })
    },
    ({ account }) => account,
  )
  verb(
    identity
      .command('unlock')
      .description('let the running signer use the key')
      .option(...passwordFile),
    async (call) => {
      const signer = runningSigner(call.home)
      return askSigner(signer, 'unlock', { password: await takePassword(call.option('passwordFile'), { twice: false }) })
    },
    ({ accounts }) => accounts.join('\n'),
  )
  verb(
    identity.command('lock').description('make the running signer forget the key'),
    async (call) => {
      await askSigner(runningSigner(call.home), 'lock', {})
      return { state: 'locked' }
    },
    () => 'locked',
  )
  verb(
    identity.command('show').description('the account and whether it is unlocked'),
    (call) =>
      withKeys(call.home, async (desk) => {
        const { state, accounts } = await desk.state()
        return { state, accounts }
      }),
    ({ state, accounts }) =>
      lines([
        ['state', state === 'none' ? 'no identity yet' : state],
        ['account', accounts.join(', ') || null],
      ]),
  )
}
