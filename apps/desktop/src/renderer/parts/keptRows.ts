type Row<Field extends string> = Readonly<Record<Field, string>>

const isRow = <Field extends string>(value: unknown, fields: readonly Field[]): value is Row<Field> =>
  typeof value === 'object' && value !== null && fields.every((field) => typeof (value as Record<string, unknown>)[field] === 'string')

/** The rows of a form as they were left on this machine. What is not such a list is forgotten. */
export const readRows = <Field extends string>(
  storage: Pick<Storage, 'getItem'>,
  slot: string,
  fields: readonly Field[],
): readonly Row<Field>[] => {
  try {
    const kept: unknown = JSON.parse(storage.getItem(slot) ?? '[]')
    return Array.isArray(kept) ? kept.filter((value) => isRow(value, fields)) : []
  } catch {
    // A torn text says nothing.
    return []
  }
}

/** Nobody loses the rows of a form by looking at something else. None leave nothing behind. */
export const keepRows = (storage: Pick<Storage, 'setItem' | 'removeItem'>, slot: string, rows: readonly Row<string>[]): void => {
  if (rows.length === 0) storage.removeItem(slot)
  else storage.setItem(slot, JSON.stringify(rows))
}
