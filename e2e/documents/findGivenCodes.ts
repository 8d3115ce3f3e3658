import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue } from '@daomesh/protocol'
import type { ErrorCode } from '@daomesh/protocol'

const isSource = (file: string): boolean => !/\.test\.tsx?$|\/(acceptance|testing|fixtures|bench)\/|errors\/catalogue\.ts$/.test(file)

/** Codes that stand as text somewhere in the sources, so that something may give them. */
export const findGivenCodes = (root: string): ReadonlySet<ErrorCode> => {
  const files = globSync('{packages,apps}/*/src/**/*.{ts,tsx}', { cwd: root }).filter(isSource)
  const text = files.map((file) => readFileSync(join(root, file), 'utf8').replaceAll(/^\s*(\*|\/\/).*$/gm, '')).join('\n')
  return new Set((Object.keys(catalogue) as ErrorCode[]).filter((code) => text.includes(`'${code}'`)))
}
