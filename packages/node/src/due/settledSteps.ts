/**
 * What is due, and would be though everything that may still vanish did: whoever waits a moment pays no fee for what a reorganisation takes back.
 * @param settled what final facts alone make due.
 */
export const settledSteps = <S extends { readonly name: unknown }>(steps: readonly S[], settled: readonly S[]): readonly S[] => {
  const names = new Set(settled.map(({ name }) => JSON.stringify(name)))
  return steps.filter(({ name }) => names.has(JSON.stringify(name)))
}
