/** Moves the focus along the rows of the screen's list. */
export const moveAlong = (step: 1 | -1): void => {
  const rows = [...document.querySelectorAll<HTMLElement>('main a.row, main button.row')]
  const at = rows.findIndex((row) => row === document.activeElement)
  const next = at < 0 ? (step === 1 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1)
  rows[next]?.focus()
}
