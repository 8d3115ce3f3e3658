import { parseArgs } from 'node:util'

/** What can be told: a DAO from founding to payment, a pyramid of bounties, or a DAO of DAOs. */
export const scenes = ['dao', 'pyramid', 'confederation'] as const
export type SceneName = (typeof scenes)[number]

export type DemoOptions = { readonly scene: SceneName; readonly check: boolean; readonly json: boolean; readonly open: boolean }

export const usage = `npm run demo [-- --scene dao|pyramid|confederation] [--check] [--json] [--no-open]

  --scene     dao: four members found a DAO, decide and pay (the default)
              pyramid: a DAO takes a bounty, three DAOs and nine people do the work, one funding pays all of them
              confederation: three DAOs found a DAO of DAOs, decide on three levels, match gifts, earn power by work, take one in and let one go
  --check     run every step, then end (no user interface)
  --json      print one JSON summary on stdout; everything else goes to stderr
  --no-open   do not open a window at the end, only print the address`

/** @throws TypeError on an unknown option or scene. */
export const readOptions = (args: readonly string[]): DemoOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scene: { type: 'string' },
      check: { type: 'boolean' },
      json: { type: 'boolean' },
      'no-open': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help === true) {
    process.stderr.write(`${usage}\n`)
    process.exit(0)
  }
  const scene = scenes.find((name) => name === (values.scene ?? 'dao'))
  if (scene === undefined) throw new TypeError(`there is no scene “${values.scene}”; there are ${scenes.join(', ')}`)
  return { scene, check: values.check ?? false, json: values.json ?? false, open: values['no-open'] !== true }
}
