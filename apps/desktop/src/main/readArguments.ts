import { parseArgs } from 'node:util'

export type Arguments = {
  readonly home: string | undefined
  readonly rpc: string | undefined
  readonly sandbox: boolean
  readonly invite: string | undefined
}

const isLink = (word: string): boolean => word.startsWith('daomesh://')

/**
 * Chromium's and the system's own switches stand between ours, so unknown ones are passed over. The system puts a link last, and some that hand one over do
 * not keep it in one piece: what comes behind a link is a part of what somebody else wrote, and no switch of whoever starts the app.
 */
export const readArguments = (words: readonly string[]): Arguments => {
  const at = words.findIndex(isLink)
  const { values } = parseArgs({
    args: words.slice(0, at < 0 ? undefined : at),
    options: { home: { type: 'string' }, rpc: { type: 'string' }, sandbox: { type: 'boolean', default: false } },
    strict: false,
    allowPositionals: true,
  })
  const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
  return {
    home: text(values['home']),
    rpc: text(values['rpc']),
    sandbox: values['sandbox'] === true,
    invite: words[at],
  }
}

/** Where a link leads inside the app. The link is only shown there; joining asks the person. */
export const routeOfLink = (link: string): string | null =>
  link.startsWith('daomesh://join') && link.length <= 8_192 ? `#/join?invite=${encodeURIComponent(JSON.stringify(link))}` : null
