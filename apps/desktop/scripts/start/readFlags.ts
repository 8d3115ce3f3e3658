import { parseArgs } from 'node:util'

export type Flags = {
  /** For the window: everything as it came. */
  readonly passed: readonly string[]
  readonly home: readonly string[]
  /** The chain for the headless peer; null when nothing is said. */
  readonly chain: readonly string[] | null
  readonly headless: boolean
}

/**
 * Reads `--home <folder>`, `--rpc <url>`, `--sandbox` and `--headless`.
 * @throws TypeError on anything else, or on `--rpc` together with `--sandbox`
 */
export const readFlags = (words: readonly string[]): Flags => {
  const { values } = parseArgs({
    args: [...words],
    options: {
      home: { type: 'string' },
      rpc: { type: 'string' },
      sandbox: { type: 'boolean' },
      headless: { type: 'boolean', default: false },
    },
  })
  if (values.rpc !== undefined && values.sandbox === true) throw new TypeError('give --rpc <url> or --sandbox, not both')
  return {
    passed: words.filter((word) => word !== '--headless'),
    home: values.home === undefined ? [] : ['--home', values.home],
    chain: values.rpc !== undefined ? ['--rpc', values.rpc] : values.sandbox === true ? ['--sandbox'] : null,
    headless: values.headless,
  }
}
