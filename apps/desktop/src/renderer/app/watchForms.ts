const isText = (field: EventTarget | null): field is HTMLInputElement | HTMLTextAreaElement =>
  field instanceof HTMLTextAreaElement ||
  (field instanceof HTMLInputElement && !['checkbox', 'radio', 'file', 'range', 'color'].includes(field.type))

/** @returns whether a field of this page that somebody typed into still stands there with words in it. */
export const watchForms = (page: Document): (() => boolean) => {
  const fields = new Set<HTMLInputElement | HTMLTextAreaElement>()
  const holds = (): boolean => {
    for (const field of fields) if (!field.isConnected || field.value.trim() === '') fields.delete(field)
    return fields.size > 0
  }
  page.addEventListener('input', ({ target }) => {
    holds()
    if (isText(target)) fields.add(target)
  })
  return holds
}
