import { parseArgs } from 'node:util'

export type DemoOptions = { readonly check: boolean; readonly json: boolean; readonly open: boolean }

export const usage = `npm run demo [-- --check] [--json] [--no-open]

  --check     run every step, then end (no user interface)
  --json      print one JSON summary on stdout; everything else goes to stderr
  --no-open   do not open a window at the end, only print the address`

/** @throws TypeError on an unknown option. */
export const readOptions = (args: readonly string[]): DemoOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: { check: { type: 'boolean' }, json: { type: 'boolean' }, 'no-open': { type: 'boolean' }, help: { type: 'boolean' } },
  })
  if (values.help === true) {
    process.stderr.write(`${usage}\n`)
    process.exit(0)
  }
  return { check: values.check ?? false, json: values.json ?? false, open: values['no-open'] !== true }
}
