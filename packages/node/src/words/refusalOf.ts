import type { CallOutcome } from '@daomesh/chain'

/** Why a call would be refused: its named error, or the plain words of a target that has only those, cut and without what could change how they look. */
export const refusalOf = ({ error, args }: Extract<CallOutcome, { ok: false }>): string => {
  const words = error === 'Error' ? (args[0] ?? '').replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '').trim() : ''
  return words === '' ? error : Array.from(words).slice(0, 120).join('')
}
