/** Ends parts in the reverse order of their start. Every part is ended even when one fails; the first failure is thrown at the end. */
export type Closers = { readonly add: (close: () => void | Promise<void>) => void; readonly closeAll: () => Promise<void> }

export const createClosers = (): Closers => {
  const open: (() => void | Promise<void>)[] = []
  return {
    add: (close) => void open.push(close),
    closeAll: async () => {
      const failures: unknown[] = []
      for (let close = open.pop(); close !== undefined; close = open.pop()) {
        try {
          await close()
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0) throw failures[0]
    },
  }
}
