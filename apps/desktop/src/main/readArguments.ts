import { parseArgs } from 'node:util'

export type Arguments = {
  readonly home: string | undefined
  readonly rpc: string | undefined
  readonly sandbox: boolean
  readonly invite: string | undefined
}

/** Chromium's and the system's own switches stand between ours, so unknown ones are passed over. */
export const readArguments = (words: readonly string[]): Arguments => {
  const { values } = parseArgs({
    args: [...words],
    options: { home: { type: 'string' }, rpc: { type: 'string' }, sandbox: { type: 'boolean', default: false } },
    strict: false,
    allowPositionals: true,
  })
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
  return {
    home: text(values['home']),
    rpc: text(values['rpc']),
    sandbox: values['sandbox'] === true,
    invite: words.find((word) => word.startsWith('daomesh://')),
  }
}

/** Where a link leads inside the app. The link is only shown there; joining asks the person. */
export const routeOfLink = (link: string): string | null =>
  link.startsWith('daomesh://join') && link.length <= 8_192 ? `#/join?invite=${encodeURIComponent(JSON.stringify(link))}` : null
