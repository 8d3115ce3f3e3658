import { showUnseen } from '@daomesh/protocol'

const escaped = (mark: string): string =>
  mark
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

/** One JSON value on one line, read by programs, and by people who look at it on a terminal: what shows nothing there or moves it is escaped, which changes no value (E1). */
export const printableJson = (value: unknown): string => showUnseen(JSON.stringify(value ?? null), escaped)
