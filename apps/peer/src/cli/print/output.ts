import type { DaomeshError, ErrorMeta } from '@daomesh/protocol'
import { printable } from '../../terminal/printable.ts'
import { printableJson } from '../../terminal/printableJson.ts'

/** Results go to stdout: one JSON value, or text for people with every control character made visible. */
export const writeResult = (result: unknown, json: boolean, text: (result: never) => string): void => {
  const shown = json ? printableJson(result) : printable(text(result as never))
  if (shown !== '') process.stdout.write(`${shown}\n`)
}

export const note = (text: string): void => void process.stderr.write(`${printable(text)}\n`)

const detail = (meta: ErrorMeta): string =>
  Object.entries(meta)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join(', ')

/** What happened, what is safe, what to do; the code for the documentation. */
export const errorText = ({ code, what, safe, todo, meta }: DaomeshError): string =>
  [`${what} [${code}]`, ...(Object.keys(meta).length > 0 ? [`  ${detail(meta)}`] : []), `  Safe: ${safe}`, `  To do: ${todo}`].join('\n')
